import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Queue } from "./queue.ts";

function collecting<T>(sorted: boolean, room = 20) {
  const taken: T[] = [];
  const state = { busy: 0, most: 0 };
  const queue = new Queue<T>(
    async (item) => {
      state.most = Math.max(state.most, ++state.busy);
      await pause(0);
      taken.push(item);
      state.busy--;
    },
    { sorted, room },
  );
  return { queue, taken, state };
}

describe("a queue", () => {
  it("hands on one item at a time, as they come", async () => {
    const { queue, taken, state } = collecting<number>(false);
    await Promise.all([3, 1, 2].map((n) => queue.put(n, n)));
    expect(taken).toEqual([3, 1, 2]);
    expect(state.most).toBe(1);
  });

  it("hands on in order when it is sorted, each item once, whatever is ready first", async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...Array(12).keys()], { minLength: 12 }), async (order) => {
        const { queue, taken, state } = collecting<number>(true);
        await Promise.all(order.map((n) => queue.put(n, n)));
        await queue.idle();
        expect(taken).toEqual([...Array(12).keys()]);
        expect(state.most).toBe(1);
      }),
      { numRuns: 30 },
    );
  });

  it("lets a giver wait when there is no room, and go on when the first has come", async () => {
    const { queue, taken } = collecting<number>(true, 2);
    let waiting = true;
    await queue.put(1, 1);
    const second = queue.put(2, 2).then(() => {
      waiting = false;
    });
    await pause(5);
    expect([waiting, taken]).toEqual([true, []]);
    await queue.put(0, 0);
    await second;
    expect(taken).toEqual([0, 1, 2]);
  });

  it("tells every giver when an item cannot be handed on", async () => {
    const full = new Error("the disk is full");
    for (const sorted of [false, true]) {
      const queue = new Queue<number>(() => Promise.reject(full), { sorted, room: 4 });
      await expect(queue.put(0, 0)).rejects.toBe(full);
      await expect(queue.put(1, 1)).rejects.toBe(full);
      await expect(queue.idle()).resolves.toBeUndefined();
    }
  });
});
