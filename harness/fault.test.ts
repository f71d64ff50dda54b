/** Whatever a person may meet is told in both languages. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { HarnessFault, inOneLine, UsageError } from "./fault.ts";
import { packageRoot } from "./paths.ts";

/** Where only authors of katas, or nobody but a log, are told something. */
const ENGLISH = new Set([
  "assess/apply.ts",
  "catalog/catalog.ts",
  "catalog/load.ts",
  "catalog/path.ts",
  "commands/dev-new.ts",
  "witness/witness.ts",
]);

/** The failures that a source makes of texts in one language, by their lines. */
function inEnglishAlone(file: string, text: string): string[] {
  const found: string[] = [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node) => {
    if (ts.isNewExpression(node) && /^(UsageError|HarnessFault)$/.test(node.expression.getText())) {
      const texts = (node.arguments ?? []).slice(0, 2);
      if (texts.some((one) => ts.isStringLiteralLike(one) || ts.isTemplateExpression(one)))
        found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe("a failure", () => {
  it("is told in the language of its reader", () => {
    const fault = new HarnessFault({ en: "It broke.", zh: "坏了。" }, { en: "Mend it.", zh: "请修复。" });
    expect([fault.message, fault.remedy]).toEqual(["It broke.", "Mend it."]);
    expect(fault.told("zh")).toEqual({ message: "坏了。", remedy: "请修复。" });
    expect(inOneLine(fault, "zh")).toBe("坏了。 请修复。");
    expect(inOneLine(new UsageError("Old.", "New."), "zh")).toBe("Old. New.");
  });

  it("has both languages wherever somebody but an author may meet it", () => {
    const root = join(packageRoot, "harness");
    const files = readdirSync(root, { recursive: true, encoding: "utf8" })
      .map((name) => name.replaceAll("\\", "/"))
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.ts$|^(gate|specimens|e2e)\//.test(name));
    expect(files.length).toBeGreaterThan(200);
    const found = files.flatMap((name) => inEnglishAlone(name, readFileSync(join(root, name), "utf8")));
    expect(found.filter((place) => !ENGLISH.has(place.split(":")[0]))).toEqual([]);
    // The list holds nothing that is not needed any more.
    for (const one of ENGLISH) expect(found.map((place) => place.split(":")[0])).toContain(one);
  });
});
