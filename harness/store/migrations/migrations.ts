/** Every step from an empty database to the newest schema. A released step is never changed: what is wrong with it is put right by a later one. */
import { assessments } from "./0001-assessments.ts";
import type { Migration } from "./migration.ts";

export const MIGRATIONS: readonly Migration[] = [assessments];
