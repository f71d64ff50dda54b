/** Reads people out of what an organiser pastes: names, addresses, both, or a table with a line of headings. */
import { parse } from "csv-parse/browser/esm/sync";

export interface Invitee {
  readonly name: string;
  readonly email: string | null;
  readonly extraSeconds: number;
}

/** `two-names`: a comma that may stand within a name or between two people. */
type LineProblem = "quotes" | "address" | "no-name" | "long" | "two-names" | "extra" | "twice" | "columns";

export interface PeopleRead {
  readonly people: readonly Invitee[];
  /** Lines from 1. Nobody of these is in `people`. */
  readonly problems: readonly { readonly line: number; readonly why: LineProblem; readonly text: string }[];
}

type Column = "name" | "email" | "extra";
type Row = { readonly line: number; readonly cells: readonly string[]; readonly text: string };

export function readPeople(text: string): PeopleRead {
  const rows = text
    .split(/\r\n|\r|\n/)
    .map((text, i) => ({ text: text.trim(), line: i + 1 }))
    .filter(({ text }) => text !== "")
    .map((one): Row => ({ ...one, cells: cellsOf(one.text) }));
  const headings = columnsOf(rows[0]?.cells ?? []);
  const people: Invitee[] = [];
  const problems: { line: number; why: LineProblem; text: string }[] = [];
  const addresses = new Set<string>();
  for (const { line, text, cells } of headings ? rows.slice(1) : rows) {
    const read = cells.length === 0 ? "quotes" : headings ? byHeadings(cells, headings) : bySight(cells);
    const why = typeof read === "string" ? read : problemOf(read, addresses);
    if (why !== undefined) {
      problems.push({ line, why, text });
      continue;
    }
    const person = read as Invitee;
    if (person.email) addresses.add(person.email.toLowerCase());
    people.push(person);
  }
  return { people, problems };
}

const HEADINGS: Readonly<Record<string, Column>> = {
  name: "name",
  姓名: "name",
  名字: "name",
  email: "email",
  "e-mail": "email",
  mail: "email",
  邮箱: "email",
  电子邮件: "email",
  "extra minutes": "extra",
  额外分钟: "extra",
};

/** Commas, semicolons and tabs part cells, as tables are copied and saved. Nothing: the quotes do not match. */
function cellsOf(line: string): string[] {
  const delimiter = ["\t", ";", ","].find((one) => line.includes(one)) ?? ",";
  try {
    const [cells = []] = parse(line, {
      delimiter,
      trim: true,
      relax_column_count: true,
      relax_quotes: true,
    }) as string[][];
    return cells.map((cell) => cell.trim());
  } catch {
    return [];
  }
}

function columnsOf(cells: readonly string[]): readonly (Column | undefined)[] | undefined {
  const columns = cells.map((cell) => HEADINGS[cell.toLowerCase()]);
  return columns.includes("name") || columns.includes("email") ? columns : undefined;
}

function byHeadings(cells: readonly string[], columns: readonly (Column | undefined)[]): Invitee | LineProblem {
  if (cells.length > columns.length) return "columns";
  const of = (column: Column) => cells[columns.indexOf(column)] ?? "";
  const minutes = of("extra") === "" ? 0 : Number(of("extra"));
  if (!Number.isFinite(minutes) || Math.abs(minutes) > 1_440) return "extra";
  return invitee(of("name"), of("email"), Math.round(minutes * 60));
}

/** `Ada`, `ada@example.org`, `Ada, ada@example.org`, `Ada <ada@example.org>`. */
function bySight(cells: readonly string[]): Invitee | LineProblem {
  const full = cells.filter((cell) => cell !== "");
  const [, name, address] = /^(.*?)\s*<([^<>@]+@[^<>]+)>$/.exec(full[0] ?? "") ?? [];
  if (address !== undefined) return full.length > 1 ? "columns" : invitee(name, address, 0);
  const addresses = full.filter((cell) => cell.includes("@"));
  const names = full.filter((cell) => !cell.includes("@"));
  if (names.length > 1) return "two-names";
  if (addresses.length > 1) return "columns";
  return invitee(names[0] ?? "", addresses[0] ?? "", 0);
}

/** Who has no name is called by the address. */
function invitee(name: string, email: string, extraSeconds: number): Invitee | LineProblem {
  const called = name || email.split("@")[0];
  if (called === "") return "no-name";
  return { name: called, email: email === "" ? null : email, extraSeconds };
}

function problemOf({ name, email }: Invitee, addresses: ReadonlySet<string>): LineProblem | undefined {
  if (name.length > 200) return "long";
  if (email === null) return undefined;
  if (!ADDRESS.test(email) || email.length > 320) return "address";
  return addresses.has(email.toLowerCase()) ? "twice" : undefined;
}

/** As strict as the server. */
const ADDRESS = /^(?!\.)(?!.*\.\.)([A-Za-z0-9_'+\-.]*)[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;
