/** What a parent and its worker say to each other, over Node's own channel with structured clones: NaN, -0 and typed arrays survive. */

import type { BackendInfo, BackendName } from "katagrad/tfjs";
import type { KernelLaunch } from "../grading.ts";

export type { BackendInfo, BackendName };

/** `auto` is webgpu where there is an adapter, else cpu. */
export const BACKEND_CHOICES = ["auto", "webgpu", "cpu", "wasm"] as const satisfies readonly (BackendName | "auto")[];
export type BackendChoice = (typeof BACKEND_CHOICES)[number];

/** A backend that this machine does not have, and why. */
export interface Missing {
  readonly backend: BackendName;
  readonly reason: string;
  readonly message: string;
}

/** Which twin to call with what. */
export interface Compute {
  /** The module that holds the twins. */
  readonly file: string;
  readonly part: string;
  /** With markers where a function will stand. */
  readonly args: readonly unknown[];
}

/** A candidate's WGSL, and how to launch it. */
export interface RunKernel {
  readonly source: string;
  readonly launch: KernelLaunch;
}

/** What is asked, with the number that its answer carries. */
export type Asked<What> = What & { readonly id: number };

/** The first message of a worker. */
export type OpenReply = { readonly id?: undefined } & (
  | { readonly type: "ready"; readonly backend: BackendInfo; readonly missing: readonly Missing[] }
  | { readonly type: "missing"; readonly missing: readonly Missing[] }
);

export type TwinReply =
  | OpenReply
  | { readonly type: "value"; readonly id: number; readonly value: unknown }
  /** This backend has no kernel for what the twin does. */
  | { readonly type: "unsupported"; readonly id: number; readonly message: string }
  | { readonly type: "failed"; readonly id: number; readonly message: string };

/** Lines and columns count from 1; 0 where the place is not known. */
export interface WgslProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export type KernelReply =
  | OpenReply
  | { readonly type: "value"; readonly id: number; readonly value: readonly number[] }
  /** The shader or its bindings are not valid. */
  | { readonly type: "rejected"; readonly id: number; readonly problem: WgslProblem }
  | { readonly type: "failed"; readonly id: number; readonly message: string };
