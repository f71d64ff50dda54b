/** Everything that the routes work with. */
import type { Desk } from "./desk/desk.ts";
import type { Grader } from "./grader/grader.ts";
import type { Line } from "./line.ts";
import type { Metrics } from "./metrics.ts";
import type { Streams } from "./stream/streams.ts";

export interface Service {
  readonly desk: Desk;
  readonly grader: Grader;
  /** Runs on the examples, which this server does itself. */
  readonly runs: Line;
  readonly streams: Streams;
  readonly metrics: Metrics;
}
