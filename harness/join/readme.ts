/** What lies beside the attempts: how the sitting goes, the statements and the public examples. */
import type { Language } from "../kata.ts";
import { printable } from "../text.ts";
import type { KataPage, Session } from "./client.ts";

const LONG = 100_000;

/** The README of the whole folder, in both languages. */
export function sittingReadme({ assessment, deadline, settings }: Session, pages: readonly KataPage[]): string {
  const until = deadline === null ? "" : new Date(deadline).toISOString().slice(0, 16).replace("T", " ");
  return `# ${printable(assessment, 200)}

Your time is over at ${until} UTC at the earliest; \`kata join\` shows what is left by the server's clock. Only \`attempt.ts\` of each folder is
saved and submitted: keep \`kata join\` running, write, save. \`kata submit\` in a kata's folder submits it; the newest text that was saved in time is
submitted at the end by itself.${settings.maxSubmissions === null ? "" : ` At most ${settings.maxSubmissions} submissions of a kata.`}

最早结束时间为 ${until} UTC；\`kata join\` 按服务器时钟显示剩余时间。每个目录只保存并提交 \`attempt.ts\`：保持 \`kata join\` 运行，编写，保存。
在题目目录中运行 \`kata submit\` 即可提交；时间结束时会自动提交按时保存的最新内容。${settings.maxSubmissions === null ? "" : `每道题最多提交 ${settings.maxSubmissions} 次。`}

${pages.map(({ kata, title, minutes }) => `- [${kata}](${kata}/README.md) · ${title.en} · ${title.zh} · ${minutes} min`).join("\n")}
`;
}

/** The statement of a kata and its public examples. */
export function kataReadme({ statement, examples }: KataPage, language: Language): string {
  const heading = language === "zh" ? "公开示例" : "Public examples";
  const shown = examples.map(
    ({ part, name, call, result }) =>
      `**${part}** · ${printable(name, 200)}\n\n${fence(`${printable(call, LONG)}\n// ${printable(result, LONG).replaceAll("\n", "\n// ")}`)}`,
  );
  const text = printable(statement[language], LONG).trimEnd();
  return examples.length === 0 ? `${text}\n` : `${text}\n\n## ${heading}\n\n${shown.join("\n\n")}\n`;
}

/** Longer than any row of backticks within. */
function fence(text: string): string {
  const ticks = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([one]) => one.length + 1)));
  return `${ticks}ts\n${text}\n${ticks}`;
}
