/** Everything that a candidate reads in a terminal, in English. The shape of this object is the contract for every language. */
import type { Difficulty, Theme } from "../kata.ts";
import type { KataSpeedFlag, ReferenceUsed, SpeedFlag, Verdict, Why } from "../verdict.ts";

const verdict: Record<Verdict, string> = {
  passed: "passed",
  "wrong-type": "wrong type",
  "wrong-shape": "wrong shape",
  "wrong-value": "wrong value",
  "not-finite": "not finite",
  "mutated-input": "changed its input",
  "not-implemented": "not implemented",
  "missing-export": "not exported",
  threw: "threw",
  "compile-error": "does not compile",
  "forbidden-import": "forbidden import",
  "time-limit": "time limit",
  "memory-limit": "memory limit",
  "output-limit": "output limit",
  "ended-early": "ended early",
  unreadable: "cannot be read",
  "not-graded": "not graded here",
};

const theme: Record<Theme, string> = {
  foundations: "Backpropagation",
  optimization: "Optimization",
  architectures: "Architectures",
  generalization: "Generalization",
  evaluation: "Evaluation and tuning",
  practice: "Into practice",
};

const speedFlag: Record<SpeedFlag, string> = {
  "wrong-when-timed": "wrong on a fresh input, though it had passed: not ranked, and worth a look",
  "stopped-when-timed": "over a limit on a fresh input, though it had passed: not ranked, and worth a look",
  "below-floor": "faster than an honest attempt plausibly is: not ranked, and worth a look",
  "too-noisy": "too noisy to rank: time it again on a quieter machine",
  "too-short": "too short to time",
  "same-inputs": "not timed: its inputs are the same each time",
  kernel: "not timed: it runs on a GPU, where float64 is no measure",
};

const kataSpeedFlag: Record<KataSpeedFlag, string> = {
  "not-passed": "Not ranked by speed: not every part has passed.",
  "wrong-when-timed": "Not ranked by speed: a timed answer was wrong.",
  "stopped-when-timed": "Not ranked by speed: a timed call was stopped.",
  "below-floor": "Not ranked by speed: a part is faster than plausible.",
  "too-noisy": "Not ranked by speed: a part was too noisy. Time it again on a quieter machine.",
  "nothing-timed": "No part takes long enough to be timed.",
};

const difficulty: Record<Difficulty, string> = { easy: "easy", medium: "medium", hard: "hard" };

/** How far a batch is. */
interface BatchProgress {
  readonly over: number;
  readonly total: number;
  /** Submissions a second. */
  readonly rate: number;
  readonly secondsLeft?: number;
}

