/**
 * A submission until it is acknowledged, which is when it is on disk with its event, its text and its job: against one insert of the same text with an
 * fsync, by the same library with the same settings, in turn on the same disk.
 */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sourceOf } from "../../harness/assess/token.ts";
import { actOn } from "../../harness/serve/desk/desk.ts";
import { FIRST, type Person, type Rehearsal, RIGHT, rehearse, written } from "../../harness/serve/rehearsal.ts";
import { loadSqlite } from "../../harness/store/sqlite-library.ts";
import { median, row, verdictLine } from "./statistics.ts";

/** As many as somebody might submit in an hour, by so many people. */
const PEOPLE = 20;
const EACH = 25;
const WARM_UP = 20;
const BUDGET = 2;

export async function measureSubmissions(): Promise<void> {
  console.log(`Submit → acknowledged and on disk, ${PEOPLE} people, ${EACH} submissions each of ${RIGHT.length} bytes`);
  const folder = mkdtempSync(join(tmpdir(), "katagrad-submit-"));
  const rehearsal = await rehearse("sqlite", { grade: false });
  try {
    const floor = await openFloor(join(folder, "floor.db"));
    const { people } = await rehearsal.assess(
      {},
      Array.from({ length: PEOPLE }, (_, i) => `Person ${i}`),
    );
    for (const { caller } of people) await caller.post("/api/session/start");
    const times = { insert: [] as number[], submit: [] as number[], request: [] as number[] };
    const measures = {
      insert: async (i: number) => floor.insert(randomUUID(), `${RIGHT}// floor ${i}`),
      submit: (i: number) => submit(rehearsal, people[i % PEOPLE], `${RIGHT}// ${i}`),
    };
    for (let i = 0; i < PEOPLE * EACH; i++)
      // Each goes first as often as the other, so that neither pays for what the other left behind.
      for (const what of i % 2 === 0 ? (["insert", "submit"] as const) : (["submit", "insert"] as const))
        times[what].push(await timed(() => measures[what](i)));
    for (let i = 0; i < PEOPLE * EACH; i++)
      times.request.push(await timed(() => request(people[i % PEOPLE], `${RIGHT}// request ${i}`)));
    const [inserts, submits, requests] = Object.values(times).map((all) => all.slice(WARM_UP));
    floor.close();
    console.log(row("floor: one insert with an fsync", inserts));
    console.log(row("a submission: decision, rows, fsync", submits));
    console.log(row("the same over HTTP, answered", requests));
    const ratio = median(submits) / median(inserts);
    console.log(verdictLine("a submission over one insert, median", ratio, `≤ ${BUDGET}`, ratio <= BUDGET));
    console.log();
  } finally {
    await rehearsal.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A database that inserts one row durably. */
async function openFloor(file: string) {
  const { DatabaseSync } = await loadSqlite();
  const database = new DatabaseSync(file);
  database.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE one (id TEXT PRIMARY KEY, text TEXT)",
  );
  const statement = database.prepare("INSERT INTO one (id, text) VALUES (?, ?)");
  // The library closes a database that nobody holds, whatever its statements are used for.
  return { insert: (id: string, text: string) => void statement.run(id, text), close: () => database.close() };
}

async function submit({ store, clock }: Rehearsal, { id }: Person, text: string): Promise<void> {
  const command = {
    kind: "submit",
    kata: FIRST,
    submission: randomUUID(),
    source: sourceOf(text),
    began: clock.now(),
  } as const;
  const { events } = await actOn({ store, clock }, id, { ...command, device: "desktop", sequence: ++sequence }, text);
  if (events.length !== 1) throw new Error("A submission was not taken.");
}

let sequence = 1_000_000;

async function request({ caller }: Person, text: string): Promise<void> {
  const { status } = await caller.post(
    `/api/session/katas/${FIRST}/submissions`,
    written(text, { submission: randomUUID() }),
  );
  if (status !== 201 && status !== 202) throw new Error(`A submission was answered with ${status}.`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
