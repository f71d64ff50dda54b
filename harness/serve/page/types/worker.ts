/** The worker: it holds TypeScript, so that typing never waits for it. */
import libraries from "types:libraries";
import { createChecker } from "./checker.ts";
import type { Asked } from "./protocol.ts";

const answer = createChecker(libraries);

self.onmessage = ({ data }: MessageEvent<{ id: number; asked: Asked }>) => {
  self.postMessage({ id: data.id, answer: answer(data.asked) });
};
