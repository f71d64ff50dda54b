/** What `kata board --format` takes. Apart from the formats themselves, so that the list of verbs need not load them. */
export const BOARD_FORMATS = ["table", "json", "csv", "md", "html"] as const;
export type BoardFormat = (typeof BOARD_FORMATS)[number];
