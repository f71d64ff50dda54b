/** The three sandboxes in which a part is timed: the attempt, our reference, and one that answers without computing. */
import { type Kata, referenceFile } from "../catalog/catalog.ts";
import { compile } from "../compile/compile.ts";
import { HarnessFault } from "../fault.ts";
import { compare } from "../grade/compare.ts";
import type { Limits } from "../kata.ts";
import type { SandboxPool } from "../sandbox/pool.ts";
import { type CallReply, type Sandbox, SandboxEnded } from "../sandbox/sandbox.ts";
import type { SpeedFlag } from "../verdict.ts";
import type { Encoded } from "../wire.ts";
import type { PreparedCase } from "./prepare.ts";

/** What stands where among the three. */
export const [ATTEMPT, REFERENCE, WAY] = [0, 1, 2];
export const ALL = [ATTEMPT, REFERENCE, WAY];

/** So much longer than in a grading may a timed call take: what a machine that is busy does to an honest attempt should not look like a trick. */
const PATIENCE = 3;

export interface TrioCodes {
  readonly attempt: string;
  readonly reference: string;
  readonly way: string;
}

export class Trio {
  readonly #sandboxes: Sandbox[] = [];

  constructor(
    readonly pool: SandboxPool,
    readonly limits: Limits,
    readonly part: string,
    readonly one: PreparedCase,
  ) {}

  /** @param calls how many each will be asked for at most @throws HarnessFault */
  async load(codes: TrioCodes, calls: number): Promise<SpeedFlag | undefined> {
    for (const code of [codes.attempt, codes.reference, codes.way]) {
      const sandbox = await this.pool.take();
      this.#sandboxes.push(sandbox);
      const isAttempt = this.#sandboxes.length === 1;
      const loaded = await ended(sandbox.load(code, PATIENCE * this.limits.loadMs, calls));
      if (!loaded) return isAttempt ? "stopped-when-timed" : "too-noisy";
      if (!loaded.loaded) return isAttempt ? "stopped-when-timed" : this.#unanswered(loaded.error.message);
    }
    return undefined;
  }

  /**
   * One input to some of the three, in that order: their times in milliseconds, by place. The reference's answer is the expectation, so it is asked
   * whenever the attempt is. @throws HarnessFault when the reference has no answer
   */
  async round(input: Encoded, asked: readonly number[]): Promise<number[] | SpeedFlag> {
    const replies: CallReply[] = [];
    const order = asked.includes(ATTEMPT) && !asked.includes(REFERENCE) ? [...asked, REFERENCE] : asked;
    for (const place of order) {
      const reply = await ended(this.#sandboxes[place].call(this.part, input, PATIENCE * this.limits.caseMs));
      // A reference that is stopped, on a machine as busy as that, proves nothing.
      if (!reply) return place === ATTEMPT ? "stopped-when-timed" : "too-noisy";
      replies[place] = reply;
    }
    const { [ATTEMPT]: attempt, [REFERENCE]: reference } = replies;
    if (reference && reference.outcome !== "value") this.#unanswered(reference.error?.message ?? reference.outcome);
    return !attempt || this.#isRight(attempt, reference)
      ? replies.map(({ durationMs }) => durationMs)
      : "wrong-when-timed";
  }

  end(): void {
    for (const sandbox of this.#sandboxes.splice(0)) this.pool.discard(sandbox);
  }

  #isRight({ outcome, value }: CallReply, { value: expected }: CallReply): boolean {
    return outcome === "value" && !compare(expected, value, this.one.held.tolerance);
  }

  #unanswered(why: string): never {
    throw new HarnessFault(
      {
        en: `The reference of ${this.part} gives no answer to a fresh input of the case "${this.one.name}": ${why}`,
        zh: `${this.part} 的参考实现对用例“${this.one.name}”的新输入没有给出结果：${why}`,
      },
      {
        en: "Let the generator of that case draw only what the part is defined for; or grade without --time.",
        zh: "请让该用例的生成器只产生有定义的输入；或不带 --time 评测。",
      },
    );
  }
}

/** The reference as an attempt is compiled, once. @throws HarnessFault */
export function referenceCodes(kata: Kata): Promise<Omit<TrioCodes, "attempt">> {
  let codes = compiledReferences.get(kata);
  if (!codes) {
    codes = compile(referenceFile(kata), { siblings: true }).then((compiled) => {
      if ("code" in compiled) return { reference: compiled.code, way: `${compiled.code}\n${REPEATING}` };
      throw new HarnessFault(
        {
          en: `The reference of ${kata.id} does not compile as an attempt: ${compiled.kind}.`,
          zh: `${kata.id} 的参考实现无法按答案编译：${compiled.kind}。`,
        },
        { en: "`kata dev check` says why.", zh: "`kata dev check` 会说明原因。" },
      );
    });
    compiledReferences.set(kata, codes);
    codes.catch(() => compiledReferences.delete(kata));
  }
  return codes;
}

/** Appended to the reference: each part answers for ever what it answered first. What is left is the way. */
const REPEATING = `
{
  const real = module.exports;
  const repeating = {};
  for (const name of Object.keys(real)) {
    let answer;
    repeating[name] = (...args) => (answer ??= real[name](...args));
  }
  module.exports = repeating;
}`;

const compiledReferences = new WeakMap<Kata, Promise<Omit<TrioCodes, "attempt">>>();

/** Undefined when the sandbox has ended. */
async function ended<T>(reply: Promise<T>): Promise<T | undefined> {
  try {
    return await reply;
  } catch (error) {
    if (error instanceof SandboxEnded) return undefined;
    throw error;
  }
}
