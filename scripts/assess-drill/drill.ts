/** A served SQLite folder under load, whole and while the server is killed again and again: what was acknowledged must be stored. */
import { setMaxListeners } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endBackground, ServedFolder } from "../../harness/e2e/serving.ts";
import { answerOf, openApi } from "../../harness/join/client.ts";
import { Candidate } from "./candidates.ts";

const KATA = "01-backpropagation";
/** How many start at once. */
const STARTING = 10;

export interface DrillOptions {
  readonly candidates: number;
  /** Of the load without kills. */
  readonly seconds: number;
  readonly kills: number;
  /** Between two saves of a candidate. */
  readonly everyMs: number;
  readonly tell: (line: string) => void;
  /** No more kills; what was done is compared. */
  readonly enough?: AbortSignal;
}

export interface Figures {
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  readonly retries: number;
  /** Of one save, ms. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export function lineOf(what: string, { acknowledged, lost, doubled, retries, p50, p95, p99, max }: Figures): string {
  const times = [p50, p95, p99, max].map((ms) => ms.toFixed(1)).join(" / ");
  return `${what}: ${acknowledged} saves acknowledged, ${lost} lost, ${doubled} stored twice, ${retries} sent again; p50 / p95 / p99 / max of a save ${times} ms`;
}

/** Both halves of the drill, in a folder that is gone afterwards. */
export async function drill(options: DrillOptions): Promise<{ load: Figures; kills: Figures }> {
  const { candidates, seconds, kills, tell } = options;
  const folder = mkdtempSync(join(tmpdir(), "katagrad-drill-"));
  const served = new ServedFolder(folder);
  try {
    const { KATAGRAD_SECRET: secret } = await served.open();
    const organiser = await signIn(served.url, secret);
    const load = await seat(organiser, served.url, candidates, tell);
    tell(`${candidates} candidates save every ${options.everyMs} ms for ${seconds} s`);
    await underLoad(load, options, () => new Promise((resolve) => setTimeout(resolve, seconds * 1_000)));
    const calm = await compare(load);
    tell(lineOf("load", calm));
    tell(`${kills} times: kill -9 of the server while they save`);
    const shaken = await seat(organiser, served.url, candidates, tell);
    await underLoad(shaken, options, () => shake(served, options));
    return { load: calm, kills: await compare(shaken) };
  } finally {
    await endBackground();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Kills at moments that differ, so that each part of a transaction has its turn. */
async function shake(served: ServedFolder, { kills, tell, enough }: DrillOptions): Promise<void> {
  for (let i = 1; i <= kills && !enough?.aborted; i++) {
    await new Promise((resolve) => setTimeout(resolve, 400 + Math.random() * 600));
    await served.kill();
    await served.start();
    if (i % 5 === 0) tell(`  ${i} kills`);
  }
  // What waits for the last start is sent once more.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
}

async function underLoad(
  people: readonly Candidate[],
  { everyMs }: DrillOptions,
  meanwhile: () => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  // Not all at the same moment, as people do.
  const working = Promise.all(people.map((one, i) => one.work(everyMs, (everyMs * i) / people.length, stop.signal)));
  await Promise.race([meanwhile(), working]);
  stop.abort();
  await working;
}

async function compare(people: readonly Candidate[]): Promise<Figures> {
  let [lost, doubled] = [0, 0];
  for (const one of people) {
    const found = await one.compare();
    lost += found.lost;
    doubled += found.doubled;
  }
  const times = people.flatMap(({ latencies }) => latencies).sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? Number.NaN;
  return {
    acknowledged: people.reduce((sum, one) => sum + one.acknowledged.size, 0),
    lost,
    doubled,
    retries: people.reduce((sum, { retries }) => sum + retries, 0),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
  };
}

async function signIn(url: string, secret: string) {
  const { token } = await answerOf(openApi(url).POST("/api/admin/login", { body: { secret, as: "token" } }));
  return openApi(url, token ?? "");
}

/** An assessment whose people have all started. */
async function seat(
  organiser: Awaited<ReturnType<typeof signIn>>,
  url: string,
  count: number,
  tell: (line: string) => void,
): Promise<Candidate[]> {
  const settings = { limitSeconds: 7_200 };
  const { id } = await answerOf(
    organiser.POST("/api/assessments", { body: { title: "Drill", katas: [KATA], settings } }),
  );
  const people: Candidate[] = [];
  for (let i = 0; i < count; i += 500) {
    const body = {
      people: Array.from({ length: Math.min(500, count - i) }, (_, j) => ({ name: `Candidate ${i + j}` })),
    };
    const { invitations } = await answerOf(
      organiser.POST("/api/assessments/{id}/invitations", { params: { path: { id } }, body }),
    );
    for (const { link } of invitations)
      people.push(new Candidate(url, /[\w-]+$/.exec(link)![0], KATA, `drill-${people.length}`));
  }
  for (let i = 0; i < people.length; i += STARTING)
    await Promise.all(people.slice(i, i + STARTING).map((one) => one.start()));
  tell(`${people.length} candidates have started`);
  return people;
}