export const en = {
  verdict,
  theme,
  difficulty,
  upToMinutes: (n: number) => `up to ${n} min`,
  pathTitle: "The path: each kata after those that it builds on",
  minutes: (n: number) => `${n} min`,
  points: (points: number, max: number) => `${points} of ${max} points`,
  score: (score: number) => `score ${score}`,
  progress: (passed: number, all: number) => `${passed} of ${all} katas passed`,
  statementAt: (path: string) => `statement  ${path}`,
  attemptAt: (path: string) => `your file  ${path}`,
  batchProgress: ({ over, total, rate, secondsLeft }: BatchProgress) =>
    [
      `${over.toLocaleString("en")} of ${total.toLocaleString("en")}`,
      `${rate.toFixed(rate < 10 ? 1 : 0)}/s`,
      ...(secondsLeft === undefined
        ? []
        : [secondsLeft < 90 ? `${Math.ceil(secondsLeft)} s left` : `${Math.ceil(secondsLeft / 60)} min left`]),
    ].join(" · "),
  took: (ms: string) => `${ms} ms`,
  isolation: {
    process: "sandbox: process only; run only code you trust (kata doctor says more)",
    os: "sandbox: own process, namespaces and system call filter",
    "os+cgroup": "sandbox: own process, namespaces, system call filter and control group",
  },
  backend: ({ backend, adapter, software }: Omit<ReferenceUsed, "name" | "cases" | "allCases">) =>
    adapter === undefined ? backend : `${backend} on ${adapter}${software ? " (a software adapter, no GPU)" : ""}`,
  referenceUsed: (backend: string, cases: number, all: number) =>
    `reference: tfjs, ${backend}, for ${cases} of ${all} cases${cases < all ? "; float64 for the others" : ""}`,
  timing: (n: number) =>
    `Timing ${n} ${n === 1 ? "part" : "parts"}, a few seconds each: better leave the machine alone meanwhile …`,
  speedTitle: "speed, as a multiple of our float64 reference's time on the same fresh inputs",
  speedRatio: (ratio: string, percent: string) => `${ratio}× ± ${percent} %`,
  speedTimes: (attempt: string, reference: string, inputs: number) =>
    `${attempt} ms, reference ${reference} ms, ${inputs} inputs`,
  speedOfAll: (ratio: string, percent: string, parts: number) =>
    `In all ${ratio}× ± ${percent} %${parts === 1 ? "" : `, the geometric mean of ${parts} parts`}.`,
  speedFlag,
  kataSpeedFlag,
  fellBack: (why: string, backend: string) => `webgpu is not available: ${why}. The twins run on ${backend}.`,
  practiceAt: (link: string, folder: string) => [
    "Practise in your browser:",
    `  ${link}`,
    `Your files are in ${folder}; any editor may change them meanwhile. Ctrl-C ends.`,
  ],
  notYetGraded: "Not graded yet: edit your file and save.",
  grading: "grading …",
  allPassed: "Passed. Press n for the next kata.",
  allPassedCommand: "Passed. `kata next` shows what comes next.",
  consoleTitle: "printed by your code",
  typeErrorsTitle: (n: number) => (n === 1 ? "1 type error" : `${n} type errors`),
  moreTypeErrors: (n: number) => `… and ${n} more`,
  hiddenCase: (name: string, sizes: string) => `hidden case “${name}”${sizes}`,
  shownCase: (name: string, sizes: string) => `example “${name}”${sizes}`,
  casesPassed: (passed: number, all: number) => `${passed} of ${all} cases`,
  result: "The result",
  wrongType: (where: string, expected: string, actual: string) => `${where} must be ${expected}, but is ${actual}.`,
  missingKey: (where: string) => `${where} is missing.`,
  wrongShape: (where: string, expected: string, actual: string) =>
    `${where} must have the shape ${expected}, but has ${actual}.`,
  wrongScalar: (where: string) => `${where} is not right.`,
  wrongNumbers: (where: string, shape: string, wrong: number, total: number) =>
    `${where} has the right shape ${shape}, but ${wrong} of ${total} numbers ${wrong === 1 ? "differs" : "differ"}.`,
  wrongNumbersOf: (wrong: number, total: number) =>
    `${wrong} of ${total} values ${wrong === 1 ? "differs" : "differ"}.`,
  worst: (where: string, error: string, allowed: string) => `Worst at ${where}: off by ${error}, allowed ${allowed}.`,
  worstNumbers: (where: string, actual: string, expected: string, allowed: string) =>
    `Worst at ${where}: got ${actual}, expected ${expected}${allowed ? `, allowed ${allowed}` : ""}.`,
  only: (where: string, error: string, allowed: string) => `${where} is off by ${error}, allowed ${allowed}.`,
  onlyNumbers: (where: string, actual: string, expected: string, allowed: string) =>
    `${where} is ${actual} where ${expected} is expected${allowed ? `, allowed ${allowed}` : ""}.`,
  notFinite: (where: string, actual: string) => `${where} is ${actual} where a finite number is expected.`,
  finiteForNone: (where: string) => `${where} is a finite number where NaN or an infinity is expected.`,
  otherNotFinite: (where: string, actual: string) =>
    `${where} is ${actual} where another of NaN, Infinity and -Infinity is expected.`,
  expected: "expected",
  got: "got",
  revealTip: "The numbers of a hidden case: press r.",
  revealTipCommand: "The numbers of a hidden case: --reveal.",
  thrownAt: (file: string, line: number, column: number) => `at ${file}:${line}:${column}`,
  notRun: "not run after that",
  notRunCases: (n: number) => `${n} more ${n === 1 ? "case was" : "cases were"} not run after that.`,
  noAnswer: "The sandbox ended before it gave an answer.",
  memory: "It used more memory than an attempt may: 128 MB of objects, 256 MB in all.",
  output: "It returned more than an attempt may: 500,000 numbers a case, 16 MB in all.",
  why(why: Why): string {
    switch (why.what) {
      case "limit":
        return {
          compile: `The compiler did not finish within ${why.ms} ms: the nesting is too deep.`,
          load: `The top level of the file did not finish within ${why.ms} ms.`,
          case: `This case did not finish within ${why.ms} ms.`,
          kernel: `The kernel did not finish within ${why.ms} ms.`,
          submission: `All cases together may take ${why.ms / 1000} s, and that is over.`,
        }[why.of];
      case "missing":
        return `${why.file} is not there.`;
      case "unreadable":
        return `${why.file} cannot be read: give yourself permission for it.`;
      case "not-a-file":
        return `${why.file} is not an ordinary file (a link or a folder): put a plain file there.`;
      case "binary":
        return `${why.file} is not UTF-8 text: save it as text.`;
      case "too-large":
        return `${why.file} has ${why.bytes} bytes; the sources of an attempt may have 65536 together.`;
      case "import":
        return `"${why.specifier}" cannot be imported: only "katagrad/nd" and files of your own folder can.`;
      case "export":
        return why.kind === undefined
          ? "It is not exported: write `export function …` with this name."
          : `The export of this name is ${why.kind === "object" ? "an object" : `a ${why.kind}`}, not a function.`;
      case "no-adapter":
        return `This part runs on a GPU, and here ${why.reason.en}. It does not count; \`kata doctor\` says what to do.`;
      case "mutated":
        return `Argument ${why.argument + 1} was changed. Make a copy and change that.`;
    }
  },
  keys: {
    next: "next",
    previous: "previous",
    list: "list",
    hint: "hint",
    all: "run all",
    reveal: "reveal",
    reset: "reset",
    statement: "statement",
    quit: "quit",
  },
  hintTitle: (part: string, k: number, n: number) => `Hint ${k} of ${n} for ${part}`,
  noMoreHints: (part: string) => `There are no more hints for ${part}.`,
  nothingToHint: "Every part has passed: there is nothing to hint at.",
  nothingToReveal: "No case has failed: there is nothing to reveal.",
  revealed: (part: string, name: string) => `${part}, case “${name}”`,
  argument: (name: string | number) => `argument ${name}`,
  resetAsk: (path: string) => `Put the skeleton in place of ${path}? A backup is kept. (y/n)`,
  resetDone: (backup: string) => `The skeleton is back. Your file is kept as ${backup}.`,
  resetNot: "Nothing was changed.",
  resetNeedsYes: (id: string) => `Nobody can answer here: \`kata reset ${id} --yes\` does it without asking.`,
  savedElsewhere: (id: string, score: number) =>
    `You saved ${id}: score ${score}. It is not the kata shown here; press l to go there.`,
  ranAll: (passed: number, all: number) => `All graded: ${passed} of ${all} passed.`,
  listTitle: "Katas",
  listHelp: "type to search · ↑ ↓ choose · Enter go · Esc back",
  nothingFound: "No kata has that in its name.",
  scrollHelp: "↑ ↓ space scroll · q back",
  lastKata: "This is the last kata.",
  firstKata: "This is the first kata.",
  pollHint: "No file events arrive here: start with --poll.",
  goOn: (path: string) => [
    `Edit ${path} and run \`npm start\` again; in a terminal it stays open and grades on every save.`,
    "`kata list` shows every kata, `kata show` the statement, `kata hint` a hint.",
  ],
  solveAsk: (id: string) => `Show a solution of ${id}? Your progress will say so. (y/n) `,
  solveNeedsYes: (id: string) => `Nobody can answer here: \`kata solve ${id} --yes\` shows it without asking.`,
  solved: "solution seen",
  hintsUsed: (n: number) => `${n} ${n === 1 ? "hint" : "hints"}`,
  damagedProgress: (file: string, kept: string) => `${file} was damaged: it is kept as ${kept}, and a new one begins.`,
  unsaved: (message: string) => `Your progress could not be written: ${message}`,
  next: (id: string, title: string) => `Next: ${id}, ${title}`,
  everythingPassed: "You have passed every kata.",
  noAttempts: (folder: string) => `There are no attempts in ${folder} yet.`,
  noAttemptsRemedy: "`npm start` makes them from the skeletons.",
};

export type Words = typeof en;
