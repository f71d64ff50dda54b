/** What a candidate reads in a terminal during a timed assessment. */
import type { Language } from "../kata.ts";

export interface SittingWords {
  readonly welcome: (title: string, name: string | null) => string;
  readonly limits: (limit: string, katas: number, closes: string | null) => string;
  readonly recorded: readonly string[];
  readonly honour: string;
  readonly ask: (honour: boolean) => string;
  readonly notStarted: string;
  readonly folder: (path: string) => string;
  readonly howTo: string;
  readonly left: (time: string) => string;
  readonly timeOver: string;
  readonly nothingYet: string;
  readonly saved: (seconds: number) => string;
  readonly savedNow: (path: string) => string;
  readonly sending: (count: number) => string;
  readonly offline: (count: number) => string;
  readonly lost: (why: string) => string;
  readonly online: string;
  readonly late: (path: string) => string;
  readonly otherDevice: (path: string) => string;
  readonly taken: (path: string, beside: string) => string;
  readonly kept: (path: string, beside: string) => string;
  readonly warning: (minutes: number) => string;
  readonly timeChanged: (time: string) => string;
  readonly waitingForEnd: string;
  readonly ended: {
    readonly expired: string;
    readonly finished: string;
    readonly closed: string;
    readonly revoked: string;
  };
  readonly nothingSubmitted: string;
  readonly noAnswer: string;
  readonly stillUnsent: (count: number, path: string) => string;
  readonly left_: string;
  readonly submitted: (kata: string, by: string) => string;
  readonly byEnd: string;
  readonly byYou: string;
  readonly status: {
    readonly late: string;
    readonly waiting: (position: number | null) => string;
    readonly graded: string;
    readonly ungradable: string;
  };
  readonly hidden: string;
  readonly score: (score: number, verdict: string) => string;
  readonly part: (part: string, points: number, of: number) => string;
}

const en: SittingWords = {
  welcome: (title, name) => `${title}${name === null ? "" : ` · ${name}`}`,
  limits: (limit, katas, closes) =>
    `${katas} ${katas === 1 ? "kata" : "katas"}, ${limit} from the moment you start${closes === null ? "" : `, and no longer than until ${closes}`}. The server's clock counts; it never pauses.`,
  recorded: [
    "Recorded and shown to the organisers: every text of attempt.ts that you save, every run and submission, all with their time;",
    "when you come back, and whether you then come from another connection. Nothing else of this machine.",
  ],
  honour: "The statement that you accept by starting:",
  ask: (honour) => (honour ? "Accept the statement and start your time now? [y/N] " : "Start your time now? [y/N] "),
  notStarted:
    "Not started: your time does not run. Run `kata join` again when you are ready; --yes starts without asking.",
  folder: (path) => `Your folder: ${path}`,
  howTo:
    "Edit attempt.ts and save: every save is kept. Submit with `kata submit` in another terminal. Ctrl-C leaves; your time runs on.",
  left: (time) => `${time} left`,
  timeOver: "time over",
  nothingYet: "nothing to save yet",
  saved: (seconds) => (seconds < 2 ? "saved" : `saved ${ago(seconds, "s", "min", "h")} ago`),
  savedNow: (path) => `Saved: ${path}`,
  sending: (count) => `saving ${count} …`,
  offline: (count) => `offline, will retry; ${count === 0 ? "nothing waits" : `${count} kept on this disk`}`,
  lost: (why) =>
    `Offline: ${why} Go on working: every save is kept on this disk and sent as soon as the server answers.`,
  online: "Online again: everything that was kept is saved.",
  late: (path) => `${path} came after the end: it is kept, but not scored.`,
  otherDevice: (path) =>
    `Another device has saved ${path}; the newest save counts. Run \`kata join\` again to see its text here.`,
  taken: (path, beside) => `${path} now holds the newer text of another device; what was here is kept as ${beside}.`,
  kept: (path, beside) =>
    `${path} was changed here and on another device: your text here stays and is saved; the other is ${beside}.`,
  warning: (minutes) => `${minutes} minutes left.`,
  timeChanged: (time) => `Your time was changed: ${time} left.`,
  waitingForEnd: "Time over. The server submits what you saved in time …",
  ended: {
    expired: "Your time is over.",
    finished: "You finished this assessment.",
    closed: "The organiser closed this assessment.",
    revoked: "The organiser withdrew your invitation.",
  },
  nothingSubmitted: "Nothing was submitted, because nothing was saved.",
  noAnswer:
    "The server does not answer now, so your results are not shown. What you saved in time counts; `kata join` shows them later.",
  stillUnsent: (count, path) => `${count} not sent yet; kept in ${path}. Run \`kata join\` again to send.`,
  left_:
    "Left. Your time runs on: `kata join` in this folder goes on; what you saved in time is submitted at the end by itself.",
  submitted: (kata, by) => `Submitted ${kata} (${by})`,
  byEnd: "at the end, by the server",
  byYou: "by you",
  status: {
    late: "too late: kept, not scored",
    waiting: (position) => (position === null ? "waits for grading" : `waits for grading, ${position} before it`),
    graded: "graded",
    ungradable: "could not be graded; our fault, it costs you nothing",
  },
  hidden: "graded; this assessment does not show results",
  score: (score, verdict) => `${number(score)} of 100 (${verdict})`,
  part: (part, points, of) => `${part}: ${number(points)} of ${number(of)}`,
};

