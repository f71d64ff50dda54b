/** What `kata grade --format` takes. Apart from the formats themselves, so that the list of verbs need not load them. */
export const FORMAT_NAMES = [
  "csv",
  "junit",
  "tap",
  "gradescope",
  "prairielearn",
  "exercism",
  "classroom50",
  "github",
  "github-summary",
] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

export const GRADE_FORMATS = ["jsonl", "json", "text", ...FORMAT_NAMES] as const;
