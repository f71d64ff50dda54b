/** The backends of tfjs against the hand-derived float64 loops, on work where a GPU should earn its keep. */
import { join } from "node:path";
import { HarnessFault } from "../../harness/fault.ts";
import { packageRoot } from "../../harness/paths.ts";
import { Unsupported, Witness } from "../../harness/witness/witness.ts";
import { wordsIn } from "../../harness/words/words.ts";
import { matmul } from "../../katas/lib/nd.ts";
import { conv2dBackward, conv2dForward } from "../../reference/15-cnn/float64.ts";
import { lstmBackward } from "../../reference/17-lstm/float64.ts";
import type { Sizes } from "./backend-work.ts";
import { median } from "./statistics.ts";

const WORK = join(packageRoot, "scripts", "bench", "backend-work.ts");
const TIMES = 5;
/** The design asks for this much on a real GPU. */
const GPU_OVER_LOOPS = 10;
/** Small enough for a software adapter and for loops; a real GPU is asked for the full sizes. */
const SMALL: Sizes = { matmul: 256, conv: { N: 4, C: 16, H: 28, O: 16 }, lstm: { B: 8, T: 32, D: 32, H: 64 } };
const FULL: Sizes = { matmul: 1024, conv: { N: 16, C: 32, H: 56, O: 32 }, lstm: { B: 32, T: 128, D: 64, H: 256 } };

export async function measureBackends(): Promise<void> {
  const { columns, gpu } = await openAll();
  const sizes = gpu ? FULL : SMALL;
  const rows = rowsFor(sizes);
  console.log(`Backends, warm, median of ${TIMES} (float64 loops: 1), milliseconds; the results are read back`);
  for (const { witness } of columns) {
    const { name, adapter, software } = witness.info;
    console.log(`  ${wordsIn("en").backend({ backend: name, adapter, software })}`);
  }
  console.log(
    `  ${"".padEnd(46)}${["float64", ...columns.map(({ name }) => name)].map((one) => one.padStart(11)).join("")}`,
  );
  let ratio: number | undefined;
  for (const { title, part, args, loops } of rows) {
    const started = performance.now();
    loops();
    const plain = performance.now() - started;
    const cells = [plain.toFixed(1)];
    for (const { witness, name } of columns) {
      const took = await timesOf(witness, part, args);
      cells.push(typeof took === "number" ? took.toFixed(1) : took);
      if (part === "convBackward" && name === "webgpu" && typeof took === "number") ratio = plain / took;
    }
    console.log(`  ${title.padEnd(46)}${cells.map((cell) => cell.padStart(11)).join("")}`);
  }
  console.log("  no kernel: that backend has none for this gradient");
  if (ratio !== undefined && gpu)
    console.log(
      `  ${ratio >= GPU_OVER_LOOPS ? "✓" : "✗"} conv2d backward, webgpu over float64 loops: ${ratio.toFixed(1)}× (budget ≥ ${GPU_OVER_LOOPS}×)`,
    );
  else console.log("  the budget of a real GPU is not measured: there is none here");
  console.log();
  for (const { witness } of columns) await witness.close();
}

interface Column {
  readonly name: string;
  readonly witness: Witness;
}

async function openAll(): Promise<{ columns: Column[]; gpu: boolean }> {
  const columns: Column[] = [];
  for (const name of ["cpu", "wasm", "webgpu"] as const) {
    try {
      columns.push({ name, witness: await Witness.open(name) });
    } catch (error) {
      if (!(error instanceof HarnessFault)) throw error;
      console.log(`  ${name} is left out: ${error.message}`);
    }
  }
  return { columns, gpu: columns.some(({ name, witness }) => name === "webgpu" && witness.info.software === false) };
}

interface Row {
  readonly title: string;
  readonly part: string;
  readonly args: readonly unknown[];
  readonly loops: () => unknown;
}

function rowsFor({ matmul: n, conv, lstm }: Sizes): Row[] {
  const { N, C, H, O } = conv;
  const image = values([N, C, H, H]) as number[][][][];
  const filters = values([O, C, 3, 3]) as number[][][][];
  const { B, T, D, H: units } = lstm;
  const [a, b] = [values([n, n]), values([n, n])] as number[][][];
  const zeros = (shape: number[]) => values(shape, 0) as never;
  return [
    { title: `matmul ${n}×${n}`, part: "matmul", args: [n, TIMES], loops: () => matmul(a, b) },
    {
      title: `conv2d forward [${N}, ${C}, ${H}, ${H}], 3×3, ${O} filters`,
      part: "convForward",
      args: [conv, TIMES],
      loops: () => conv2dForward(image, filters, zeros([O]), { padding: 1 }),
    },
    {
      title: `conv2d backward, the same`,
      part: "convBackward",
      args: [conv, TIMES],
      loops: () => conv2dBackward(values([N, O, H, H]) as never, image, filters, { padding: 1 }),
    },
    {
      title: `LSTM gradients T=${T} B=${B} D=${D} H=${units}`,
      part: "lstmGradients",
      args: [lstm, TIMES],
      loops: () =>
        lstmBackward(
          values([B, T, D]) as never,
          zeros([B, units]),
          zeros([B, units]),
          values([D, 4 * units]) as never,
          values([units, 4 * units]) as never,
          zeros([4 * units]),
          zeros([B, T, units]),
          values([B, units], 1) as never,
          zeros([B, units]),
        ),
    },
  ];
}

async function timesOf(witness: Witness, part: string, args: readonly unknown[]): Promise<number | string> {
  try {
    return median((await witness.compute(WORK, part, args)) as number[]);
  } catch (error) {
    if (error instanceof Unsupported) return "no kernel";
    if (error instanceof HarnessFault) return "failed";
    throw error;
  }
}

/** Numbers without a pattern, or one number everywhere. */
function values(shape: readonly number[], constant?: number): unknown {
  let seed = 1;
  const next = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647 - 0.5;
  };
  const build = (axis: number): unknown =>
    axis === shape.length ? (constant ?? next()) : Array.from({ length: shape[axis] }, () => build(axis + 1));
  return build(0);
}
