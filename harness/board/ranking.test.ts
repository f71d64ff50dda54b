import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readEntry } from "./entry.ts";
import { personOf } from "./person.ts";
import { DEFAULT_POLICY, parsePolicy, resolveKatas } from "./policy.ts";
import { firstOf, type Ranking } from "./ranking.ts";
import { line, rankingOf } from "./test-board.ts";

const FIRST = "01-backpropagation";
const ranks = ({ people }: Ranking) => people.map(({ rank, name, score }) => [rank, name, score]);

describe("rank", () => {
  it("shares ranks as in a competition, and leaves out the next", () => {
    const scores = { dan: 20, bob: 70, ada: 90, cyd: 70 };
    const lines = Object.entries(scores).map(([name, score]) => line(`s/${name}/${FIRST}`, score));
    expect(ranks(rankingOf(lines))).toEqual([
      [1, "ada", 90],
      [2, "bob", 70],
      [2, "cyd", 70],
      [4, "dan", 20],
    ]);
  });

  const lines = [
    line(`s/ada/${FIRST}`, 100, { durationMs: 30 }),
    line(`s/ada/${FIRST}`, 40, { durationMs: 5 }),
    line("s/ada/17-lstm", 50),
    line("s/bob/17-lstm", 100),
  ];
  it.each([
    [
      {},
      [
        [1, "ada", 150],
        [2, "bob", 100],
      ],
    ],
    [
      { attempt: "last" },
      [
        [1, "bob", 100],
        [2, "ada", 90],
      ],
    ],
    [
      { score: "mean" },
      [
        [1, "ada", 75],
        [2, "bob", 50],
      ],
    ],
    [
      { score: "weighted" },
      [
        [1, "bob", 75],
        [2, "ada", 62.5],
      ],
    ],
    [
      { score: "weighted", weights: { easy: 3, medium: 1, hard: 1 } },
      [
        [1, "ada", 87.5],
        [2, "bob", 25],
      ],
    ],
    [
      { katas: ["17-lstm"] },
      [
        [1, "bob", 100],
        [2, "ada", 50],
      ],
    ],
    [
      { katas: ["17-lstm", "26-optimizers"], score: "mean" },
      [
        [1, "bob", 50],
        [2, "ada", 25],
      ],
    ],
  ] as const)("follows the policy %j", (policy, expected) => {
    expect(ranks(rankingOf(lines, policy as never))).toEqual(expected);
  });

  it("breaks ties by the time of the attempts that count, if asked", () => {
    const tied = [line(`s/ada/${FIRST}`, 80, { durationMs: 30 }), line(`s/bob/${FIRST}`, 80, { durationMs: 20 })];
    expect(ranks(rankingOf(tied))).toEqual([
      [1, "ada", 80],
      [1, "bob", 80],
    ]);
    expect(ranks(rankingOf(tied, { ties: "duration" }))).toEqual([
      [1, "bob", 80],
      [2, "ada", 80],
    ]);
  });

  describe("by speed", () => {
    const timed = (who: string, kata: string, speed: object, score = 100) =>
      line(`s/${who}/${kata}`, score, { speed: { parts: 1, ...speed } });
    const both = (who: string, first: object, second: object) => [
      timed(who, FIRST, first),
      timed(who, "17-lstm", second),
    ];
    const order = (lines: readonly string[], policy: object = { ties: "speed" }) =>
      rankingOf(lines, policy).people.map(({ rank, name }) => `${rank} ${name}`);

    it("puts the faster of one score first, by the geometric mean", () => {
      const lines = [...both("ada", { ratio: 8 }, { ratio: 0.5 }), ...both("bob", { ratio: 3 }, { ratio: 1 })];
      expect(order(lines)).toEqual(["1 bob", "2 ada"]);
      const { people } = rankingOf(lines, { ties: "speed" });
      expect(people[1].speed).toEqual({ ratio: 2, katas: 2, of: 2, suspicious: 0 });
      expect(order([...lines, line(`s/cyd/${FIRST}`, 100), line("s/cyd/26-optimizers", 100)])[2]).toBe("3 cyd");
    });

    it("never puts speed before score, and ranks none without full marks", () => {
      const lines = [timed("ada", FIRST, { ratio: 9 }), timed("bob", FIRST, { ratio: 1 }, 90)];
      expect(order(lines)).toEqual(["1 ada", "2 bob"]);
      expect(rankingOf(lines, { ties: "speed" }).people[1].speed).toEqual({
        flagged: 1,
        katas: 0,
        of: 1,
        suspicious: 0,
      });
    });

    it("shows what is flagged, and does not rank by it", () => {
      const lines = [
        ...both("ada", { ratio: 9 }, { ratio: 9 }),
        ...both("bob", { ratio: 0.01, flag: "below-floor" }, { ratio: 1 }),
        ...both("cyd", { flag: "wrong-when-timed" }, { ratio: 2, flag: "too-noisy" }),
      ];
      expect(order(lines)).toEqual(["1 ada", "2 bob", "2 cyd"]);
      const { people } = rankingOf(lines, { ties: "speed" });
      expect(people.map(({ speed }) => speed)).toEqual([
        { ratio: 9, katas: 2, of: 2, suspicious: 0 },
        { ratio: 1, flagged: 0.01, katas: 1, of: 2, suspicious: 1 },
        { flagged: 2, katas: 0, of: 2, suspicious: 1 },
      ]);
      expect(people[1].cells[0]?.speed).toEqual({ ratio: 0.01, flag: "below-floor" });
    });

    it("asks nobody for what is too short for everybody", () => {
      const short = { flag: "nothing-timed" };
      const lines = [...both("ada", short, { ratio: 2 }), ...both("bob", short, { ratio: 3 })];
      expect(rankingOf(lines, { ties: "speed" }).people[0].speed).toMatchObject({ katas: 1, of: 1 });
      expect(order(lines)).toEqual(["1 ada", "2 bob"]);
    });

    it("takes of attempts with one score the faster one, if the best counts", () => {
      const lines = [timed("ada", FIRST, { ratio: 2 }), timed("ada", FIRST, { ratio: 1 }), timed("ada", FIRST, {})];
      const ratio = (policy: object) => rankingOf(lines, policy).people[0].cells[0]?.speed?.ratio;
      expect([ratio({ ties: "speed" }), ratio({ speed: "shown" })]).toEqual([1, 1]);
      expect(ratio({ ties: "speed", attempt: "last" })).toBeUndefined();
    });

    it("breaks no tie where it is only shown, and is not there where it is off", () => {
      const lines = [timed("ada", FIRST, { ratio: 2 }), timed("bob", FIRST, { ratio: 1 })];
      expect(order(lines, { speed: "shown" })).toEqual(["1 ada", "1 bob"]);
      const off = rankingOf(lines);
      expect(JSON.stringify(off.people)).not.toContain("speed");
    });
  });

  it("counts what a person hands in twice as two attempts", () => {
    expect(rankingOf(lines).people[0]).toMatchObject({ name: "ada", attempts: 3, full: 1, durationMs: 40 });
  });

  it("keeps whoever has no record that counts, and does not count faults of ours", () => {
    const fault = { verdict: "not-graded", problem: { detail: "disk", fault: true } };
    const { people, faults, records } = rankingOf(
      [
        line("s/eve", 0, { verdict: "unreadable" }),
        line("s/fay/17-lstm", 90),
        line("s/fay/17-lstm", 0, fault),
        line("s/gus/17-lstm", 0, fault),
      ],
      { attempt: "last" },
    );
    expect(people.map(({ name, score, attempts }) => [name, score, attempts])).toEqual([
      ["fay", 90, 1],
      ["eve", 0, 0],
      ["gus", 0, 0],
    ]);
    expect([faults, records]).toEqual([2, 4]);
  });

  it("says what to do about a kata whose difficulty nobody knows", () => {
    expect(() => rankingOf([line("s/ada/88-mine", 1)], { score: "weighted" })).toThrow(/How difficult 88-mine is/);
    expect(rankingOf([line("s/ada/88-mine", 1)]).people[0].score).toBe(1);
  });

  it("does not depend on the order of records where the best attempt counts", () => {
    const record = fc.record({
      who: fc.constantFrom("ada", "bob", "cyd"),
      kata: fc.constantFrom(FIRST, "17-lstm"),
      score: fc.nat(4),
      ms: fc.nat(3),
      speed: fc.record({ ratio: fc.constantFrom(0.5, 1), flag: fc.constantFrom(undefined, "too-noisy") }),
    });
    const shuffled = fc
      .array(record, { minLength: 1, maxLength: 12 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(
        shuffled,
        fc.constantFrom("shared" as const, "duration" as const, "speed" as const),
        ([one, other], ties) => {
          const of = (all: typeof one) =>
            rankingOf(
              all.map(({ who, kata, score, ms, speed }) =>
                line(`s/${who}/${kata}`, score * 25, { durationMs: ms, speed }),
              ),
              { ties },
            );
          expect(of(other)).toEqual(of(one));
        },
      ),
    );
  });

  it("lists the first ones and who shares the last one's rank", () => {
    const { people } = rankingOf(["a", "b", "c", "d"].map((name, i) => line(`s/${name}/${FIRST}`, [9, 8, 8, 1][i])));
    expect([1, 2, 3, 4, 9].map((count) => firstOf(people, count).length)).toEqual([1, 3, 3, 4, 4]);
  });
});

describe("personOf", () => {
  it.each([
    ["s/ada/17-lstm", "17-lstm", "linux-x64", "ada"],
    ["./s/ada/17-lstm/attempt.ts", "17-lstm", "linux-x64", "ada"],
    ["s/ada", "", "linux-x64", "ada"],
    ["s/ada/17-lstm.ts", "17-lstm", "linux-x64", "ada"],
    ["ada.ts", "17-lstm", "linux-x64", "ada"],
    ["17-lstm", "17-lstm", "linux-x64", undefined],
    ["s\\ada\\17-lstm", "17-lstm", "win32-x64", "ada"],
    ["s/eve\\ada/17-lstm", "17-lstm", "linux-x64", "eve\\ada"],
  ])("%s of %j on %s is %j's", (submission, kata, platform, person) => {
    const entry = readEntry(line(submission, 1, { kata, harness: { platform } }));
    expect(personOf(entry as never, "folder")).toBe(person);
  });

  it("takes a part of the path by its place", () => {
    const entry = readEntry(line("course/ada/3/17-lstm", 1)) as never;
    expect([0, 1, -2, 7].map((component) => personOf(entry, { component }))).toEqual(["course", "ada", "3", undefined]);
  });
});

describe("readEntry", () => {
  it.each([
    ["{", "is not JSON"],
    ["[]", "is no record"],
    [line("s/ada/17-lstm", 101), "score"],
    [line("s/ada/17-lstm", 1, { schema: "katagrad/result/2" }), "schema"],
    [line("s/ada/17-lstm", 1, { kata: "<b>" }), "kata"],
    [line("s/ada/17-lstm", 100, { speed: { ratio: 0 } }), "speed.ratio"],
    [line("s/ada/17-lstm", 100, { speed: { flag: "<b>" } }), "speed.flag"],
    [undefined, "is not UTF-8"],
  ])("says what is wrong with %j", (text, wrong) => {
    expect(readEntry(text)).toEqual({
      wrong: { en: expect.stringContaining(wrong), zh: expect.stringMatching(/[\u4e00-\u9fff]/) },
    });
  });

  it("passes over blank lines", () => expect(readEntry(" \r")).toBeUndefined());
});

describe("parsePolicy", () => {
  it("fills in the defaults, and resolves katas", () => {
    const policy = parsePolicy('{"schema":"katagrad/board-policy/1","katas":["b","a","b"]}', "p.json");
    expect(policy).toEqual({ ...DEFAULT_POLICY, katas: ["b", "a", "b"] });
    expect(resolveKatas(policy, (name) => name.toUpperCase()).katas).toEqual(["A", "B"]);
  });

  it.each([
    "",
    "{}",
    '{"schema":"katagrad/board-policy/1","atempt":"best"}',
    '{"schema":"katagrad/board-policy/1","weights":{"easy":0,"medium":1,"hard":1}}',
  ])("refuses %j, names the file and says what to do", (text) =>
    expect(() => parsePolicy(text, "p.json")).toThrow(
      expect.objectContaining({
        message: expect.stringContaining("p.json"),
        remedy: expect.stringContaining("An example"),
      }),
    ),
  );
});
