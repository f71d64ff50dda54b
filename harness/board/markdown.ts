/** A table in Markdown. Names stand in code spans, where nothing is obeyed. */
import { inCell } from "../report/formats/code-span.ts";
import { shownName } from "./names.ts";
import { showsSpeed } from "./policy.ts";
import { formatScore, formatSpeed, policySentence, remarks, type View } from "./summary.ts";

export function toMarkdown(view: View): string {
  const { ranking, people, words } = view;
  const { katas, maxScore, policy } = ranking;
  const timed = showsSpeed(policy);
  const head = `| ${words.rank} | ${words.name} | ${words.score} (${formatScore(maxScore)}) | ${words.full} | ${words.attempts} |${timed ? ` ${words.speed} |` : ""}\n|--:|---|--:|--:|--:|${timed ? "--:|" : ""}\n`;
  const rows = people.map(
    ({ rank, name, score, full, attempts, speed }) =>
      `| ${rank} | ${inCell(shownName(name))} | ${formatScore(score)} | ${full}/${katas.length} | ${attempts} |${timed ? ` ${formatSpeed(speed)} |` : ""}\n`,
  );
  const table = people.length === 0 ? `${words.nobody}\n` : `${head}${rows.join("")}`;
  const after = [policySentence(view), ...remarks(view)].map((line) => `\n${line}\n`);
  return `# ${words.title}\n\n${table}${after.join("")}`;
}
