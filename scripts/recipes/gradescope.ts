/**
 * Writes a Gradescope autograder: setup.sh, run_autograder, and what the package publishes, built. The same sources give the same bytes.
 *   npx tsx scripts/recipes/gradescope.ts autograder.zip --kata 17-lstm
 * Without --kata, students hand in folders NN-slug/. The secret in the variable KATAGRAD_SECRET, if there is one, goes into the zip.
 */
import { execFileSync } from "node:child_process";
import { createWriteStream, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import yazl from "yazl";
import { openCatalog } from "../../harness/catalog/catalog.ts";
import { faultOfPath, HarnessFault, UsageError } from "../../harness/fault.ts";
import { built, packageRoot } from "../../harness/paths.ts";

const USAGE = "Run: npx tsx scripts/recipes/gradescope.ts autograder.zip [--kata NAME]";
const SCRIPTS = ["setup.sh", "run_autograder"];
/** The parts of a local time, since a zip holds those and no zone. */
const MOMENT = new Date(1980, 0, 1);

try {
  const { out, kata } = readArguments(process.argv.slice(2));
  const id = kata === undefined ? "" : (await openCatalog().then((catalog) => catalog.find(kata))).id;
  await write(out, contents(id, process.env.KATAGRAD_SECRET ?? ""));
} catch (error) {
  if (!(error instanceof UsageError || error instanceof HarnessFault)) throw error;
  console.error(`✗ ${error.message}\n  ${error.remedy}`);
  process.exitCode = error instanceof UsageError ? 2 : 3;
}

/** @throws UsageError */
function readArguments(args: string[]): { out: string; kata?: string } {
  try {
    const { values, positionals } = parseArgs({ args, options: { kata: { type: "string" } }, allowPositionals: true });
    if (positionals.length === 1) return { out: positionals[0], kata: values.kata };
  } catch (error) {
    throw new UsageError((error as Error).message, USAGE);
  }
  throw new UsageError("One file to write is expected.", USAGE);
}

interface File {
  readonly path: string;
  readonly content: Buffer;
  readonly mode: number;
}

function contents(kata: string, secret: string): File[] {
  const file = (path: string, content: Buffer | string, mode = 0o100644): File => ({
    path,
    content: Buffer.from(content),
    mode,
  });
  return [
    ...SCRIPTS.map((name) => file(name, readFileSync(join(packageRoot, "scripts/recipes/gradescope", name)), 0o100755)),
    ...(kata === "" ? [] : [file("kata", kata)]),
    ...(secret === "" ? [] : [file("secret", secret)]),
    ...[...published(), "package-lock.json"].map((name) =>
      file(`katagrad/${name}`, readFileSync(join(packageRoot, name))),
    ),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The files of the package, as npm would pack them. @throws HarnessFault */
function published(): string[] {
  if (!existsSync(built("cli.js")))
    throw new HarnessFault("Katagrad is not built.", `Run npm run build in ${packageRoot}.`);
  const told = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: packageRoot,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    shell: process.platform === "win32",
  });
  const [{ files }] = JSON.parse(told) as { files: { path: string }[] }[];
  return files.map(({ path }) => path);
}

/** @throws UsageError, HarnessFault */
async function write(out: string, files: readonly File[]): Promise<void> {
  const zip = new yazl.ZipFile();
  for (const { path, content, mode } of files)
    zip.addBuffer(content, path, { mtime: MOMENT, mode, forceDosTimestamp: true });
  zip.end();
  try {
    await pipeline(zip.outputStream, createWriteStream(out));
  } catch (error) {
    throw faultOfPath(error, { en: `${out} cannot be written`, zh: `无法写入 ${out}` });
  }
}
