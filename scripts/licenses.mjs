// The notices of what others wrote and a bundle contains: which packages it is from says esbuild, their texts lie in node_modules.
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * @param root of the package
 * @param metafiles of builds, whose paths begin there
 * @returns {{ name: string, version: string, folder: string, files: string[] }[]} each package of which something is in an output, by name
 */
export function packagesOf(root, metafiles) {
  const packages = new Map();
  for (const { outputs } of metafiles)
    for (const { inputs } of Object.values(outputs))
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
        if (!folder || bytesInOutput === 0) continue;
        const { name, version, license } = JSON.parse(readFileSync(resolve(root, folder, "package.json"), "utf8"));
        const key = `${name} ${version}`;
        const known = packages.get(key) ?? { name, version, license, folder: resolve(root, folder), files: new Set() };
        known.files.add(resolve(root, path));
        packages.set(key, known);
      }
  return [...packages.values()]
    .map((one) => ({ ...one, files: [...one.files] }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** @returns one text; each notice stands once, under all packages that it is of @throws where a package has none */
export function noticesOf(root, packages) {
  const notices = new Map();
  for (const one of packages) {
    const text = noticeOf(root, one);
    notices.set(text, [...(notices.get(text) ?? []), `${one.name} ${one.version} (${one.license})`]);
  }
  const rule = "-".repeat(80);
  const texts = [...notices].map(([text, names]) => `${rule}\n${names.join("\n")}\n${rule}\n\n${text}\n`);
  return `What the bundles of Katagrad contain of others, and under which terms.\n\n${texts.join("\n")}`;
}

function noticeOf(root, { name, license, folder, files }) {
  const names = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice|thirdpartynotice)/i.test(file));
  const texts = names.sort().map((file) => clean(readFileSync(join(folder, file), "utf8")));
  if (texts.length > 0) return texts.join("\n\n");
  const own = termsInReadme(folder);
  if (own === undefined && STANDARD[license] === undefined)
    throw new Error(`${name} has no licence text (${license}). Look for it, and teach scripts/licenses.mjs.`);
  return [holdersOf(folder, files).join("\n"), clean(own ?? standardTerms(root, license))].join("\n\n");
}

/** Some end their README with them. */
function termsInReadme(folder) {
  const name = readdirSync(folder).find((file) => /^readme/i.test(file));
  const [section] = /^#* *licen[cs]e\b[\s\S]*/im.exec(name ? readFileSync(join(folder, name), "utf8") : "") ?? [];
  return section !== undefined && /copyright/i.test(section) ? section : undefined;
}

/** Terms that packages name without repeating them, in the words of a file that does: TypeScript's, and our own. */
const STANDARD = { "Apache-2.0": "node_modules/typescript/LICENSE.txt", MIT: "LICENSE" };

function standardTerms(root, license) {
  return readFileSync(join(root, STANDARD[license]), "utf8").replace(/^Copyright .*\n+/gm, "");
}

/** Where no file says whose it is, the heads of the sources do, or else the package's author. */
function holdersOf(folder, files) {
  const lines = files.flatMap((file) => readFileSync(file, "utf8").match(/Copyright (?:\(c\) )?\d{4}[^\n*]*/gi) ?? []);
  if (lines.length > 0) return [...new Set(lines.map((line) => line.trim()))].sort();
  const { author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return [`Copyright ${typeof author === "string" ? author : (author?.name ?? "of its authors")}`];
}

function clean(text) {
  return text
    .replaceAll("\r\n", "\n")
    .replace(/^\uFEFF/, "")
    .trim();
}
