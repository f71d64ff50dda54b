/** The candidate's own files. Made from the skeletons, never overwritten, never deleted. */
import { closeSync, existsSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { faultOf, UsageError } from "../fault.ts";
import { packageRoot } from "../paths.ts";
import { makeFolder } from "./folder.ts";

/** What the workspace needs to know of a kata. */
export interface Exercise {
  readonly id: string;
  readonly skeleton: () => string;
}

const FOLDER = "attempts";
/** Only a folder that we have made has it. */
const SETTINGS = "tsconfig.json";

/** The attempts that somebody who stands in `here` means: those of the folder, else of the nearest above that has some, else new ones. */
export function attemptsAround(here: string): string {
  for (let folder = here; ; folder = dirname(folder)) {
    const attempts = join(folder, FOLDER);
    if (folder === here ? existsSync(attempts) : existsSync(join(attempts, SETTINGS))) return attempts;
    if (dirname(folder) === folder) return join(here, FOLDER);
  }
}

export class Attempts {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = resolve(folder);
  }

  /** Makes what is missing: a folder and `attempt.ts` for each kata, and the settings that an editor reads. Returns what was made. */
  prepare(exercises: readonly Exercise[]): string[] {
    try {
      makeFolder(this.folder);
      this.#writeNew(join(this.folder, SETTINGS), editorSettings(this.folder));
      return exercises.filter((exercise) => this.#prepareOne(exercise)).map(({ id }) => id);
    } catch (error) {
      const { code, path } = error as NodeJS.ErrnoException;
      if (code === "ENOTDIR" || code === "EEXIST")
        throw new UsageError(
          {
            en: `${path} cannot be a folder: there is a file in the way.`,
            zh: `${path} 不能作为目录：那里已有一个文件。`,
          },
          { en: "Choose another folder with --attempts.", zh: "请用 --attempts 换一个目录。" },
        );
      throw faultOf(error, {
        en: `Your attempts cannot be made in ${this.folder}`,
        zh: `无法在 ${this.folder} 里创建答卷`,
      });
    }
  }

  file(id: string): string {
    return join(this.folder, id, "attempt.ts");
  }

  /** As the person would type it from where they are. */
  shown(id: string): string {
    return relative(process.cwd(), this.file(id)) || this.file(id);
  }

  /** Katas that have an attempt. */
  started(): string[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder).filter((id) => existsSync(this.file(id)));
  }

  /** Puts the skeleton back; the file that was there is kept beside it. Returns its name. */
  reset({ id, skeleton }: Exercise): string | undefined {
    const file = this.file(id);
    const fresh = `${file}.new`;
    try {
      makeFolder(join(this.folder, id));
      // Written before anything is moved: a full disk leaves the attempt where it is.
      rmSync(fresh, { force: true });
      this.#writeNew(fresh, skeleton());
      let backup: string | undefined;
      if (existsSync(file)) {
        backup = this.#freeName(join(this.folder, id, "attempt.backup"));
        renameSync(file, backup);
      }
      renameSync(fresh, file);
      return backup && (relative(process.cwd(), backup) || backup);
    } catch (error) {
      throw faultOf(error, { en: `${file} cannot be reset`, zh: `无法重置 ${file}` });
    }
  }

  /** Keeps a text beside an attempt, under a name that no command grades and none takes away. Returns the name. @throws HarnessFault */
  keep(id: string, text: string): string {
    try {
      makeFolder(join(this.folder, id));
      for (;;) {
        const file = this.#freeName(join(this.folder, id, "attempt.backup"));
        // Another command may have taken the name meanwhile.
        if (this.#writeNew(file, text)) return relative(process.cwd(), file) || file;
      }
    } catch (error) {
      throw faultOf(error, { en: `A text of ${id} cannot be kept`, zh: `无法保留 ${id} 的文本` });
    }
  }

  #prepareOne({ id, skeleton }: Exercise): boolean {
    makeFolder(join(this.folder, id));
    return this.#writeNew(this.file(id), skeleton());
  }

  /** Writes a file unless there is one: "wx" refuses to replace what somebody made meanwhile. */
  #writeNew(file: string, text: string): boolean {
    let descriptor: number;
    try {
      descriptor = openSync(file, "wx");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      throw error;
    }
    try {
      writeFileSync(descriptor, text);
      return true;
    } catch (error) {
      // What is half written on a full disk would be taken for an attempt for ever after.
      rmSync(file, { force: true });
      throw error;
    } finally {
      closeSync(descriptor);
    }
  }

  #freeName(stem: string): string {
    for (let i = 1; ; i++) if (!existsSync(`${stem}-${i}.ts`)) return `${stem}-${i}.ts`;
  }
}

/** Lets an editor know what the sandbox has: ES2023 and `katagrad/nd`, no DOM and no Node. */
function editorSettings(folder: string): string {
  const library = relative(folder, join(packageRoot, "katas", "lib", "nd.ts")).replaceAll("\\", "/");
  const settings = {
    compilerOptions: {
      target: "ES2023",
      lib: ["ES2023"],
      types: [],
      module: "ESNext",
      moduleResolution: "bundler",
      allowImportingTsExtensions: true,
      strict: true,
      noEmit: true,
      paths: { "katagrad/nd": [library.startsWith(".") ? library : `./${library}`] },
    },
  };
  return `${JSON.stringify(settings, null, 2)}\n`;
}
