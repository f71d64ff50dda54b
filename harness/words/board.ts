/** The words of a leaderboard. */
import type { Language } from "../kata.ts";

const en = {
  title: "Leaderboard",
  ranking: "Ranking",
  rank: "Rank",
  name: "Name",
  score: "Score",
  full: "Full marks",
  attempts: "Attempts",
  time: "Time to grade",
  speed: "Speed",
  people: "People",
  katas: "Katas",
  kata: "Kata",
  median: "Median score",
  records: "Records",
  nobody: "There are no records yet.",
  noAttempt: "no attempt",
  policy: {
    attempt: { best: "The best attempt at each kata counts", last: "The last attempt at each kata counts" },
    score: {
      sum: "scores are added up",
      weighted: "the score is the mean over all katas, weighted by difficulty",
      mean: "the score is the mean over all katas",
    },
    ties: {
      shared: "equal scores share a rank",
      duration: "of equal scores the one that was graded faster goes first",
      speed: "of equal scores the faster one goes first",
    },
  },
  sentence: (clauses: readonly string[]) => `${clauses.join("; ")}.`,
  first: (shown: number, all: number) =>
    `The first ${shown.toLocaleString("en")} of ${all.toLocaleString("en")} people.`,
  faults: (n: number) =>
    `${counted(n, "record is", "records are")} of a fault on our side and count for nobody: \`kata grade --resume\` grades them again.`,
  leftOut: (n: number) => `${counted(n, "record is", "records are")} of katas that the policy does not count.`,
  speedNote:
    "Speed: the time of attempts with full marks, as a multiple of our reference's, the geometric mean over the katas that anybody was ranked in. With 2/3 it is ranked in two of three; that and what is in brackets, which was too noisy or is flagged otherwise, breaks no tie. ! marks a timed answer that was wrong, stopped or implausibly fast, which never counts.",
  cellNote:
    "A column a kata, a cell the score from 0 to 100; – where there is no attempt that counts. The stronger the colour, the higher.",
  heat: "Scores by kata",
  heatNote: "How many people have which score. The stronger the colour, the more of them.",
  histogram: "How the scores are spread",
  histogramNote: (max: string) => `People by score, in tenths of the most that can be had, ${max}.`,
  numbers: "The numbers",
  range: (from: string, to: string) => `${from} to ${to}`,
  madeBy: "Made by Katagrad from the records of its gradings.",
  watching: (from: number, to: number, all: number) => `${from}–${to} of ${all} · ↑ ↓ space scroll · q quit`,
  writing: (file: string) => `${file} is written anew whenever the records grow. Ctrl-C ends.`,
  written: (file: string, people: number, records: number) =>
    `${file}: ${counted(people, "person", "people")}, ${counted(records, "record", "records")}`,
};

export type BoardWords = typeof en;

const zh: BoardWords = {
  title: "排行榜",
  ranking: "排名",
  rank: "名次",
  name: "姓名",
  score: "得分",
  full: "满分题数",
  attempts: "提交次数",
  time: "评测用时",
  speed: "速度",
  people: "人数",
  katas: "题目",
  kata: "题目",
  median: "得分中位数",
  records: "记录数",
  nobody: "还没有记录。",
  noAttempt: "未提交",
  policy: {
    attempt: { best: "每题取最好的一次提交", last: "每题取最后一次提交" },
    score: { sum: "总分为各题得分之和", weighted: "总分为按难度加权的平均分", mean: "总分为各题的平均分" },
    ties: { shared: "同分者名次并列", duration: "同分者评测用时短的在前", speed: "同分者速度快的在前" },
  },
  sentence: (clauses) => `${clauses.join("；")}。`,
  first: (shown, all) => `共 ${all.toLocaleString("en")} 人，只列出前 ${shown.toLocaleString("en")} 人。`,
  faults: (n) =>
    `有 ${n.toLocaleString("en")} 条记录因我们这边的故障而不计入任何人：\`kata grade --resume\` 会重新评测。`,
  leftOut: (n) => `有 ${n.toLocaleString("en")} 条记录属于规则不计分的题目。`,
  speedNote:
    "速度：满分答卷的用时是我们参考实现的几倍，取有人参与速度排名的各题的几何平均。2/3 表示三题中有两题参与排名，括号内为波动太大等原因而不参与排名的结果，两者都不用于同分排序；! 表示有计时答案错误、被中止或快得不合理，这些一律不计入。",
  cellNote: "每列一题，格中为 0 到 100 的得分；– 表示没有计入的提交。底色越浓，得分越高。",
  heat: "各题得分",
  heatNote: "各得分段的人数。底色越浓，人数越多。",
  histogram: "得分分布",
  histogramNote: (max) => `按得分统计的人数，每段为满分 ${max} 的十分之一。`,
  numbers: "具体数字",
  range: (from, to) => `${from} 至 ${to}`,
  madeBy: "由 Katagrad 根据评测记录生成。",
  watching: (from, to, all) => `第 ${from}–${to} 名，共 ${all} 人 · ↑ ↓ 空格 滚动 · q 退出`,
  writing: (file) => `记录增加时会重新写入 ${file}。按 Ctrl-C 结束。`,
  written: (file, people, records) =>
    `${file}：${people.toLocaleString("en")} 人，${records.toLocaleString("en")} 条记录`,
};

export function boardWords(language: Language): BoardWords {
  return language === "zh" ? zh : en;
}

function counted(n: number, one: string, many: string): string {
  return `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
}
