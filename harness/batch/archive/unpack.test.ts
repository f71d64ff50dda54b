/** Archives that are right, and traps: each is refused with a reason and a next step, and nothing is ever written outside the folder. */
import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ArchiveLimits, MANY_SUBMISSIONS, ONE_SUBMISSION } from "./keeper.ts";
import { type PackedFile, tarGzOf, withField, zipOf } from "./test-archives.ts";
import { unpack } from "./unpack.ts";
import { Unreadable } from "./unreadable.ts";

let around: string;
let into: string;
beforeEach(() => {
  around = mkdtempSync(join(tmpdir(), "unpack-"));
  into = join(around, "deep", "into");
  mkdirSync(into, { recursive: true });
});
/** Whatever the archive was: outside of `into` there is only what the test has put there. */
afterEach(() => {
  expect(listed(around).filter((path) => !path.startsWith(join("deep", "into")) && !/^a\.|^deep$/.test(path))).toEqual(
    [],
  );
  rmSync(around, { recursive: true });
});

function listed(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
}

const PACKERS = [
  ["zip", zipOf],
  ["tar.gz", tarGzOf],
] as const;
type Extension = (typeof PACKERS)[number][0];

function unpackBytes(extension: Extension, bytes: Buffer, limits: ArchiveLimits = ONE_SUBMISSION) {
  const file = join(around, `a.${extension}`);
  writeFileSync(file, bytes);
  return unpack(file, into, limits, (steps) => steps.at(-1)!.endsWith(".ts"));
}

/** Why an archive is refused. Its message is one line that a terminal prints as it is, and ends with what to do. */
async function refusal(extension: Extension, bytes: Buffer, limits?: ArchiveLimits): Promise<string> {
  const error = await unpackBytes(extension, bytes, limits).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Unreadable);
  const { message } = error as Unreadable;
  expect(message).toMatch(/^[^\p{Cc}\p{Bidi_Control}]+\. (Pack|Send|Rename|Look)[^\p{Cc}]*\.$/u);
  return message;
}

const ATTEMPT = { name: "10-momentum/attempt.ts", content: "export const a = 1;\n" };

