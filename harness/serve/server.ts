/** A running server: store, clock, graders, sweep and web application, started in order and ended in order. */
import { hostname } from "node:os";
import type { FastifyBaseLogger } from "fastify";
import type { Catalog } from "../catalog/catalog.ts";
import type { Store } from "../store/driver.ts";
import { buildApp } from "./app.ts";
import { type Clock, ServerClock } from "./clock.ts";
import type { Desk } from "./desk/desk.ts";
import { sweep } from "./desk/sweep.ts";
import { Grader } from "./grader/grader.ts";
import { Grading } from "./grading.ts";
import { STOP_MS, WAITING_RUNS } from "./limits.ts";
import { Line } from "./line.ts";
import { listen } from "./listen.ts";
import type { LogOptions } from "./log.ts";
import { Metrics } from "./metrics.ts";
import type { Service } from "./service.ts";
import { Streams } from "./stream/streams.ts";

const SWEEP_MS = 1_000;
const CLOCK_MS = 10_000;

export interface ServerOptions {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly packs?: readonly string[];
  readonly host: string;
  readonly port: number;
  /** Gradings, and beside them runs, at once. */
  readonly jobs: number;
  /** False where workers of their own grade. */
  readonly grade: boolean;
  readonly unsafe?: boolean;
  readonly trustProxy?: boolean;
  readonly log: LogOptions;
  /** In place of the server's own, which follows the database's. */
  readonly clock?: Clock;
}

export interface Server {
  readonly service: Service;
  /** `http://127.0.0.1:4600` */
  readonly url: string;
  /** Ends what is under way, or hands it back, within a bounded time. The store stays open. */
  stop(): Promise<void>;
}

/** @throws UsageError, HarnessFault */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { store, catalog, packs, host, port, jobs, unsafe, log, trustProxy } = options;
  const metrics = new Metrics();
  const own = options.clock === undefined ? await ServerClock.start(() => store.now()) : undefined;
  const desk: Desk = { store, catalog, clock: options.clock ?? own! };
  const grader = await Grader.start({ packs, waiting: jobs + 2, unsafe });
  let logger: FastifyBaseLogger | undefined;
  const fail = (doing: string) => (error: unknown) => {
    metrics.failed(doing);
    logger?.error({ err: error as Error, doing }, "failed");
  };
  const streams = new Streams(store, fail("streaming"));
  const service: Service = { desk, grader, metrics, streams, runs: new Line(jobs, WAITING_RUNS) };
  const app = await buildApp(service, { log, trustProxy });
  logger = app.log;
  const timers = [every(SWEEP_MS, () => sweepOnce(desk, metrics, fail("sweeping")), fail("sweeping"))];
  if (own) timers.push(every(CLOCK_MS, () => checkClock(own, app.log), fail("reading the clock")));
  const grading = options.grade
    ? new Grading(desk, grader, {
        worker: `${hostname()}:${process.pid}`,
        places: jobs,
        onEnd: (how, job, error) => {
          metrics.graded(how);
          if (error) app.log.error({ err: error as Error, job: job.id, became: how }, "grading failed");
        },
        onError: fail("grading"),
      })
    : undefined;
  const stop = async () => {
    for (const timer of timers) timer.stop();
    streams.close();
    const closing = app.close();
    await Promise.all([grading?.stop(STOP_MS), within(STOP_MS, closing)]);
    app.server.closeAllConnections();
    await closing;
    await Promise.all(timers.map(({ ended }) => ended()));
    await grader.close();
  };
  try {
    const url = await listen(app, host, port);
    return { service, url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function sweepOnce(desk: Desk, metrics: Metrics, onError: (error: unknown) => void): Promise<void> {
  metrics.swept(await sweep(desk, (_session, error) => onError(error)));
}

async function checkClock(clock: ServerClock, log: FastifyBaseLogger): Promise<void> {
  const jumped = await clock.check();
  if (jumped !== undefined)
    log.error({ aheadMs: jumped }, "the database's clock has jumped; it is not followed: set it right, or restart");
}

/** At once and then regularly, never beside itself. */
function every(ms: number, work: () => Promise<void>, onError: (error: unknown) => void) {
  let running: Promise<void> | undefined;
  const turn = () => {
    running ??= work()
      .catch(onError)
      .finally(() => {
        running = undefined;
      });
  };
  turn();
  const timer = setInterval(turn, ms);
  return { stop: () => clearInterval(timer), ended: async () => running };
}

async function within(ms: number, ended: PromiseLike<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    ended,
    new Promise((resolve) => {
      timer = setTimeout(resolve, ms);
    }),
  ]);
  clearTimeout(timer);
}
