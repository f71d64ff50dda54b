/**
 * The budgets, measured: each row is a ratio of two things that ran in the same minute on the same machine, with medians and p95.
 * `npm run bench` runs all; `npm run bench -- save`, `-- rate`, `-- batch`, `-- submit`, `-- page` or `-- backends` one row. Bounded in time and count.
 */
import { cpus } from "node:os";
import { measureBackends } from "./bench/backends.ts";
import { measureBatch } from "./bench/batch.ts";
import { measurePages } from "./bench/page.ts";
import { measureRates } from "./bench/rate.ts";
import { measureSaves } from "./bench/save.ts";
import { measureSubmissions } from "./bench/submit.ts";

const rows = process.argv.slice(2);
console.log(
  `Node ${process.versions.node}, ${process.platform}-${process.arch}, ${cpus().length} × ${cpus()[0]?.model.trim()}\n`,
);
if (rows.length === 0 || rows.includes("save")) await measureSaves();
if (rows.length === 0 || rows.includes("rate")) await measureRates();
if (rows.length === 0 || rows.includes("batch")) await measureBatch();
if (rows.length === 0 || rows.includes("submit")) await measureSubmissions();
if (rows.length === 0 || rows.includes("page")) await measurePages();
if (rows.length === 0 || rows.includes("backends")) await measureBackends();
process.exit(0);
