/** The pages for people. Each is an empty document with its bundle; what it shows comes through the same routes as for programs. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import serveFiles from "@fastify/static";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { HarnessFault } from "../../fault.ts";
import type { Language, Text } from "../../kata.ts";
import { built } from "../../paths.ts";
import type { Routes } from "./routes.ts";

export interface Page {
  /** Its folder in harness/serve/page/. */
  readonly name: string;
  readonly paths: readonly string[];
  /** What to do without JavaScript, as HTML. */
  readonly without: Text;
}

const JOIN: Text = {
  en: "or work in your own editor: <code>kata join</code> with the link that you were sent.",
  zh: "或在你自己的编辑器中作答：<code>kata join</code> 加上收到的链接。",
};

const PAGES: readonly Page[] = [
  // A link carries its secret behind `#`, or as the last part of its path.
  { name: "room", paths: ["/", "/a/:token", "/room"], without: JOIN },
  { name: "admin", paths: ["/admin", "/admin/*"], without: JOIN },
  { name: "board", paths: ["/board/:id", "/board/link/:id"], without: JOIN },
];

/** What a page begins with, as the build says. */
interface Start {
  readonly script: string;
  readonly style: string | null;
  /** What the script waits for. */
  readonly chunks: readonly string[];
  /** The notices of those whose work is in it. */
  readonly licenses: string;
}

export const pageRoutes: Routes = async (app, { limiters }) => {
  await servePages(app, PAGES, { onRequest: (request) => limiters.address(request) });
};

interface Serving {
  readonly onRequest?: (request: FastifyRequest) => Promise<void>;
  /** What the pages speak until somebody chooses; default: what the browser prefers. */
  readonly language?: Language;
}

/** @throws HarnessFault where they are not built */
export async function servePages(
  app: FastifyInstance,
  pages: readonly Page[],
  { onRequest = async () => {}, language }: Serving = {},
): Promise<void> {
  const starts = readStarts();
  await app.register(serveFiles, {
    root: built("page"),
    prefix: "/page/",
    index: false,
    // A name says its content.
    immutable: true,
    maxAge: "365d",
    preCompressed: true,
    decorateReply: false,
  });
  for (const page of pages)
    for (const path of page.paths)
      app.get(path, { schema: { hide: true }, onRequest }, (_request, reply) => {
        const nonce = randomBytes(16).toString("base64");
        reply
          .header("content-security-policy", policyWith(nonce))
          .type("text/html; charset=utf-8")
          .send(documentOf(page, starts[page.name], { nonce, language }));
      });
}

/** Nothing but our own files. The editor of a page makes its styles itself, hence the nonce. */
function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "connect-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join(";");
}

function documentOf(
  { without }: Page,
  { script, style, chunks, licenses }: Start,
  { nonce, language }: { readonly nonce: string; readonly language: Language | undefined },
): string {
  const spoken = language === undefined ? "" : `<meta name="katagrad-language" content="${language}">\n`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
${spoken}<title>Katagrad</title>
<link rel="icon" href="${ICON}">
<link rel="license" href="/page/${licenses}">
<link rel="stylesheet" href="/page/${style}" nonce="${nonce}">
${chunks.map((chunk) => `<link rel="modulepreload" href="/page/${chunk}">\n`).join("")}<script type="module" src="/page/${script}"></script>
</head>
<body>
<div id="app"></div>
<noscript>
<h1>Katagrad</h1>
<p>This page needs JavaScript. Switch it on, ${without.en}</p>
<p lang="zh-CN">此页面需要 JavaScript。请将其启用，${without.zh}</p>
</noscript>
</body>
</html>
`;
}

const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1857a4"/><path d="M9 7v18M9 18 21 7M14 14l8 11" fill="none" stroke="#fff" stroke-width="3.2" stroke-linecap="round"/></svg>',
)}`;

/** @throws HarnessFault */
function readStarts(): Record<string, Start> {
  const file = built("pages.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  throw new HarnessFault(
    { en: "The pages of the server are not built.", zh: "服务器的页面尚未构建。" },
    { en: "Run `npm run build`.", zh: "请运行 `npm run build`。" },
  );
}
