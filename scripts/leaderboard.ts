/** `kata board` for scripts that run from this repository: `npx tsx scripts/leaderboard.ts FILE… [--format html]`. The same options, the same output. */
import { argv } from "node:process";

argv.splice(2, 0, "board");
await import("../harness/cli.ts");