describe.each(PACKERS)("a .%s", (extension, pack) => {
  it("is unpacked: source files with their content, and nothing else", async () => {
    const files = [
      ATTEMPT,
      { name: "./10-momentum//lib/./b.ts", content: "b" },
      { name: "10-momentum/notes.md", content: "not a source" },
      { name: "10-momentum/空 é.ts", content: "c" },
    ];
    const kept = await unpackBytes(extension, await pack(files));
    const paths = kept.files.map((steps) => steps.join("/"));
    expect(paths).toEqual(["10-momentum/attempt.ts", "10-momentum/lib/b.ts", "10-momentum/空 é.ts"]);
    expect(paths.map((path) => readFileSync(join(into, path), "utf8"))).toEqual([ATTEMPT.content, "b", "c"]);
    expect(listed(into).filter((path) => statSync(join(into, path)).isFile())).toHaveLength(3);
    expect([...kept.folders].sort()).toEqual(["10-momentum", "10-momentum/lib"]);
    expect(kept.leftOut).toEqual([]);
    expect(statSync(join(into, paths[0])).mode & 0o777).toBe(0o600);
  });

  it.each([
    ["..", "../outside.ts", "which leads out of its folder"],
    [".. within", "10-momentum/../../outside.ts", "which leads out of its folder"],
    [".. after a folder of its own", "10-momentum/../outside.ts", "which leads out of its folder"],
    ["an absolute path", "/tmp/katagrad-outside.ts", "an absolute path"],
    ["a drive", "C:outside.ts", "a path with a drive"],
    ["a backslash", "..\\outside.ts", "which has a backslash in its name"],
    ["a hidden backslash", "10-momentum/a\\..\\..\\..\\b.ts", "which has a backslash in its name"],
  ])("with %s in a name is refused", async (_, name, why) => {
    expect(await refusal(extension, await pack([ATTEMPT, { name, content: "x" }]))).toContain(why);
    expect(() => statSync("/tmp/katagrad-outside.ts")).toThrow();
  });

  it("never writes outside, whatever its names are", async () => {
    const step = fc.oneof(
      fc.constantFrom(
        "..",
        ".",
        "",
        "a.ts",
        "A.ts",
        "b",
        "con",
        "~",
        "C:",
        "\\",
        "a\\b.ts",
        "-rf",
        "\u202e.ts",
        "\n.ts",
      ),
      fc
        .string({ unit: "binary", minLength: 1, maxLength: 6 })
        .map((text) => text.toWellFormed().replaceAll("\0", "0")),
    );
    const name = fc
      .array(step, { minLength: 1, maxLength: 5 })
      .map((steps) => `${steps.join("/")}/a${steps.length}.ts`);
    const property = fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 4 }), async (names) => {
      rmSync(into, { recursive: true, force: true });
      mkdirSync(into);
      const bytes = await pack(names.map((one) => ({ name: one, content: "x" })));
      await unpackBytes(extension, bytes).catch((error: unknown) => expect(error).toBeInstanceOf(Unreadable));
      expect(listed(around).filter((path) => !path.startsWith(join("deep", "into")))).toEqual([
        `a.${extension}`,
        "deep",
      ]);
    });
    await fc.assert(property, { numRuns: 60 });
  });

  it.each([
    ["the same name", "10-momentum/attempt.ts", 'It has "10-momentum/attempt.ts" twice.'],
    ["the same path, spelled differently", "./10-momentum//attempt.ts", "twice"],
    ["another case", "10-Momentum/attempt.ts", "which are one file on some systems"],
    ["a file where a folder is", "10-momentum/attempt.ts/more.ts", "which are one file on some systems"],
  ])("with %s a second time is refused", async (_, name, why) => {
    expect(await refusal(extension, await pack([ATTEMPT, { name, content: "2" }]))).toContain(why);
  });

  it("with two names that differ only in how a character is composed is refused", async () => {
    const names = ["é.ts", "e\u0301.ts"];
    expect(await refusal(extension, await pack(names.map((name) => ({ name, content: name }))))).toContain("one file");
  });

  it("leaves out what not every system can name, and says so without its control characters", async () => {
    const odd = ["x/con.ts", "x/a\u001b[31m.ts", "x/a?.ts", `x/${"n".repeat(300)}.ts`, `${"d/".repeat(40)}a.ts`];
    const kept = await unpackBytes(extension, await pack([ATTEMPT, ...odd.map((name) => ({ name, content: "x" }))]));
    expect(kept.files).toEqual([["10-momentum", "attempt.ts"]]);
    expect(kept.leftOut).toHaveLength(odd.length);
    for (const line of kept.leftOut) {
      expect(line).toMatch(/\(a name that not every system can have\)$/);
      expect(line).not.toMatch(/\p{Cc}/u);
      expect(line.length).toBeLessThan(200);
    }
  });

  it("leaves an archive in it packed", async () => {
    const kept = await unpackBytes(extension, await pack([{ name: "x/inner.zip", content: await pack([ATTEMPT]) }]));
    expect(kept).toMatchObject({ files: [], leftOut: ["x/inner.zip (an archive in the archive)"] });
    expect(listed(into)).toEqual([]);
  });

  it("may have only so many entries, source files and bytes", async () => {
    const three = await pack(["a", "b", "c"].map((name) => ({ name: `${name}.ts`, content: "x".repeat(100) })));
    const told = (limits: Partial<ArchiveLimits>) => refusal(extension, three, { ...ONE_SUBMISSION, ...limits });
    expect(await told({ entries: 2 })).toContain("more than 2 entries");
    rmSync(into, { recursive: true, force: true });
    expect(await told({ files: 2 })).toContain("more than 2 source files");
    rmSync(into, { recursive: true, force: true });
    expect(await told({ keptBytes: 250 })).toContain("source files have more than");
    rmSync(into, { recursive: true, force: true });
    expect(await told({ readBytes: 250 })).toContain("unpacks to more than");
  });

  it("is refused as soon as it unpacks out of all proportion", async () => {
    const content = Buffer.alloc(60_000, 32);
    const bomb = Array.from({ length: 150 }, (_, i) => ({ name: `${i}.ts`, content }));
    const bytes = await pack(bomb);
    expect(bytes.length).toBeLessThan(content.length);
    const many = { ...MANY_SUBMISSIONS, readBytes: 4 * ONE_SUBMISSION.readBytes };
    expect(await refusal(extension, bytes, many)).toContain("more than 200 times its size");
  });

  it("keeps of a file that is too large for an attempt only how large it is", async () => {
    const kept = await unpackBytes(extension, await pack([{ name: "a.ts", content: Buffer.alloc(100_000, "x") }]));
    expect(kept.files).toEqual([["a.ts"]]);
    expect(statSync(join(into, "a.ts")).size).toBe(100_000);
    expect(readFileSync(join(into, "a.ts")).every((byte) => byte === 0)).toBe(true);
  });

  it("is refused when it is torn anywhere, or is something else, and never by another error", async () => {
    const whole = await pack([ATTEMPT, { name: "b.ts", content: randomText(20_000) }]);
    for (const part of [0, 1, 0.1, 0.5, 0.9].map((of) => whole.subarray(0, Math.floor(of * (whole.length - 1))))) {
      rmSync(into, { recursive: true, force: true });
      expect(await refusal(extension, part)).toContain("It is damaged");
    }
    expect(await refusal(extension, Buffer.from("<html>not found</html>"))).toContain("It is damaged");
  });

  it("is no link, pipe or folder", async () => {
    writeFileSync(join(around, "a.real"), await pack([ATTEMPT]));
    const [link, pipe, folder] = ["link", "pipe", "folder"].map((name) => join(around, `a.${name}.${extension}`));
    symlinkSync(join(around, "a.real"), link);
    execFileSync("mkfifo", [pipe]);
    mkdirSync(folder);
    const told = (file: string) =>
      unpack(file, into, ONE_SUBMISSION, () => true).catch((error: Error) => error.message);
    expect(await told(link)).toBe("It is a link. Send the archive itself.");
    expect(await told(pipe)).toBe("It is not a plain file. Send the archive itself.");
    expect(await told(folder)).toBe("It is not a plain file. Send the archive itself.");
    expect(await told(join(around, "a.none"))).toBe("It cannot be opened (ENOENT). Look at its permissions.");
  });

  it("closes its file once, whether it is right or not", async () => {
    const bytes = [await pack([ATTEMPT]), await pack([{ name: "../a.ts" }]), (await pack([ATTEMPT])).subarray(0, 60)];
    const open = () => readdirSync("/proc/self/fd").length;
    if (process.platform !== "linux") return;
    const before = open();
    // A second closing would hit the number of a file that somebody else has opened meanwhile, or be refused.
    for (let i = 0; i < 60; i++) await unpackAnew(i, bytes[i % bytes.length]);
    expect(open()).toBeLessThanOrEqual(before + 1);
  });

  async function unpackAnew(i: number, bytes: Buffer): Promise<void> {
    rmSync(into, { recursive: true, force: true });
    const result = await unpackBytes(extension, bytes).catch((error: unknown) => error);
    if (i % 3 === 0) expect(result).toMatchObject({ files: [["10-momentum", "attempt.ts"]] });
    else expect(result).toBeInstanceOf(Unreadable);
  }
});

