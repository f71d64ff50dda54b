import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { faultOfPath, UsageError } from "../fault.ts";
import { answerOf } from "../join/client.ts";
import { type AssessOptions, asOrganiser, byWhom, momentOf, secondsOf } from "./assess-organiser.ts";
import { EXIT } from "./failure.ts";

export interface InviteOptions extends AssessOptions {
  readonly expires?: string;
}

interface Invitee {
  readonly name: string;
  readonly email: string | null;
  readonly extraSeconds: number;
}

/** As many as one request takes. */
const MOST = 500;

/** Invites the people of a list, all or none of each 500, and prints their links, which nobody can see again. */
export async function invite(id: string, file: string, options: InviteOptions): Promise<number> {
  const people = readPeople(file);
  const expiresAt = momentOf("--expires", options.expires);
  const by = byWhom(options);
  await asOrganiser(options, async (api) => {
    for (let i = 0; i < people.length; i += MOST) {
      const some = people.slice(i, i + MOST);
      const body = { people: [...some], expiresAt, by };
      const { invitations } = await answerOf(
        api.POST("/api/assessments/{id}/invitations", { params: { path: { id } }, body }),
      );
      // Printed before the next are asked for: what was made is told whatever comes.
      const rows = invitations.map(({ id: person, name, link }, j) => ({ person, name, email: some[j].email, link }));
      if (options.json) for (const row of rows) console.log(JSON.stringify(row));
      else process.stdout.write(stringify(rows, { header: i === 0, columns: COLUMNS, escape_formulas: true }));
    }
  });
  return EXIT.ok;
}

const COLUMNS = ["person", "name", "email", "link"];

/** A CSV table with the columns name, email and extra; or one name a line. @throws UsageError, HarnessFault */
function readPeople(file: string): Invitee[] {
  const text = readList(file);
  const [first = ""] = text.split(/\r?\n/, 1);
  const hasHeader = /^\s*"?(name|email|extra)"?\s*(,|$)/i.test(first);
  const rows = parseRows(text, hasHeader);
  const people = rows.map((row, i) => inviteeOf(row, i + (hasHeader ? 2 : 1)));
  if (people.length > 0) return people;
  throw new UsageError(
    { en: "The list holds nobody.", zh: "名单中没有人。" },
    {
      en: "Write one person a line, or a table that begins with name,email,extra.",
      zh: "请每行写一人，或写以 name,email,extra 开头的表格。",
    },
  );
}

function parseRows(text: string, hasHeader: boolean): Record<string, string>[] {
  try {
    return parse(text, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count_less: true,
      columns: hasHeader ? (names: string[]) => names.map((name) => name.toLowerCase()) : ["name", "email", "extra"],
    });
  } catch (error) {
    throw new UsageError(
      { en: `The list is no CSV: ${(error as Error).message}.`, zh: `名单不是 CSV：${(error as Error).message}。` },
      { en: "Mend that line; nobody was invited.", zh: "请修正该行；尚未邀请任何人。" },
    );
  }
}

function inviteeOf({ name, email, extra }: Record<string, string | undefined>, line: number): Invitee {
  if (!name)
    throw new UsageError(
      { en: `Line ${line} of the list has no name.`, zh: `名单第 ${line} 行没有姓名。` },
      { en: "Give each person a name; nobody was invited.", zh: "请给每个人写上姓名；尚未邀请任何人。" },
    );
  return { name, email: email || null, extraSeconds: extra ? secondsOf(`line ${line}, extra`, extra) : 0 };
}

function readList(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw faultOfPath(error, { en: `${file} cannot be read`, zh: `无法读取 ${file}` });
  }
}
