/** A real `kata serve --practice` in a folder, which may be killed and started again at the same address. Knows nothing of the test runner. */
import { Background } from "./serving.ts";

export class Practising {
  /** What it printed for a person to open. */
  link = "";
  #process: Background | undefined;

  constructor(
    readonly folder: string,
    readonly args: readonly string[] = [],
  ) {}

  get url(): string {
    return new URL(this.link).origin;
  }

  get output(): string {
    return this.#process?.output ?? "";
  }

  async start(): Promise<void> {
    const port = this.link === "" ? "0" : new URL(this.link).port;
    this.#process = new Background(["serve", "--practice", "--port", port, ...this.args], { cwd: this.folder });
    [this.link] = await this.#process.see(/http:\S+#\S+/);
  }

  /** @returns the exit status */
  async end(signal: NodeJS.Signals = "SIGINT"): Promise<number | null> {
    return (await this.#process?.end(signal)) ?? null;
  }

  /** Enters as the page does. @returns what asks on */
  async enter(): Promise<(method: string, path: string, body?: object) => Promise<Response>> {
    const { url, link } = this;
    const headers = { origin: url, "content-type": "application/json" };
    const token = link.slice(link.indexOf("#") + 1);
    const entered = await fetch(`${url}/api/practice/enter`, {
      method: "POST",
      headers,
      body: JSON.stringify({ token }),
    });
    const cookie = (entered.headers.get("set-cookie") ?? "").split(";")[0];
    return (method, path, body) =>
      fetch(`${url}/api/practice${path}`, {
        method,
        headers: { cookie, origin: url, ...(body && { "content-type": "application/json" }) },
        body: body && JSON.stringify(body),
      });
  }
}