const zh: SittingWords = {
  welcome: (title, name) => `${title}${name === null ? "" : ` · ${name}`}`,
  limits: (limit, katas, closes) =>
    `共 ${katas} 题，从开始起 ${limit}${closes === null ? "" : `，且不晚于 ${closes}`}。以服务器时钟为准，计时从不暂停。`,
  recorded: [
    "会被记录并供组织者查看：你每次保存的 attempt.ts、每次运行和提交，以及它们的时间；",
    "你何时重新连接，以及是否来自另一个连接。不记录这台机器上的其他任何内容。",
  ],
  honour: "开始即表示接受以下声明：",
  ask: (honour) => (honour ? "接受声明并立即开始计时？[y/N] " : "立即开始计时？[y/N] "),
  notStarted: "尚未开始：没有计时。准备好后请再次运行 `kata join`；--yes 会不经询问直接开始。",
  folder: (path) => `你的目录：${path}`,
  howTo: "编辑 attempt.ts 并保存：每次保存都会被记录。在另一个终端中用 `kata submit` 提交。Ctrl-C 离开；计时继续。",
  left: (time) => `剩余 ${time}`,
  timeOver: "时间到",
  nothingYet: "还没有需要保存的内容",
  saved: (seconds) => (seconds < 2 ? "已保存" : `${ago(seconds, "秒", "分钟", "小时")}前已保存`),
  savedNow: (path) => `已保存：${path}`,
  sending: (count) => `正在保存 ${count} 项…`,
  offline: (count) => `离线，将重试；${count === 0 ? "没有待发送内容" : `${count} 项保存在本机磁盘`}`,
  lost: (why) => `离线：${why} 请继续作答：每次保存都留在本机磁盘上，服务器恢复应答后立即发送。`,
  online: "已恢复连接：留在本机的内容都已保存到服务器。",
  late: (path) => `${path} 在结束之后才到达：已保留，但不计分。`,
  otherDevice: (path) => `另一台设备保存了 ${path}；以最新的保存为准。再次运行 \`kata join\` 可在这里看到它。`,
  taken: (path, beside) => `${path} 已换成另一台设备上更新的内容；原内容保留为 ${beside}。`,
  kept: (path, beside) => `${path} 在这里和另一台设备上都有改动：保留并保存这里的内容；另一份在 ${beside}。`,
  warning: (minutes) => `还剩 ${minutes} 分钟。`,
  timeChanged: (time) => `你的时间有调整：剩余 ${time}。`,
  waitingForEnd: "时间到。服务器正在提交你按时保存的内容…",
  ended: {
    expired: "时间已到。",
    finished: "你已结束这场测评。",
    closed: "组织者已关闭这场测评。",
    revoked: "组织者已撤回你的邀请。",
  },
  nothingSubmitted: "没有提交任何内容，因为没有保存过。",
  noAnswer: "服务器暂时没有应答，无法显示结果。按时保存的内容有效；稍后运行 `kata join` 可查看。",
  stillUnsent: (count, path) => `还有 ${count} 项未发送；保存在 ${path}。再次运行 \`kata join\` 即可发送。`,
  left_: "已离开。计时继续：在此目录运行 `kata join` 可继续；按时保存的内容会在结束时自动提交。",
  submitted: (kata, by) => `已提交 ${kata}（${by}）`,
  byEnd: "结束时由服务器提交",
  byYou: "由你提交",
  status: {
    late: "太晚：已保留，不计分",
    waiting: (position) => (position === null ? "等待评分" : `等待评分，前面还有 ${position} 个`),
    graded: "已评分",
    ungradable: "无法评分；是我们的问题，不影响你",
  },
  hidden: "已评分；这场测评不显示结果",
  score: (score, verdict) => `100 分中得 ${number(score)} 分（${verdict}）`,
  part: (part, points, of) => `${part}：${number(points)} / ${number(of)}`,
};

export function sittingWordsIn(language: Language): SittingWords {
  return language === "zh" ? zh : en;
}

/** `1:05:09` or `4:07` */
export function clockTime(ms: number): string {
  const all = Math.ceil(ms / 1_000);
  const [hours, minutes, seconds] = [Math.floor(all / 3_600), Math.floor(all / 60) % 60, all % 60];
  const two = (part: number) => String(part).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

function ago(seconds: number, s: string, min: string, h: string): string {
  if (seconds < 60) return `${Math.floor(seconds)} ${s}`;
  return seconds < 3_600 ? `${Math.floor(seconds / 60)} ${min}` : `${Math.floor(seconds / 3_600)} ${h}`;
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}
