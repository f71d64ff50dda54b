/** What the tests of the recipes share: folders with a space in their names, real programs, and the schemas of platforms. */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { packageRoot } from "../paths.ts";
import { environment, FIRST, type Outcome, referenceOf, scratch, WITHOUT_HALF } from "./support.ts";

export const RECIPES = join(packageRoot, "scripts/recipes");
export const RIGHT = referenceOf(FIRST);
export const HALF = referenceOf(FIRST, WITHOUT_HALF);
/** A grading or two each, on a machine that may be busy. */
export const PATIENT = 180_000;
/** The recipes are scripts of a POSIX shell. */
export const HAS_SHELL = process.platform !== "win32";

/** A folder with a space and a quote in its name. */
export function awkward(): string {
  const folder = join(scratch(), "a student's work");
  mkdirSync(folder);
  return folder;
}

interface Place {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

export async function run(command: string, args: readonly string[], { cwd, env }: Place): Promise<Outcome> {
  const child = spawn(command, args, {
    cwd,
    env: environment(env),
    stdio: ["ignore", "pipe", "pipe"],
    timeout: PATIENT,
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const status = await new Promise<number | null>((resolve, reject) => child.on("close", resolve).on("error", reject));
  if (status === null) throw new Error(`${command} did not end: ${stdout}${stderr}`);
  return { status, stdout, stderr };
}

function schemaOf(platform: string) {
  const file = join(packageRoot, "harness/report/formats/schemas", `${platform}.schema.json`);
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true, allowUnionTypes: true });
  return ajv.compile(JSON.parse(readFileSync(file, "utf8")));
}

/** What a platform reads, held against its schema. @throws with what is wrong of it */
// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
export function readResults(platform: string, file: string): any {
  const value = JSON.parse(readFileSync(file, "utf8"));
  const valid = schemaOf(platform);
  if (!valid(value)) throw new Error(`${file} is not what ${platform} reads: ${JSON.stringify(valid.errors)}`);
  return value;
}

/** The reader of YAML that the server's description is written with. */
const require = createRequire(import.meta.url);
const yaml = createRequire(require.resolve("@fastify/swagger"))("yaml") as { parse(text: string): unknown };

export const parseYaml = (text: string) => yaml.parse(text);
