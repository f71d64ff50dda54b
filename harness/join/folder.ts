/** The candidate's folder of one assessment: the link, the statements, the attempts and what is not sent yet. Nothing of it is ever overwritten unseen. */
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { z } from "zod";
import { faultOf, HarnessFault, UsageError } from "../fault.ts";
import { Attempts } from "../workspace/attempts.ts";
import { makeFolder } from "../workspace/folder.ts";
import type { KataPage, Session } from "./client.ts";
import type { Link } from "./link.ts";
import { Outbox, writeDurably } from "./outbox.ts";
import { kataReadme, sittingReadme } from "./readme.ts";

const PARENT = "katagrad-assessment";
const PRIVATE = ".katagrad";

const record = z.strictObject({
  format: z.literal(1),
  server: z.string(),
  token: z.string(),
  assessment: z.string(),
  name: z.string().nullable(),
  /** What the names of this folder's devices begin with. */
  device: z.string(),
});
type Record_ = z.infer<typeof record>;

export class SittingFolder {
  readonly outbox: Outbox;
  readonly attempts: Attempts;
  #known: Record<string, string>;

  private constructor(
    readonly path: string,
    readonly record: Record_,
  ) {
    this.outbox = new Outbox(join(path, PRIVATE, "outbox"));
    this.attempts = new Attempts(path);
    this.#known = readKnown(this.#knownFile);
  }

  /** The folder in which somebody stands, or below it the only one that there is. */
  static around(here: string): SittingFolder | undefined {
    for (let folder = resolve(here); ; folder = dirname(folder)) {
      if (existsSync(recordFile(folder))) return SittingFolder.open(folder);
      if (dirname(folder) === folder) break;
    }
    const below = SittingFolder.#below(here);
    if (below.length > 1) throw severalFolders(below);
    return below.length === 1 ? SittingFolder.open(below[0]) : undefined;
  }

  /** @throws HarnessFault */
  static open(path: string): SittingFolder {
    return new SittingFolder(path, readRecord(recordFile(path)));
  }

  /** The folder of a link, made where there is none. A new link of the same sitting goes on in the same folder. */
  static for(here: string, { server, token }: Link, { assessment, name }: Session): SittingFolder {
    const known = SittingFolder.of(here, { server, token });
    if (known) return known;
    const parent = join(here, PARENT);
    const slug = slugOf(assessment) || createHash("sha256").update(token).digest("hex").slice(0, 8);
    for (let i = 1; ; i++) {
      const path = join(parent, i === 1 ? slug : `${slug}-${i}`);
      if (existsSync(path)) continue;
      const fresh: Record_ = { format: 1, server, token, assessment, name, device: randomBytes(6).toString("hex") };
      return SittingFolder.#make(path, fresh);
    }
  }

  /** The folder here, above or below that belongs to a link. */
  static of(here: string, { server, token }: Link): SittingFolder | undefined {
    const above: string[] = [];
    for (let folder = resolve(here); ; folder = dirname(folder)) {
      above.push(folder);
      if (dirname(folder) === folder) break;
    }
    return [...above, ...SittingFolder.#below(here)]
      .filter((folder) => existsSync(recordFile(folder)))
      .map((folder) => SittingFolder.open(folder))
      .find((one) => one.record.server === server && one.record.token === token);
  }

  static #below(here: string): string[] {
    const parent = join(resolve(here), PARENT);
    if (!existsSync(parent)) return [];
    return readdirSync(parent)
      .map((name) => join(parent, name))
      .filter((folder) => existsSync(recordFile(folder)));
  }

