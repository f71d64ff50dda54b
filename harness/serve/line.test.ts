import { describe, expect, it } from "vitest";
import { Line, LineFull } from "./line.ts";

/** Work that ends when it is told to. */
function work() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end, run: () => ended };
}

describe("a line", () => {
  it("lets so many in at once, tells the others their place, and takes them in order", async () => {
    const line = new Line(1, 5);
    const [first, second, third] = [work(), work(), work()];
    const places: string[] = [];
    const order: string[] = [];
    const all = [
      line.enter(first.run).then(() => order.push("first")),
      line.enter(second.run, (n) => places.push(`second ${n}`)).then(() => order.push("second")),
      line.enter(third.run, (n) => places.push(`third ${n}`)).then(() => order.push("third")),
    ];
    await Promise.resolve();
    expect([line.running, line.length]).toEqual([1, 2]);
    first.end();
    await all[0];
    expect(places).toEqual(["second 1", "third 2", "third 1"]);
    third.end();
    second.end();
    await Promise.all(all);
    expect(order).toEqual(["first", "second", "third"]);
    expect([line.running, line.length]).toEqual([0, 0]);
  });

  it("refuses when it is full, and says at which length", async () => {
    const line = new Line(1, 1);
    const [first, second] = [work(), work()];
    const all = [line.enter(first.run), line.enter(second.run)];
    await expect(line.enter(async () => {})).rejects.toMatchObject({ position: 1 });
    expect(() => line.check()).toThrow(LineFull);
    first.end();
    second.end();
    await Promise.all(all);
  });

  it("gives the place on after a failure too", async () => {
    const line = new Line(1, 1);
    await expect(line.enter(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(await line.enter(async () => "done")).toBe("done");
  });
});
