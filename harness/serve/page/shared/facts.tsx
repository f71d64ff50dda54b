/** What a candidate is told before the clock: what awaits them, and what is recorded. Organisers see the same in a preview. */
import type { SessionView } from "../../schemas/candidate.ts";
import { useLanguage, useWords } from "./language.ts";
import { moment, span } from "./moments.ts";

const time = { en: (seconds: number) => span(seconds, "en"), zh: (seconds: number) => span(seconds, "zh") };
const many = (n: number, one: string, more = `${one}s`) => `${n} ${n === 1 ? one : more}`;

const en = {
  facts: "What awaits you",
  limit: (seconds: number) => `You have ${time.en(seconds)} for all katas together.`,
  katas: (n: number) =>
    `${many(n, "kata")}, in any order. Each has a statement, a skeleton in TypeScript and public examples.`,
  extra: (seconds: number) =>
    seconds > 0 ? `${time.en(seconds)} of extra time are added for you.` : `${time.en(-seconds)} are taken off.`,
  window: (at: string) => `The assessment closes on ${at}; if you start late, your time ends then.`,
  opens: (at: string) => `It opens on ${at}.`,
  clock:
    "The clock runs on the server from your click on Start. It does not stop when you close the page or lose the connection.",
  saves: "What you write is saved as you type. When time is up, the newest text of each kata is submitted for you.",
  back: "You can come back with the same link, on any machine, and find everything as it was.",
  runs: "You can run the public examples as often as you like.",
  noRuns: "Runs on the examples are off.",
  submits: (most: number | null, every: number) =>
    `${most === null ? "You can submit any number of times" : `You can submit each kata ${many(most, "time")}`}${every > 0 ? `, once in ${time.en(every)}` : ""}.`,
  counts: { best: "The best submission in time counts.", last: "The last submission in time counts." },
  feedback: {
    none: "You see that a submission arrived, not its score.",
    score: "You see the score of a submission when it is graded.",
    full: "You see the score of a submission, and of each part of it.",
  },
  recorded: "What is recorded",
  records: [
    "each text that you save, with the time: whoever invited you can play back how it grew",
    "each run and each submission",
    "when you leave this window and when you return",
    "when you paste text from outside of this page: its length and a fingerprint, not the text",
    "when your connection comes back, and whether from another browser or address",
  ],
  notRecorded: "Not recorded: your screen, camera, microphone, clipboard, keys, or other windows.",
};

const zh: typeof en = {
  facts: "测评说明",
  limit: (seconds) => `所有题目共有 ${time.zh(seconds)}。`,
  katas: (n) => `${n} 道题，顺序不限。每题有题目说明、TypeScript 骨架代码和公开示例。`,
  extra: (seconds) => (seconds > 0 ? `已为你增加 ${time.zh(seconds)}。` : `已减少 ${time.zh(-seconds)}。`),
  window: (at) => `测评于 ${at} 关闭；若开始得晚，你的时间也到那时为止。`,
  opens: (at) => `测评于 ${at} 开放。`,
  clock: "点击“开始”后由服务器计时。关闭页面或断网时计时不会停止。",
  saves: "输入时会自动保存。时间到时，系统会替你提交每道题的最新内容。",
  back: "你可以用同一个链接在任何设备上回来，一切保持原样。",
  runs: "你可以随时运行公开示例。",
  noRuns: "本次测评不能运行示例。",
  submits: (most, every) =>
    `${most === null ? "提交次数不限" : `每道题可提交 ${most} 次`}${every > 0 ? `，每 ${time.zh(every)}一次` : ""}。`,
  counts: { best: "以按时提交中的最高分为准。", last: "以按时的最后一次提交为准。" },
  feedback: {
    none: "你能看到提交已收到，但看不到分数。",
    score: "评分后你能看到提交的分数。",
    full: "你能看到提交的分数以及各部分的得分。",
  },
  recorded: "会记录的内容",
  records: [
    "每次保存的内容及时间：邀请你的人可以回放编写过程",
    "每次运行和每次提交",
    "你何时离开此窗口、何时返回",
    "你何时从页面之外粘贴文字：只记录长度和指纹，不记录内容",
    "连接何时恢复，以及是否来自另一浏览器或地址",
  ],
  notRecorded: "不会记录：屏幕、摄像头、麦克风、剪贴板、按键或其他窗口。",
};

const WORDS = { en, zh };

interface FactsProps {
  readonly settings: SessionView["settings"];
  readonly kataCount: number;
  /** Of this person alone. */
  readonly extraSeconds: number;
}

export function Facts(props: FactsProps) {
  const words = useWords(WORDS);
  return (
    <section class="card" aria-labelledby="facts">
      <h2 id="facts">{words.facts}</h2>
      <ul>
        {useFacts(props).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </section>
  );
}

export function Recorded() {
  const words = useWords(WORDS);
  return (
    <section class="card" aria-labelledby="recorded">
      <h2 id="recorded">{words.recorded}</h2>
      <ul>
        {words.records.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <p>{words.notRecorded}</p>
    </section>
  );
}

function useFacts({ settings, kataCount, extraSeconds }: FactsProps): string[] {
  const words = useWords(WORDS);
  const language = useLanguage();
  const { limitSeconds, opensAt, closesAt, runs, maxSubmissions, submitIntervalSeconds, counts, feedback } = settings;
  return [
    words.limit(limitSeconds),
    ...(extraSeconds === 0 ? [] : [words.extra(extraSeconds)]),
    words.katas(kataCount),
    ...(opensAt === null ? [] : [words.opens(moment(opensAt, language))]),
    ...(closesAt === null ? [] : [words.window(moment(closesAt, language))]),
    words.clock,
    words.saves,
    words.back,
    runs ? words.runs : words.noRuns,
    [words.submits(maxSubmissions, submitIntervalSeconds), words.counts[counts]].join(language === "zh" ? "" : " "),
    words.feedback[feedback],
  ];
}