  static #make(path: string, fresh: Record_): SittingFolder {
    try {
      makeFolder(join(path, PRIVATE));
      // The link is a secret: it goes into no repository that the folder may lie in.
      writeFileSync(join(path, PRIVATE, ".gitignore"), "*\n");
      writeDurably(recordFile(path), `${JSON.stringify(fresh, null, 2)}\n`);
    } catch (error) {
      throw faultOf(error, { en: `${path} cannot be made`, zh: `无法创建 ${path}` });
    }
    return new SittingFolder(path, fresh);
  }

  /** The name of a newly opened editor. */
  newDevice(): string {
    return `${this.record.device}-${randomBytes(4).toString("hex")}`;
  }

  isOwn(device: string): boolean {
    return device.startsWith(`${this.record.device}-`);
  }

  /** As the person would type it. */
  shown(kata: string): string {
    return this.attempts.shown(kata);
  }

  /**
   * Writes the statements, and the skeleton or the newest text that the server has where there is no attempt yet.
   * @returns what the person must know: a text from elsewhere that was put in place, or beside
   */
  prepare(session: Session, pages: readonly KataPage[]): Placed[] {
    for (const { kata } of pages) checkName(kata);
    this.attempts.prepare(
      pages.map(({ kata, latest, skeleton }) => ({ id: kata, skeleton: () => latest?.text ?? skeleton })),
    );
    try {
      writeFileSync(join(this.path, "README.md"), sittingReadme(session, pages));
      return pages.flatMap((page) => {
        for (const [name, language] of [
          ["README.md", "en"],
          ["README.zh-CN.md", "zh"],
        ] as const)
          writeFileSync(join(this.path, page.kata, name), kataReadme(page, language));
        return this.#reconcile(page);
      });
    } catch (error) {
      throw faultOf(error, {
        en: `The statements cannot be written in ${this.path}`,
        zh: `无法在 ${this.path} 中写入题面`,
      });
    }
  }

  /** The attempt's text when it differs from what was sent or came from the server last. */
  changed(kata: string): string | undefined {
    let text: string;
    try {
      text = readFileSync(this.attempts.file(kata), "utf8");
    } catch {
      return undefined;
    }
    return hashOf(text) === this.#known[kata] ? undefined : text;
  }

  /** @throws UsageError */
  read(kata: string): string {
    try {
      return readFileSync(this.attempts.file(kata), "utf8");
    } catch (error) {
      throw faultOf(error, { en: `${this.shown(kata)} cannot be read`, zh: `无法读取 ${this.shown(kata)}` });
    }
  }

  /** Takes a text as known: it is on its way, or it is the server's own. */
  know(kata: string, text: string): void {
    this.#known = { ...readKnown(this.#knownFile), [kata]: hashOf(text) };
    writeDurably(this.#knownFile, `${JSON.stringify(this.#known)}\n`);
  }

  /** Here and elsewhere may both have gone on: what is here stays in place then, since the person works here now. */
  #reconcile({ kata, skeleton, latest }: KataPage): Placed[] {
    const here = this.read(kata);
    const server = latest?.text ?? skeleton;
    if (here === server) {
      this.know(kata, here);
      return [];
    }
    const untouched = hashOf(here) === this.#known[kata];
    if (latest === null || this.isOwn(latest.device)) {
      // Only this folder has written: what is here is newer and is sent next, unless it is on its way.
      return [];
    }
    const beside = freeName(join(this.path, kata, "attempt.backup"));
    writeDurably(beside, untouched ? here : server);
    if (untouched) {
      writeDurably(this.attempts.file(kata), server);
      this.know(kata, server);
    }
    return [{ kata, taken: untouched, beside: relative(process.cwd(), beside) }];
  }

  get #knownFile(): string {
    return join(this.path, PRIVATE, "known.json");
  }
}

/** `taken`: the server's text is in place and what was here lies beside; else the other way round. */
export interface Placed {
  readonly kata: string;
  readonly taken: boolean;
  readonly beside: string;
}

function recordFile(folder: string): string {
  return join(folder, PRIVATE, "session.json");
}

function readRecord(file: string): Record_ {
  try {
    return record.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new HarnessFault(
      { en: `${file} is damaged.`, zh: `${file} 已损坏。` },
      {
        en: "Join from another folder with your link; what was saved is on the server, and your files stay here.",
        zh: "请在另一个目录中用你的链接加入；已保存的内容在服务器上，你的文件仍在这里。",
      },
    );
  }
}

function readKnown(file: string): Record<string, string> {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // Without it every text counts as changed and is sent, which loses nothing.
    return {};
  }
}

/** The name becomes a path, and the server may be anybody's. */
function checkName(kata: string): void {
  if (/^\d{2,4}-[a-z0-9]+(-[a-z0-9]+)*$/.test(kata)) return;
  throw new HarnessFault(
    { en: "The server names a kata that cannot be a folder.", zh: "服务器给出的题目名称不能作为目录。" },
    { en: "Check that the link is from whom you think.", zh: "请确认链接来自你所信任的人。" },
  );
}

function severalFolders(folders: readonly string[]): UsageError {
  const names = folders.map((folder) => relative(process.cwd(), folder)).join(", ");
  return new UsageError(
    { en: `There are several assessments here: ${names}.`, zh: `这里有多场测评：${names}。` },
    { en: "Change into the folder of the one that you mean.", zh: "请进入你要的那一个目录。" },
  );
}

function slugOf(title: string): string {
  const plain = title.normalize("NFKD").toLowerCase();
  return plain
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);
}

function freeName(stem: string): string {
  for (let i = 1; ; i++) if (!existsSync(`${stem}-${i}.ts`)) return `${stem}-${i}.ts`;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
