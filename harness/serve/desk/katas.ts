/** A kata as a candidate may see it: statement, skeleton, public examples. */
import { type Catalog, type Kata, readSkeleton, readStatement } from "../../catalog/catalog.ts";
import { expectedOf, inputOf } from "../../judge/prepare.ts";
import { printable } from "../../text.ts";
import { Recent } from "../recent.ts";
import type { KataPage } from "../schemas/candidate.ts";
import { renderStatementHtml } from "./statement-html.ts";

type PublicPage = Omit<KataPage, "latest">;

/** Longer values are cut: a statement explains, it does not list. */
const CHARACTERS = 2_000;
const PAGES = 100;
const pages = new WeakMap<Catalog, Recent<Promise<PublicPage>>>();

/** Made once for each kata. @throws HarnessFault */
export function pageOf(catalog: Catalog, name: string): Promise<PublicPage> {
  const kata = catalog.find(name);
  const known = pages.get(catalog) ?? new Recent<Promise<PublicPage>>(PAGES);
  pages.set(catalog, known);
  return known.get(kata.id, () => {
    const page = makePage(catalog, kata);
    page.catch(() => known.drop(kata.id));
    return page;
  });
}

async function makePage(catalog: Catalog, kata: Kata): Promise<PublicPage> {
  const { id, title, difficulty, minutes, parts } = kata;
  return {
    kata: id,
    title,
    difficulty,
    minutes,
    parts: Object.entries(parts).map(([part, { points }]) => ({ part, points })),
    statement: { en: readStatement(kata, "en"), zh: readStatement(kata, "zh") },
    html: { en: renderStatementHtml(kata, "en"), zh: renderStatementHtml(kata, "zh") },
    skeleton: readSkeleton(kata),
    examples: await examplesOf(catalog, kata),
  };
}

/** The shown cases alone: no secret changes them, and every candidate has the same. */
async function examplesOf(catalog: Catalog, kata: Kata): Promise<PublicPage["examples"]> {
  const { parts } = await catalog.grading(kata);
  return Object.entries(parts).flatMap(([part, grading]) =>
    grading.cases
      .filter(({ shown }) => shown)
      .map((one) => {
        const { args, launch } = inputOf(kata, part, grading, one);
        const result = expectedOf(grading, args, launch);
        return {
          part,
          name: one.name,
          call: `${part}(${args.map(asCode).join(", ")})`,
          result: asCode(result),
        };
      }),
  );
}

/** A value as a reader of code knows it: NaN and -0 as they are, typed arrays with their name. */
function asCode(value: unknown): string {
  return printable(codeOf(value), CHARACTERS);
}

function codeOf(value: unknown): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (Array.isArray(value)) return `[${value.map(codeOf).join(", ")}]`;
  if (ArrayBuffer.isView(value))
    return `${value.constructor.name} [${[...(value as unknown as Iterable<number>)].map(codeOf).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? String(value);
  const entries = Object.entries(value);
  const marker = entries.find(([key]) => key === "$rng" || key === "$fn");
  if (marker) return marker[0] === "$rng" ? "rng" : String(marker[1]);
  return `{ ${entries.map(([key, one]) => `${key}: ${codeOf(one)}`).join(", ")} }`;
}
