// Builds dist/page/: each folder of harness/serve/page that has a main.tsx is a page. Names carry the hash of their content, so that a
// browser may keep them for ever; dist/pages.json says which files a page begins with.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { noticesOf, packagesOf } from "./licenses.mjs";

const FOLDER = "harness/serve/page";

/** @param root of the package @returns the paths of what it made, from the root, and what esbuild says of it */
export async function buildPages(root) {
  const pages = readdirSync(join(root, FOLDER)).filter((name) => existsSync(join(root, FOLDER, name, "main.tsx")));
  const shared = {
    absWorkingDir: root,
    outdir: "dist/page",
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    bundle: true,
    platform: "browser",
    target: ["chrome111", "firefox115", "safari16.4"],
    minify: true,
    metafile: true,
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  };
  // TypeScript is fetched by a worker, when somebody types, and counts for no page.
  const worker = await build({
    ...shared,
    entryPoints: { types: `${FOLDER}/types/worker.ts` },
    format: "iife",
    plugins: [libraries(root)],
    // What @typescript/vfs asks for where there are files.
    external: ["fs", "path"],
  });
  const [workerFile] = Object.keys(worker.metafile.outputs);
  const { metafile } = await build({
    ...shared,
    entryPoints: Object.fromEntries(pages.map((name) => [name, `${FOLDER}/${name}/main.tsx`])),
    splitting: true,
    format: "esm",
    define: { TYPES_WORKER: JSON.stringify(`/page/${basename(workerFile)}`) },
  });
  const metafiles = [worker.metafile, metafile];
  const licenses = writeLicenses(root, metafiles);
  const outputs = Object.entries(metafile.outputs);
  const starts = outputs.flatMap(([file, { entryPoint, cssBundle }]) => {
    const page = pages.find((name) => entryPoint === `${FOLDER}/${name}/main.tsx`);
    const style = cssBundle ? basename(cssBundle) : null;
    const chunks = chunksOf(file, metafile.outputs);
    return page ? [[page, { script: basename(file), style, chunks, licenses }]] : [];
  });
  writeFileSync(join(root, "dist", "pages.json"), `${JSON.stringify(Object.fromEntries(starts))}\n`);
  compress(
    join(root, "dist", "page"),
    new Set([workerFile, licenses, ...outputs.map(([file]) => file)].map((file) => basename(file))),
  );
  return { paths: ["dist/page", "dist/pages.json"], metafiles };
}

/** The notices of whoever wrote what the pages contain. @returns the name of their file, which carries its hash like the others */
function writeLicenses(root, metafiles) {
  const text = noticesOf(root, packagesOf(root, metafiles));
  const name = `licenses-${createHash("sha256").update(text).digest("hex").slice(0, 8).toUpperCase()}.txt`;
  writeFileSync(join(root, "dist", "page", name), text);
  return name;
}

/** What a script waits for before it runs, so that a browser may fetch all of it at once. */
function chunksOf(file, outputs, known = new Set()) {
  for (const { path, kind } of outputs[file].imports)
    if (kind === "import-statement" && !known.has(basename(path))) {
      known.add(basename(path));
      chunksOf(path, outputs, known);
    }
  return [...known];
}

/** `types:libraries` is what a check in the browser reads: TypeScript's library of ES2023 with all that it refers to, and the arrays. */
function libraries(root) {
  return {
    name: "types:libraries",
    setup(build_) {
      build_.onResolve({ filter: /^types:libraries$/ }, ({ path }) => ({ path, namespace: "libraries" }));
      build_.onLoad({ filter: /.*/, namespace: "libraries" }, () => {
        const files = {};
        const add = (library) => {
          const name = `lib.${library}.d.ts`;
          if (files[`/${name}`]) return;
          const text = readFileSync(join(root, "node_modules", "typescript", "lib", name), "utf8");
          files[`/${name}`] = text;
          for (const [, other] of text.matchAll(/^\/\/\/ <reference lib="([\w.]+)" \/>/gm)) add(other);
        };
        add("es2023");
        files["/node_modules/katagrad/nd.ts"] = readFileSync(join(root, "katas", "lib", "nd.ts"), "utf8");
        return { contents: JSON.stringify(files), loader: "json" };
      });
    },
  };
}

/** Beside each file its compressed forms, once, since a name says its content; what an earlier build left goes. */
function compress(folder, made) {
  mkdirSync(folder, { recursive: true });
  for (const name of made) {
    const file = join(folder, name);
    if (!existsSync(`${file}.gz`)) writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
    if (existsSync(`${file}.br`)) continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file), { params }));
  }
  for (const name of readdirSync(folder))
    if (!made.has(name.replace(/\.(gz|br)$/, ""))) rmSync(join(folder, name), { recursive: true, force: true });
}
