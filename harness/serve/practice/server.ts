/** Practice in the browser: one person's own files, served to their own machine. */
import type { Language } from "../../kata.ts";
import { listen } from "../listen.ts";
import type { LogOptions } from "../log.ts";
import { servePages } from "../routes/pages.ts";
import { openShell } from "../shell.ts";
import { PracticeDesk, type PracticeOptions } from "./desk.ts";
import { Guard } from "./guard.ts";
import { enterRoute, practiceRoutes } from "./routes.ts";

export interface PracticeServerOptions extends PracticeOptions {
  /** A loopback address. */
  readonly host: string;
  readonly port: number;
  /** What the page speaks until somebody chooses; undefined: what the browser prefers. */
  readonly language: Language | undefined;
  readonly log: LogOptions;
}

export interface PracticeServer {
  /** `http://127.0.0.1:4600` */
  readonly url: string;
  /** What a person opens. */
  readonly link: string;
  /** A link that opens once, for a command line that others on this machine may read. */
  oneTimeLink(): string;
  /** At once: what is under way is a text that is on the disk already, or a grading that can be had again. */
  stop(): Promise<void>;
}

const PAGE = {
  name: "practice",
  paths: ["/", "/practice", "/practice/:kata"],
  without: {
    en: "or practise in the terminal: <code>npm start</code>.",
    zh: "或在终端中练习：<code>npm start</code>。",
  },
};

/** The caller owns the pool. @throws UsageError, HarnessFault */
export async function startPractice(options: PracticeServerOptions): Promise<PracticeServer> {
  const guard = new Guard();
  const desk = new PracticeDesk(options);
  const app = await openShell({ log: options.log, trustProxy: false, telling: { onFailure() {}, isOwner: true } });
  const stop = async () => {
    const closing = app.close();
    app.server.closeAllConnections();
    await closing;
    await desk.stop();
  };
  try {
    app.addHook("onRequest", async (request) => guard.checkHost(request));
    await servePages(app, [PAGE], { language: options.language });
    await app.register(enterRoute, { desk, guard });
    await app.register(practiceRoutes, { desk, guard });
    await desk.start();
    const url = await listen(app, options.host, options.port);
    const linkWith = (token: string) => `${url}/practice#${token}`;
    return { url, link: linkWith(guard.token), oneTimeLink: () => linkWith(guard.makePass()), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
