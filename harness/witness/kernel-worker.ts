/**
 * The process that runs a candidate's compute kernel: validates the shader, binds the buffers, dispatches, reads one buffer back. It holds no reference and no
 * expected number. A shader that never ends is ended with this process.
 */
import type * as Tfjs from "katagrad/tfjs";
import type { KernelBinding, KernelLaunch } from "../grading.ts";
import type { KernelReply, RunKernel, WgslProblem } from "./protocol.ts";
import { serve } from "./serve.ts";

const ENTRY_POINT = "main";

type Answer<Reply> = Reply extends { id: number } ? Omit<Reply, "id"> : never;

async function answer(
  { source, launch }: RunKernel,
  { device, settle }: Tfjs.OpenBackend,
): Promise<Answer<KernelReply>> {
  const gpu = device!;
  const module = gpu.createShaderModule({ code: source });
  const { messages } = await module.getCompilationInfo();
  const error = messages.find(({ type }) => type === "error");
  if (error) {
    await settle().catch(() => {});
    return { type: "rejected", problem: { message: error.message, line: error.lineNum, column: error.linePos } };
  }
  const pipeline = await pipelineOf(gpu, module, launch);
  if ("message" in pipeline) return { type: "rejected", problem: pipeline };
  return { type: "value", value: await dispatch(gpu, pipeline, launch, settle) };
}

/** The pipeline with the bindings that the case declares; or how the shader's own do not fit them. */
async function pipelineOf(
  gpu: GPUDevice,
  module: GPUShaderModule,
  { bindings }: KernelLaunch,
): Promise<GPUComputePipeline | WgslProblem> {
  const layout = gpu.createBindGroupLayout({
    entries: bindings.map(({ access }, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type: BUFFER_TYPE[access] },
    })),
  });
  try {
    return await gpu.createComputePipelineAsync({
      layout: gpu.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module, entryPoint: ENTRY_POINT },
    });
  } catch (error) {
    return { message: (error as Error).message, line: 0, column: 0 };
  }
}

const BUFFER_TYPE = { read: "read-only-storage", read_write: "storage", uniform: "uniform" } as const;

async function dispatch(
  gpu: GPUDevice,
  pipeline: GPUComputePipeline,
  { bindings, workgroups, result }: KernelLaunch,
  settle: () => Promise<void>,
): Promise<number[]> {
  const buffers = bindings.map((binding) => bufferOf(gpu, binding));
  const chosen = bindings.findIndex(({ name }) => name === result.binding);
  const { size } = buffers[chosen];
  const readback = gpu.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  try {
    const encoder = gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
    pass.setBindGroup(0, gpu.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
    pass.dispatchWorkgroups(...workgroups);
    pass.end();
    encoder.copyBufferToBuffer(buffers[chosen], 0, readback, 0, size);
    gpu.queue.submit([encoder.finish()]);
    await settle();
    await readback.mapAsync(GPUMapMode.READ);
    return [...new ARRAYS[bindings[chosen].type](readback.getMappedRange().slice(0))];
  } finally {
    for (const buffer of [...buffers, readback]) buffer.destroy();
  }
}

const ARRAYS = { f32: Float32Array, i32: Int32Array, u32: Uint32Array } as const;

function bufferOf(gpu: GPUDevice, binding: KernelBinding): GPUBuffer {
  const values = "data" in binding ? ARRAYS[binding.type].from(binding.data) : new ARRAYS[binding.type](binding.length);
  const usage = binding.access === "uniform" ? GPUBufferUsage.UNIFORM : GPUBufferUsage.STORAGE;
  // Not even an empty matrix is a buffer of 0 bytes, and a uniform takes steps of 16.
  const size = Math.max(16, Math.ceil(values.byteLength / 16) * 16);
  const buffer = gpu.createBuffer({
    size,
    usage: usage | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
  });
  gpu.queue.writeBuffer(buffer, 0, values);
  return buffer;
}

void serve("webgpu", answer);
