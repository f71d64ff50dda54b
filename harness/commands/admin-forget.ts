import { userInfo } from "node:os";
import { UsageError } from "../fault.ts";
import { forget } from "../store/forget.ts";
import { findPeopleByEmail, findPerson } from "../store/people.ts";
import { printable } from "../text.ts";
import { chooseLanguage, wordsIn } from "../words/words.ts";
import { type AdminOptions, withStore } from "./admin-store.ts";
import { ask } from "./ask.ts";
import { EXIT } from "./failure.ts";

export interface ForgetOptions extends AdminOptions {
  readonly yes?: boolean;
  readonly by?: string;
}

/** Removes what a store knows of a person: of one invitation by its id, of every one by the e-mail address. */
export async function adminForget(person: string, options: ForgetOptions): Promise<number> {
  const language = chooseLanguage(options.lang, process.env);
  const words = wordsIn(language);
  return withStore(options, async (store) => {
    const people = await store.read(async (tx) => {
      const one = await findPerson(tx, person);
      return (one ? [one] : await findPeopleByEmail(tx, person)).filter(({ forgottenAt }) => forgottenAt === null);
    });
    if (people.length === 0) throw nobody(person);
    for (const { id, name, email } of people) console.log(printable([id, name, email].filter(Boolean).join("  ")));
    if (!options.yes && !process.stdin.isTTY) throw needsYes(person);
    if (
      !options.yes &&
      !(await ask(
        language === "zh"
          ? "永久删除以上人员的姓名、地址和答卷？无法撤销。(y/n) "
          : "Remove their names, addresses and work for ever? There is no way back. (y/n) ",
      ))
    ) {
      console.log(words.resetNot);
      return EXIT.ok;
    }
    const by = options.by ?? userInfo().username;
    await store.write(async (tx) => {
      for (const { id } of people) await forget(tx, id, by);
    });
    console.log(
      language === "zh"
        ? `已忘记 ${people.length} 份邀请。更早的备份中仍有其内容：请一并删除。`
        : `Forgotten: ${people.length}. Earlier backups still hold it: remove them too.`,
    );
    return EXIT.ok;
  });
}

function nobody(person: string): UsageError {
  return new UsageError(
    {
      en: `Nobody there is "${printable(person)}", or they are forgotten already.`,
      zh: `没有“${printable(person)}”，或其已被忘记。`,
    },
    {
      en: "Give the id of an invitation, or an e-mail address as it was written in the invitation. Nothing was changed.",
      zh: "请给出邀请的编号，或邀请中所写的电子邮件地址。没有任何改动。",
    },
  );
}

function needsYes(person: string): UsageError {
  return new UsageError(
    { en: "Nobody can answer here. Nothing was changed.", zh: "这里没有人能回答。没有任何改动。" },
    {
      en: `\`kata admin forget ${printable(person)} --yes\` does it without asking.`,
      zh: `\`kata admin forget ${printable(person)} --yes\` 不经询问直接执行。`,
    },
  );
}
