/** Numbers about the server for Prometheus. No label names a person, a token or a text. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export class Metrics {
  readonly registry = new Registry();
  readonly #requests = new Histogram({
    name: "katagrad_http_seconds",
    help: "Requests by route and status, in seconds",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [this.registry],
  });
  readonly #gradings = new Counter({
    name: "katagrad_gradings_total",
    help: "Gradings by how they ended",
    labelNames: ["ended"],
    registers: [this.registry],
  });
  readonly #swept = new Counter({
    name: "katagrad_sessions_swept_total",
    help: "Sessions that were ended because their time was over",
    registers: [this.registry],
  });
  readonly #errors = new Counter({
    name: "katagrad_errors_total",
    help: "Failures of the server by what it was doing",
    labelNames: ["doing"],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: "katagrad_" });
  }

  request(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status }, seconds);
  }

  graded(ended: string): void {
    this.#gradings.inc({ ended });
  }

  swept(count: number): void {
    this.#swept.inc(count);
  }

  failed(doing: string): void {
    this.#errors.inc({ doing });
  }

  /** A number that is read whenever somebody asks. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    new Gauge({
      name: `katagrad_${name}`,
      help,
      registers: [this.registry],
      async collect() {
        this.set(await read());
      },
    });
  }
}
