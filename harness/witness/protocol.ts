/** What a parent and its worker say to each other, over Node's own channel with structured clones: NaN, -0 and typed arrays survive. */

import type { BackendInfo, BackendName } from "katagrad/tfjs";

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

export interface Compute {
  readonly id: number;
  /** The module that holds the twins. */
  readonly file: string;
  readonly part: string;
  /** With markers where a function will stand. */
  readonly args: readonly unknown[];
}

export type Reply =
  | { readonly type: "ready"; readonly backend: BackendInfo; readonly missing: readonly Missing[] }
  | { readonly type: "missing"; readonly missing: readonly Missing[] }
  | { readonly type: "value"; readonly id: number; readonly value: unknown }
  | { readonly type: "failed"; readonly id: number; readonly message: string };
