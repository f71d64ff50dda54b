import { expect, it } from "vitest";
import { savesOf } from "./saves-list.ts";

const event = (seq: number, kind: string, data: object) => ({ seq, at: seq * 1_000, kind, data, hash: "0".repeat(64) });
const saved = (seq: number, kata: string, device: string, late = false) =>
  event(seq, "saved", { kata, source: { hash: "0".repeat(64), bytes: 10 * seq }, device, sequence: seq, late });

it("finds every save in the log, and counts the devices as they come", () => {
  const events = [
    event(1, "started", {}),
    saved(2, "01-backpropagation", "phone"),
    saved(3, "10-momentum", "laptop"),
    event(4, "submitted", { kata: "10-momentum", device: "other" }),
    saved(5, "01-backpropagation", "phone", true),
  ];
  expect(savesOf(events as never)).toEqual([
    { seq: 2, at: 2_000, kata: "01-backpropagation", bytes: 20, device: 1, deviceName: "phone", late: false },
    { seq: 3, at: 3_000, kata: "10-momentum", bytes: 30, device: 2, deviceName: "laptop", late: false },
    { seq: 5, at: 5_000, kata: "01-backpropagation", bytes: 50, device: 1, deviceName: "phone", late: true },
  ]);
  expect(savesOf([])).toEqual([]);
});
