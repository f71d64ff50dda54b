/** A kata whose verdicts are asked against its twins on tfjs, within what float32 can tell. */
import { twinFile } from "../catalog/catalog.ts";
import { HarnessFault } from "../fault.ts";
import { twinToleranceOf } from "../grading.ts";
import { Unsupported, type Witness } from "../witness/witness.ts";
import type { PreparedCase, PreparedKata, PreparedPart } from "./prepare.ts";

/**
 * The same kata with the twins' results in place of the float64 ones, wherever a twin has something to say.
 * @param failed is told of a twin that throws; its case then stays with float64
 * @throws HarnessFault without `failed`, unless the backend merely lacks a kernel
 */
export async function witnessKata(
  prepared: PreparedKata,
  witness: Witness,
  failed?: (part: string, caseName: string, error: HarnessFault) => void,
): Promise<PreparedKata> {
  const file = twinFile(prepared.kata);
  let witnessed = 0;
  const parts: PreparedPart[] = [];
  for (const part of prepared.parts) {
    const cases: PreparedCase[] = [];
    for (const one of part.cases) {
      const tolerance = twinToleranceOf(part.grading, one.name);
      try {
        const expected = tolerance && (await witness.compute(file, part.name, one.args));
        cases.push(tolerance ? { ...one, held: { expected, tolerance } } : one);
        if (tolerance) witnessed++;
      } catch (error) {
        if (!(error instanceof HarnessFault) || !(failed || error instanceof Unsupported)) throw error;
        failed?.(part.name, one.name, error);
        cases.push(one);
      }
    }
    parts.push({ ...part, cases });
  }
  const { name, adapter, software } = witness.info;
  const allCases = parts.reduce((sum, { cases }) => sum + cases.length, 0);
  return {
    ...prepared,
    parts,
    reference: {
      name: "tfjs",
      backend: name,
      ...(adapter !== undefined && { adapter, software }),
      cases: witnessed,
      allCases,
    },
  };
}
