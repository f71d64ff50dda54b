import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Turns } from "./turns.ts";

/** Work that ends when it is told so, and what runs now. */
function stage() {
  const turns = new Turns();
  const running = new Set<string>();
  const log: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () =>
    new Promise<void>((resolve) => {
      running.add(name);
      log.push(name);
      ends.set(name, () => {
        running.delete(name);
        resolve();
      });
    });
  const end = async (name: string) => {
    ends.get(name)!();
    await settle();
  };
  return { turns, running, log, work, end };
}

async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

describe("turns", () => {
  it("lets work run beside other work, and alone only when the rest has ended", async () => {
    const { turns, running, work, end } = stage();
    turns.beside(work("a"));
    turns.beside(work("b"));
    turns.alone(work("alone"));
    turns.beside(work("later"));
    await settle();
    expect([...running]).toEqual(["a", "b"]);
    await end("a");
    expect([...running]).toEqual(["b"]);
    await end("b");
    expect([...running]).toEqual(["alone"]);
    await end("alone");
    expect([...running]).toEqual(["later"]);
    await end("later");
  });

  it("lets those who want to be alone go one after the other, before everybody who comes later", async () => {
    const { turns, log, work, end } = stage();
    turns.alone(work("first"));
    turns.alone(work("second"));
    turns.beside(work("later"));
    await settle();
    expect(log).toEqual(["first"]);
    await end("first");
    expect(log).toEqual(["first", "second"]);
    await end("second");
    expect(log).toEqual(["first", "second", "later"]);
  });

  it("gives the turn back when the work fails", async () => {
    const turns = new Turns();
    const fail = () => Promise.reject(new Error("no"));
    await expect(turns.beside(fail)).rejects.toThrow("no");
    await expect(turns.alone(fail)).rejects.toThrow("no");
    expect(await turns.alone(async () => 1)).toBe(1);
    expect(await turns.beside(async () => 2)).toBe(2);
  });

  it("never lets anything run beside work that is alone, and ends whatever the order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), fc.nat(3)), { maxLength: 25 }), async (asked) => {
        const turns = new Turns();
        let [beside, alone] = [0, 0];
        const run = async (isAlone: boolean, steps: number) => {
          if (isAlone) alone++;
          else beside++;
          for (let i = 0; i <= steps; i++) {
            expect(alone === 0 || (alone === 1 && beside === 0)).toBe(true);
            await Promise.resolve();
          }
          if (isAlone) alone--;
          else beside--;
        };
        await Promise.all(
          asked.map(([isAlone, steps]) =>
            isAlone ? turns.alone(() => run(true, steps)) : turns.beside(() => run(false, steps)),
          ),
        );
        expect([beside, alone]).toEqual([0, 0]);
      }),
    );
  });
});
