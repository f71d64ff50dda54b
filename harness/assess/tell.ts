/** Refusals in the words of whoever is refused: what holds, and what to do next. Moments are told in UTC; an interface may tell its own. */
import type { Text } from "../kata.ts";
import { printable } from "../text.ts";
import type { EndReason, Refusal } from "./model.ts";

export interface Told {
  readonly message: Text;
  readonly remedy: Text;
}

/** Puts a refusal into words. */
export function tellRefusal(refusal: Refusal): Told {
  const words = WORDS[refusal.code] as (of: Refusal) => readonly [Text, Text];
  const [message, remedy] = words(refusal);
  return { message, remedy };
}

type Words = { readonly [Code in Refusal["code"]]: (of: Refusal & { code: Code }) => readonly [Text, Text] };

const ask: Text = { en: "Write to whoever invited you.", zh: "请联系邀请你的人。" };
const wait = (at: number): Text => ({ en: `Come back at ${utc(at)}.`, zh: `请在 ${utc(at)} 再来。` });

const WORDS: Words = {
  "not-invited": () => [
    text("There is no invitation for this session.", "这场测评没有邀请。"),
    text("Invite the person first.", "请先邀请该人员。"),
  ],
  "already-invited": () => [
    text("This person has an invitation.", "该人员已有邀请。"),
    text("Issue a new link for it instead.", "请为该邀请重新生成链接。"),
  ],
  revoked: () => [text("This invitation was withdrawn.", "这份邀请已被撤回。"), ask],
  "invitation-expired": ({ expiresAt }) => [
    text(`This invitation could be used until ${utc(expiresAt)}.`, `这份邀请的有效期到 ${utc(expiresAt)} 为止。`),
    text("Ask whoever invited you for a new link.", "请向邀请你的人索取新的链接。"),
  ],
  "assessment-closed": () => [text("This assessment is closed.", "这场测评已经关闭。"), ask],
  "not-open-yet": ({ opensAt }) => [
    text(`This assessment opens at ${utc(opensAt)}.`, `这场测评在 ${utc(opensAt)} 开放。`),
    wait(opensAt),
  ],
  "window-closed": ({ closesAt }) => [
    text(`This assessment could be started until ${utc(closesAt)}.`, `这场测评最晚可在 ${utc(closesAt)} 之前开始。`),
    ask,
  ],
  "no-time": ({ extraSeconds }) => [
    text(
      `The changes of your time (${extraSeconds} s) leave no time at all.`,
      `对你时间的调整（${extraSeconds} 秒）使可用时间为零。`,
    ),
    ask,
  ],
  "honour-required": () => [
    text("The statement must be accepted before the clock starts.", "开始计时之前必须接受声明。"),
    text("Read it, accept it, and start again.", "请阅读并接受声明，然后重新开始。"),
  ],
  "no-practice": () => [
    text("This assessment has no practice room.", "这场测评没有练习室。"),
    text("Start when you are ready; your time runs from then on.", "准备好后即可开始；时间从那时起计算。"),
  ],
  "not-started": () => [
    text("The session has not started.", "测评尚未开始。"),
    text("Start it first; the time runs from then on.", "请先开始；时间从那时起计算。"),
  ],
  "already-started": () => [
    text("The clock is running: practice is over.", "计时已经开始：练习已结束。"),
    text("Go on with the katas of the assessment.", "请继续完成测评中的题目。"),
  ],
  ended: ({ endedBy, endedAt }) => [
    text(`${ENDED[endedBy].en} at ${utc(endedAt)}.`, `${ENDED[endedBy].zh}（${utc(endedAt)}）。`),
    text(
      "What you saved in time is submitted; if something is wrong, write to whoever invited you.",
      "你按时保存的内容会被提交；如有问题，请联系邀请你的人。",
    ),
  ],
  "not-ended": () => [
    text("The session has not ended.", "测评尚未结束。"),
    text("Add time if the person needs more.", "如果该人员需要更多时间，请增加时间。"),
  ],
  "runs-off": () => [
    text("Runs on the examples are switched off in this assessment.", "这场测评不允许运行示例。"),
    text("Submit when you are ready.", "准备好后请提交。"),
  ],
  "unknown-kata": ({ kata }) => [
    text(`“${named(kata)}” is not a kata of this assessment.`, `“${named(kata)}”不是这场测评的题目。`),
    text("Choose one from the list of katas.", "请从题目列表中选择。"),
  ],
  "source-too-large": ({ bytes, limit }) => [
    text(`The file has ${bytes} bytes; ${limit} are allowed.`, `文件有 ${bytes} 字节；最多允许 ${limit} 字节。`),
    text("Make it shorter and save again.", "请缩短后再保存。"),
  ],
  "too-soon": ({ what, nextAt, waitMs }) => [
    what === "submit"
      ? text("You submitted this kata a moment ago; your work is saved.", "你刚刚提交过这道题；你的作答已保存。")
      : text("You ran the examples a moment ago.", "你刚刚运行过示例。"),
    text(
      `Try again in ${Math.ceil(waitMs / 1_000)} s, at ${utc(nextAt)}.`,
      `请在 ${Math.ceil(waitMs / 1_000)} 秒后（${utc(nextAt)}）再试。`,
    ),
  ],
  "submissions-used": ({ max }) => [
    text(
      `All ${max} submissions of this kata are used; your work is saved.`,
      `这道题的 ${max} 次提交已全部用完；你的作答已保存。`,
    ),
    text(
      "Go on saving: the newest work is submitted when the session ends.",
      "请继续保存：测评结束时会提交最新的作答。",
    ),
  ],
  "submission-reused": () => [
    text("This submission's id was used for another text.", "这个提交编号已用于另一份内容。"),
    text("Submit again with a new id.", "请用新的编号重新提交。"),
  ],
  "unknown-submission": ({ submission }) => [
    text(`There is no submission “${named(submission)}”.`, `没有提交“${named(submission)}”。`),
    text("Take an id from the list of submissions.", "请从提交列表中选取编号。"),
  ],
  "sequence-reused": ({ sequence }) => [
    text(
      `Save ${sequence} of this editor was another text; this one is not kept.`,
      `此编辑器的第 ${sequence} 次保存是另一份内容；这一份没有保存。`,
    ),
    text("Save again with the next number.", "请用下一个编号重新保存。"),
  ],
  "unknown-round": ({ submission, round }) => [
    text(
      `Round ${round} of submission “${named(submission)}” was never asked for.`,
      `提交“${named(submission)}”没有第 ${round} 轮评分。`,
    ),
    text("Regrade it first; what came too late is not graded.", "请先重新评分；迟到的提交不评分。"),
  ],
  "already-judged": ({ submission, round }) => [
    text(
      `Round ${round} of submission “${named(submission)}” has its verdict.`,
      `提交“${named(submission)}”的第 ${round} 轮已有评分。`,
    ),
    text("Regrade it for another.", "如需另一个结果，请重新评分。"),
  ],
  "nothing-to-regrade": () => [
    text("There is no submission in time to grade again.", "没有按时提交的内容可重新评分。"),
    text("Choose another kata or submission.", "请选择其他题目或提交。"),
  ],
  "too-many-notes": ({ limit }) => [
    text(
      `${limit} marks of focus and paste are kept; this one is not.`,
      `最多保留 ${limit} 条焦点与粘贴记录；这一条未保留。`,
    ),
    text("Go on working: nothing else changes.", "请继续作答：其他一切不变。"),
  ],
  "takes-too-much": ({ atMost }) => [
    text("The session would have ended in the past.", "这样测评的结束时间会早于现在。"),
    atMost > 0
      ? text(`Take away at most ${atMost} s, or close the session.`, `最多减少 ${atMost} 秒，或关闭测评。`)
      : text("Close the session instead.", "请改为关闭测评。"),
  ],
  "deadline-past": ({ needed }) => [
    text("The deadline would still have passed.", "这样截止时间仍然已过。"),
    text(`Add at least ${needed} s.`, `请至少增加 ${needed} 秒。`),
  ],
};

const ENDED: Readonly<Record<EndReason, Text>> = {
  expired: text("The time of this session was over", "测评时间已到"),
  finished: text("You finished this session", "你已结束测评"),
  closed: text("This session was closed by its organiser", "测评已由组织者关闭"),
  revoked: text("This session was ended by its organiser", "测评已由组织者终止"),
};

function text(en: string, zh: string): Text {
  return { en, zh };
}

/** `2031-05-04 09:30:00 UTC` */
function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** A name from outside, short and without anything that a terminal would act on. */
function named(name: string): string {
  return printable(name, 80);
}
