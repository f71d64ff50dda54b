/** Boards for tests. */
import fc from "fast-check";
import { Board, type KnownKata } from "./board.ts";
import { readEntry } from "./entry.ts";
import { personOf } from "./person.ts";
import { type BoardPolicy, DEFAULT_POLICY } from "./policy.ts";
import { type Ranking, rank } from "./ranking.ts";

/** A line of `kata grade`, with what a board reads of it. */
export function line(submission: string, score: number, more: object = {}): string {
  const kata = /(\d\d-[a-z-]+)(\/attempt\.ts|\.ts)?$/.exec(submission)?.[1] ?? "";
  const harness = { version: "0.1.0", node: "20.20.0", platform: "linux-x64" };
  const verdict = score === 100 ? "passed" : "wrong-value";
  return JSON.stringify({
    schema: "katagrad/result/1",
    submission,
    kata,
    score,
    verdict,
    durationMs: 10,
    harness,
    ...more,
  });
}

export function rankingOf(lines: readonly string[], policy: Partial<BoardPolicy> = {}): Ranking {
  const board = new Board({ ...DEFAULT_POLICY, ...policy });
  for (const one of lines) {
    const entry = readEntry(one);
    if (!entry || "wrong" in entry) throw new Error(`no record: ${one}`);
    board.add(entry, personOf(entry, board.policy.person)!);
  }
  return rank(board, KNOWN);
}

const KNOWN: ReadonlyMap<string, KnownKata> = new Map([
  ["01-backpropagation", { title: { en: "What is backpropagation?", zh: "什么是反向传播？" }, difficulty: "easy" }],
  ["17-lstm", { title: { en: "LSTM, <b>forward</b> and backward", zh: "LSTM 的前向与反向" }, difficulty: "hard" }],
]);

const NASTY = [
  "<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "&lt;b&gt;", "</style>", "]]>", "|", "\\", "\\|", "`", "``", "*", "_", "[x](y)", "@everyone",
  "http://a.b", "=1+1", "+", "-", "@SUM(A1)", "\t", "\r\n", "\n", ",", '"', "\u202e", "\u2066", "\u200b", "\u200f", "\u001b[31m", "\u001b]0;x\u0007", "\u009b2J", "\u0000",
  "\ud800", "\ufeff", "\u2028", "::error::x", "##[group]", "漢字", "عربى", "é", "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301", "👩‍👩‍👧", "ada", " ", "#", "-->", "$1", "｜", "＝1",
]; // biome-ignore format: a list of pieces

/** A name as somebody might choose it who wants to break the board. */
export const nastyName = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: "binary", maxLength: 3 })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((pieces) => pieces.join("").replaceAll("/", "∕"))
  .filter((name) => !["", ".", ".."].includes(name));