describe("links and devices", () => {
  it("stay in a .tar.gz, and nothing is written through them", async () => {
    const files: PackedFile[] = [
      { name: "10-momentum", type: "symlink", linkname: "../.." },
      { name: "10-momentum/outside.ts", content: "x" },
      { name: "attempt.ts", type: "link", linkname: "/etc/passwd" },
      { name: "fifo.ts", type: "fifo" },
      { name: "device.ts", type: "character-device" },
    ];
    const kept = await unpackBytes("tar.gz", await tarGzOf(files));
    expect(kept.leftOut).toEqual([
      "10-momentum (a link)",
      "attempt.ts (a hard link)",
      "fifo.ts (a device)",
      "device.ts (a device)",
    ]);
    expect(listed(into)).toEqual(["10-momentum", join("10-momentum", "outside.ts")]);
  });

  it("stay in a .zip", async () => {
    const files = [
      { name: "10-momentum", content: "../..", mode: 0o120777 },
      { name: "10-momentum/outside.ts", content: "x" },
      { name: "attempt.ts", content: "/etc/passwd", mode: 0o120777 },
      { name: "fifo.ts", mode: 0o010644 },
      { name: "socket.ts", mode: 0o140644 },
    ];
    const kept = await unpackBytes("zip", await zipOf(files));
    expect(kept.leftOut).toEqual([
      "10-momentum (a link)",
      "attempt.ts (a link)",
      "fifo.ts (a device)",
      "socket.ts (a special file)",
    ]);
    expect(listed(into)).toEqual(["10-momentum", join("10-momentum", "outside.ts")]);
  });
});

