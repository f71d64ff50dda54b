/** Asks a server in a test, and keeps all that it is told. */

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  readonly body: any;
}

/** Somebody who asks. Everything that was answered stays in `heard`. */
export class Caller {
  readonly heard: string[] = [];

  constructor(
    readonly url: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Told> {
    return this.ask("GET", path, undefined, headers);
  }

  post(path: string, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): Promise<Told> {
    return this.ask("POST", path, body, headers);
  }

  put(path: string, body: unknown): Promise<Told> {
    return this.ask("PUT", path, body);
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Told> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...this.headers,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    this.heard.push(text);
    const isJson = /^application\/json\b/.test(answer.headers.get("content-type") ?? "") && text !== "";
    return { status: answer.status, headers: answer.headers, text, body: isJson ? JSON.parse(text) : undefined };
  }
}

/** Asks until the answer is as wished. @throws when it never is */
export async function until(ask: () => Promise<Told>, wished: (told: Told) => boolean): Promise<Told> {
  for (let i = 0; i < 400; i++) {
    const told = await ask();
    if (wished(told)) return told;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("It never came.");
}
