/** Save → verdict on screen: `kata watch` in a pseudo-terminal, `vitest --watch` on the same attempt and cases, and the floor. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { context } from "esbuild";
import { openCatalog, referenceFile } from "../../harness/catalog/catalog.ts";
import { prepareKata } from "../../harness/judge/prepare.ts";
import { built, packageRoot } from "../../harness/paths.ts";
import { encode } from "../../harness/wire.ts";
import { median, percentile, row, verdictLine } from "./statistics.ts";

const KATA = "10-momentum";
const SAVES = 40;
const WARM_UP = 5;

/** The same attempt, right and wrong in turn, so that each verdict differs from the one before. */
interface Variants {
  readonly right: string;
  readonly wrong: string;
}

export async function measureSaves(): Promise<void> {
  const catalog = await openCatalog();
  const kata = catalog.find(KATA);
  const prepared = await prepareKata(catalog, kata);
  const cases = prepared.parts.flatMap((part) =>
    part.cases.map((one) => ({ part: part.name, args: one.args, expected: one.expected })),
  );
  const right = readFileSync(referenceFile(kata), "utf8");
  const [part] = Object.keys(kata.parts);
  const variants: Variants = {
    right,
    wrong: `${right.replace(`export function ${part}(`, `function right_${part}(`)}\nexport const ${part} = (...args: Parameters<typeof right_${part}>): ReturnType<typeof right_${part}> => JSON.parse(JSON.stringify(right_${part}(...args)), (_, value) => (typeof value === "number" ? value + 1 : value));\n`,
  };
  console.log(`Save → verdict, ${KATA}, ${cases.length} cases, ${SAVES} saves each (every other one wrong)`);
  const floor = await measureFloor(variants, cases);
  const ours = await measureWatch(variants);
  const theirs = await measureVitest(variants, cases);
  console.log(row("floor: esbuild rebuild + one pipe round trip", floor));
  console.log(row("kata watch, until the terminal has it", ours));
  console.log(row("vitest --watch, until its summary", theirs));
  const overVitest = median(theirs) / median(ours);
  const overVitest95 = percentile(theirs, 95) / percentile(ours, 95);
  const overFloor = median(ours) / median(floor);
  console.log(verdictLine("faster than vitest --watch, median", overVitest, "≥ 20", overVitest >= 20));
  console.log(verdictLine("faster than vitest --watch, p95", overVitest95, "≥ 15", overVitest95 >= 15));
  console.log(verdictLine("over the floor, median", overFloor, "≤ 2", overFloor <= 2));
  console.log();
}

type Cases = readonly { part: string; args: readonly unknown[]; expected: unknown }[];

/** Saves in turn and waits until the program has told the verdict. */
async function measure(
  file: string,
  variants: Variants,
  toldRight: () => Promise<void>,
  toldWrong: () => Promise<void>,
): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < SAVES + WARM_UP; i++) {
    const wrong = i % 2 === 0;
    const told = wrong ? toldWrong() : toldRight();
    const started = performance.now();
    writeFileSync(file, `${wrong ? variants.wrong : variants.right}// ${i}\n`);
    await told;
    if (i >= WARM_UP) times.push(performance.now() - started);
    await pause(400); // a person saves no faster
  }
  return times;
}