describe("a .zip that lies", () => {
  const big = { name: "big.ts", content: randomText(9_000) };

  it.each([
    ["is encrypted", "flags", (flags: number) => flags | 1, '"big.ts" in it is encrypted. Pack it anew without'],
    ["is packed in an unknown way", "method", () => 99, "packed in a way that is not known here (method 99)"],
    ["has another checksum", "crc32", (crc: number) => (crc ^ 1) >>> 0, '"big.ts" in it is damaged'],
    ["says less than it holds", "size", () => 10, "It is damaged"],
    ["says more than it holds", "size", () => 20_000, "It is damaged"],
    ["begins elsewhere", "offset", (offset: number) => offset + 7, "It is damaged"],
  ] as const)("because it %s is refused", async (_, field, change, told) => {
    expect(await refusal("zip", withField(await zipOf([big]), field, change))).toContain(told);
  });

  it("by entries that share their bytes is refused", async () => {
    const two = await zipOf([big, { ...big, name: "two.ts" }]);
    expect(
      await refusal(
        "zip",
        withField(two, "offset", () => 0),
      ),
    ).toBe("Its entries overlap each other. Pack it anew.");
  });

  it("by a NUL in a name is refused", async () => {
    expect(await refusal("zip", await zipOf([{ name: "a.ts\0.md" }]))).toContain("which has a NUL in its name");
  });

  it("about what nobody wants does not matter: it is not even unpacked", async () => {
    const zip = withField(
      await zipOf([{ name: "photo.jpg", content: "x".repeat(5_000) }]),
      "flags",
      (flags) => flags | 1,
    );
    expect(await unpackBytes("zip", zip)).toMatchObject({ files: [], leftOut: [] });
  });
});

describe("a .tar.gz that lies", () => {
  it("by ending in the middle of a file, though its compression is whole, is refused", async () => {
    const tar = gunzipSync(await tarGzOf([{ name: "a.ts", content: "x".repeat(5_000) }]));
    expect(await refusal("tar.gz", gzipSync(tar.subarray(0, 2_000)))).toContain("It is damaged");
  });

  it("by a huge file beside the attempt is refused before it is unpacked", async () => {
    const bytes = await tarGzOf([ATTEMPT, { name: "zeros.bin", content: Buffer.alloc(12 * 2 ** 20) }]);
    expect(await refusal("tar.gz", bytes)).toContain("more than 200 times its size");
  });
});

/** Hardly compressible, and the same each time. */
function randomText(length: number): string {
  let state = 1;
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(33 + (state % 90));
  }).join("");
}
