/** Opens one backend of tfjs in this process. A process opens one, once: opening and closing several in a row leaks. */
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";

export type BackendName = "webgpu" | "cpu" | "wasm";

export interface BackendInfo {
  readonly name: BackendName;
  /** The graphics adapter's own name; webgpu alone has one. */
  readonly adapter?: string;
  /** The adapter computes on the CPU: never to be called a GPU. */
  readonly software?: boolean;
}

/** Why a backend is not to be had on this machine. */
type MissingReason = "no-bindings" | "no-adapter" | "null-adapter" | "no-kernels";

export class BackendMissing extends Error {
  override readonly name = "BackendMissing";
  constructor(
    readonly backend: BackendName,
    readonly reason: MissingReason,
    message: string,
  ) {
    super(message);
  }
}

export interface OpenBackend {
  readonly info: BackendInfo;
  readonly device?: GPUDevice;
  /** Resolves when the device is lost, which no call on it survives; never when it was closed. */
  readonly lost?: Promise<void>;
  /** Waits until what was submitted is done. @throws Error when the GPU reported one since the last call */
  readonly settle: () => Promise<void>;
  readonly close: () => void;
}

/** @param wasmFolder where the .wasm files lie @throws BackendMissing */
export async function openBackend(name: BackendName, wasmFolder: string): Promise<OpenBackend> {
  switch (name) {
    case "webgpu":
      return openWebGPU();
    case "wasm":
      setWasmPaths(wasmFolder);
      return openPlain("wasm");
    case "cpu":
      return openPlain("cpu");
  }
}

async function openPlain(name: "cpu" | "wasm"): Promise<OpenBackend> {
  const works = await tf.setBackend(name).catch(() => false);
  if (!works) throw new BackendMissing(name, "no-kernels", `tfjs cannot start its ${name} backend here`);
  await tf.ready();
  return { info: { name }, settle: async () => {}, close: () => {} };
}

async function openWebGPU(): Promise<OpenBackend> {
  const gpu = await loadBindings();
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new BackendMissing("webgpu", "no-adapter", "there is no graphics adapter");
  const { vendor, architecture, device: model, description } = adapter.info;
  const words = [vendor, architecture, model, description].join(" ");
  // Dawn's null adapter accepts everything and computes nothing.
  if (/\bnull\b/i.test(words))
    throw new BackendMissing("webgpu", "null-adapter", "the only adapter is one that computes nothing");
  const device = await adapter.requestDevice({
    requiredFeatures: (["timestamp-query"] as const).filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]])),
  });
  alive.add(gpu);
  const watch = watchErrors(device);
  // By default small tensors are computed on the CPU, which is not what the report would say.
  tf.env().set("WEBGPU_CPU_FORWARD", false);
  const backend = withNavigator(gpu, () => new WebGPUBackend(device, adapter.info));
  tf.registerBackend("webgpu", () => backend, 3);
  await tf.setBackend("webgpu");
  const isFallback = (adapter.info as { isFallbackAdapter?: boolean }).isFallbackAdapter === true;
  return {
    info: {
      name: "webgpu",
      adapter: description || model || architecture || vendor || "an unnamed adapter",
      software: isFallback || /swiftshader|llvmpipe|lavapipe|softpipe|software/i.test(words),
    },
    device,
    lost: watch.lost,
    settle: () => watch.settle(),
    close: () => {
      watch.closing();
      device.destroy();
      alive.delete(gpu);
    },
  };
}

/** The bindings free the instance behind a GPU object when nobody holds that object, even under a device in use: the process then crashes. */
const alive = new Set<GPU>();

const LIMITS = [
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupsPerDimension",
  "maxStorageBufferBindingSize",
  "maxBufferSize",
  "maxComputeWorkgroupSizeX",
  "maxComputeInvocationsPerWorkgroup",
] as const;

async function loadBindings(): Promise<GPU> {
  try {
    const { create, globals } = await import("webgpu");
    // Constants and classes that the backend names; `navigator` stays what it is.
    Object.assign(globalThis, globals);
    return create([]);
  } catch (error) {
    throw new BackendMissing("webgpu", "no-bindings", `the WebGPU bindings do not load: ${(error as Error).message}`);
  }
}

/** The backend looks for `navigator.gpu` while it is constructed, and Node's own `navigator` has none. */
function withNavigator<T>(gpu: GPU, construct: () => T): T {
  const before = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  Object.defineProperty(globalThis, "navigator", { value: { gpu }, configurable: true });
  try {
    return construct();
  } finally {
    if (before) Object.defineProperty(globalThis, "navigator", before);
    else delete (globalThis as { navigator?: unknown }).navigator;
  }
}

/** Errors of the GPU arrive beside the calls that cause them, and a kernel that failed reads as zeros: whoever reads results must ask. */
function watchErrors(device: GPUDevice): { settle: () => Promise<void>; lost: Promise<void>; closing: () => void } {
  const errors: Error[] = [];
  let closed = false;
  device.addEventListener("uncapturederror", ({ error }) => {
    errors.push(new Error(`The GPU reports: ${error.message}`));
  });
  const lost = new Promise<void>((resolve) => {
    void device.lost.then(() => {
      if (!closed) resolve();
    });
  });
  return {
    lost,
    async settle() {
      await device.queue.onSubmittedWorkDone();
      const [first] = errors.splice(0);
      if (first) throw first;
    },
    closing: () => {
      closed = true;
    },
  };
}