async function measureWatch(variants: Variants): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), "katagrad-bench-"));
  mkdirSync(join(folder, "attempts", KATA), { recursive: true });
  const file = join(folder, "attempts", KATA, "attempt.ts");
  writeFileSync(file, variants.right);
  const command = `stty cols 100 rows 40; exec ${process.execPath} ${built("cli.js")} watch ${KATA} --lang en`;
  const child = spawn("script", ["-qefc", command, "/dev/null"], { cwd: folder, stdio: ["pipe", "pipe", "ignore"] });
  const output = new Output(child);
  try {
    await output.until((text) => text.includes("score 100"), 10_000);
    await pause(1_500); // the type checker's first start
    return await measure(
      file,
      variants,
      () => output.until((text) => text.includes("score 100")),
      () => output.until((text) => /score (?!100)\d/.test(text)),
    );
  } finally {
    child.stdin?.write("q");
    await pause(200);
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureVitest(variants: Variants, cases: Cases): Promise<number[]> {
  const folder = join(packageRoot, ".cache", "bench-vitest");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "attempt.ts");
  writeFileSync(file, variants.right);
  writeFileSync(join(folder, "cases.json"), encode(cases, { inline: true }).json);
  writeFileSync(join(folder, "vitest.config.ts"), `export default { test: { include: ["attempt.test.ts"] } };\n`);
  writeFileSync(join(folder, "attempt.test.ts"), vitestSuite());
  const program = join(packageRoot, "node_modules", "vitest", "vitest.mjs");
  const child = spawn(process.execPath, [program, "--watch", "--root", folder], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const output = new Output(child);
  try {
    await output.until((text) => /Duration/.test(text), 30_000);
    await pause(1_000);
    return await measure(
      file,
      variants,
      () => output.until((text) => /Tests\s+\d+ passed \(/.test(text) && /Duration/.test(text), 20_000),
      () => output.until((text) => /Tests\s+\d+ failed/.test(text) && /Duration/.test(text), 20_000),
    );
  } finally {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
}

function vitestSuite(): string {
  return `import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { materialize } from ${JSON.stringify(join(packageRoot, "harness/rng.ts"))};
import { decode } from ${JSON.stringify(join(packageRoot, "harness/wire.ts"))};
import * as attempt from "./attempt.ts";
const cases = decode({ json: readFileSync(new URL("./cases.json", import.meta.url), "utf8"), blocks: new Float64Array() });
const close = (a, e) => Object.is(a, e) ? true : typeof e === "number" ? Math.abs(a - e) <= 1e-12 + 1e-9 * Math.abs(e)
  : typeof e === "object" && e !== null ? Object.keys(e).every((key) => close(a?.[key], e[key])) : a === e;
cases.forEach(({ part, args, expected }, i) => test(part + " " + i, () => {
  expect(close(attempt[part](...materialize(args)), expected)).toBe(true);
}));
`;
}

/** The cheapest thing that still compiles and runs the cases elsewhere: no events, no sandbox, no comparison, no screen. */
async function measureFloor(variants: Variants, cases: Cases): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), "katagrad-floor-"));
  const file = join(folder, "attempt.ts");
  writeFileSync(file, variants.right);
  const rebuild = await context({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: "cjs",
    logLevel: "silent",
    alias: { "katagrad/nd": join(packageRoot, "katas/lib/nd.ts") },
  });
  const runner = join(folder, "runner.mjs");
  writeFileSync(runner, await floorRunner());
  const child = spawn(process.execPath, [runner], { stdio: ["pipe", "pipe", "inherit"] });
  const output = new Output(child);
  const times: number[] = [];
  try {
    await output.until((text) => text.includes("\n"));
    for (let i = 0; i < SAVES + WARM_UP; i++) {
      writeFileSync(file, `${i % 2 === 0 ? variants.wrong : variants.right}// ${i}\n`);
      await pause(40);
      const started = performance.now();
      const { outputFiles } = await rebuild.rebuild();
      const answered = output.until((text) => text.includes("\n"));
      child.stdin?.write(`${JSON.stringify({ code: outputFiles[0].text, cases })}\n`);
      await answered;
      if (i >= WARM_UP) times.push(performance.now() - started);
    }
    return times;
  } finally {
    child.kill("SIGKILL");
    await rebuild.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function floorRunner(): Promise<string> {
  const { build } = await import("esbuild");
  const contents = `import { createInterface } from "node:readline";
import { materialize } from "./harness/rng.ts";
process.stdout.write("ready\\n");
createInterface({ input: process.stdin }).on("line", (line) => {
  const { code, cases } = JSON.parse(line);
  const module = { exports: {} };
  new Function("module", "exports", code)(module, module.exports);
  const results = cases.map(({ part, args }) => module.exports[part](...materialize(args)));
  process.stdout.write(JSON.stringify(results) + "\\n");
});`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: packageRoot, loader: "ts" },
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
  });
  return outputFiles[0].text;
}

/** What a program has written since somebody began to wait. */
class Output {
  #text = "";
  #check: () => void = () => {};

  constructor(child: ChildProcess) {
    child.stdout?.on("data", (chunk: Buffer) => {
      this.#text += chunk.toString("utf8");
      this.#check();
    });
  }

  until(told: (text: string) => boolean, limitMs = 10_000): Promise<void> {
    this.#text = "";
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`Nothing was told within ${limitMs} ms: ${this.#text.slice(-300)}`)),
        limitMs,
      );
      this.#check = () => {
        if (!told(this.#text)) return;
        clearTimeout(timer);
        this.#check = () => {};
        resolve();
      };
    });
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
