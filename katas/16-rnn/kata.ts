import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "RNN and backpropagation through time", zh: "RNN 与沿时间反向传播" },
  theme: "architectures",
  requires: ["mlp"],
  difficulty: "hard",
  minutes: 45,
  parts: {
    rnnStepForward: {
      points: 2,
      hints: [
        {
          en: "A dense layer with two inputs: what comes in now, and what the network was thinking a moment ago.",
          zh: "一个有两路输入的全连接层：一路是此刻的输入，一路是网络上一刻的状态。",
        },
        { en: "h = tanh(x·Wx + h_prev·Wh + b).", zh: "h = tanh(x·Wx + h_prev·Wh + b)。" },
        {
          en: "Two matrix products of the same shape [B, H]; add them and the bias, entry by entry, and apply one tanh to the sum. Use Math.tanh: ratios of large exponentials are NaN.",
          zh: "两个矩阵乘积，形状都是 [B, H]；与偏置一起逐元素相加，对和只取一次 tanh。请用 Math.tanh：两个很大的指数相除会得到 NaN。",
        },
      ],
    },
    rnnStepBackward: {
      points: 4,
      needs: ["rnnStepForward"],
      hints: [
        {
          en: "First through the tanh, then through one linear layer that happens to have two inputs.",
          zh: "先穿过 tanh，再穿过一个线性层，只不过这个线性层有两路输入。",
        },
        {
          en: "dz = dh ⊙ (1 - h²), with h the output. dx = dz·Wxᵀ, dh_prev = dz·Whᵀ, dWx = xᵀ·dz, dWh = h_prevᵀ·dz, db = the sum of dz over the rows.",
          zh: "dz = dh ⊙ (1 - h²)，其中 h 是输出。dx = dz·Wxᵀ，dh_prev = dz·Whᵀ，dWx = xᵀ·dz，dWh = h_prevᵀ·dz，db 是 dz 对各行求和。",
        },
        {
          en: "Recompute h. Multiply the upstream gradient by one minus h squared. Transposed weights take that to the two inputs, transposed inputs take it to the two weights, a sum over the batch takes it to the bias. Whatever is multiplied into dWh is the state from before the step.",
          zh: "先重算 h。上游梯度乘以 1 减 h 的平方。再用权重的转置传给两路输入，用输入的转置传给两个权重，对批次求和传给偏置。算 dWh 时乘的是这一步之前的状态。",
        },
      ],
    },
    rnnForward: {
      points: 2,
      needs: ["rnnStepForward"],
      hints: [
        {
          en: "One loop over time. What does each turn hand to the next?",
          zh: "沿时间一个循环。每一轮要交给下一轮什么？",
        },
        {
          en: "h_t = step(x_t, h_{t-1}) for t = 1 … T; hs holds h_1 … h_T, not h_0.",
          zh: "对 t = 1 … T，h_t = step(x_t, h_{t-1})；hs 存的是 h_1 … h_T，不含 h_0。",
        },
        {
          en: "Start from h0. At each step take entry t of every sequence, a [B, D] matrix, make one step with the latest state, and append row n of the new state to the list of sequence n. Return the lists and the last state.",
          zh: "从 h0 出发。每一步取出每个序列的第 t 项，组成 [B, D] 矩阵，用最新的状态走一步，再把新状态的第 n 行追加到第 n 个序列的列表里。最后返回这些列表和最后的状态。",
        },
      ],
    },
    rnnBackward: {
      points: 5,
      needs: ["rnnStepBackward", "rnnForward"],
      hints: [
        {
          en: "h_t has two readers: the output at step t, and step t + 1. So two gradients meet at each step.",
          zh: "h_t 有两个去处：第 t 步的输出，以及第 t + 1 步。所以每一步都有两路梯度汇合。",
        },
        {
          en: "What arrives at h_t is dhs_t plus the dh_prev of step t + 1; at the last step the given dh takes its place. Gradients of the weights are sums over t.",
          zh: "到达 h_t 的梯度是 dhs_t 加上第 t + 1 步的 dh_prev；在最后一步，由给定的 dh 代替后者。权重的梯度对 t 求和。",
        },
        {
          en: "Run forward once and keep the state before every step. Carry a gradient, at first dh. From the last step to the first: add dhs at t to it, call the step's backward with the state from before step t, store dx at t, add to dWx, dWh and db, carry on with its dhPrev. What you carry at the end is dh0.",
          zh: "先做一遍前向，保存每一步之前的状态。随身带一个梯度，初始为 dh。从最后一步到第一步：加上第 t 步的 dhs，用第 t 步之前的状态调用单步反向，把 dx 存到位置 t，累加 dWx、dWh、db，再带着它的 dhPrev 继续。走完时带着的就是 dh0。",
        },
      ],
    },
    truncatedBackward: {
      points: 3,
      needs: ["rnnBackward"],
      hints: [
        {
          en: "Forward, nothing is different. Backward, there are places where the gradient that you carry is dropped.",
          zh: "前向没有任何不同。反向时，走到某些地方，要把随身带的梯度丢掉。",
        },
        {
          en: "With steps counted from 0, chunk c holds the steps ck … ck + k - 1. From step t to step t - 1 nothing passes if t is a multiple of k, except at t = 0, where it goes on to h0.",
          zh: "步从 0 数起，第 c 段包含第 ck … ck + k - 1 步。t 是 k 的倍数时，第 t 步不向第 t - 1 步传梯度；t = 0 例外，那里的梯度传给 h0。",
        },
        {
          en: "Take the full backward walk and add one thing: after finishing a step that begins a chunk, other than the very first, go on with zeros in place of its dhPrev. The states come from one forward pass over the whole sequence, not from a fresh start in each chunk.",
          zh: "在完整的反向过程上只加一件事：处理完某一段的第一步之后（整个序列的第一步除外），用全零代替它的 dhPrev 继续往前走。各步的状态来自对整个序列的一遍前向，并不是每段重新开始。",
        },
      ],
    },
    clipByGlobalNorm: {
      points: 3,
      hints: [
        {
          en: "Think of all gradients as one long vector. It is to become shorter, and to keep its direction.",
          zh: "把所有梯度看成一个长向量。它要变短，但方向不变。",
        },
        {
          en: "norm = √(sum of the squares of all entries of all three), factor = min(1, maxNorm / (norm + 1e-6)).",
          zh: "norm = √(三个梯度所有元素的平方和)，factor = min(1, maxNorm / (norm + 1e-6))。",
        },
        {
          en: "Find the largest absolute value; if it is 0, the norm is 0. Otherwise divide all by it before squaring, add up, take the root and multiply back, so that nothing overflows. Multiply every entry of the three by the one factor. Return the norm from before.",
          zh: "先找出最大的绝对值；若为 0，范数就是 0。否则先都除以它，再平方、求和、开方，最后乘回去，这样就不会溢出。三个梯度的每一项都乘同一个系数。返回的是裁剪之前的范数。",
        },
      ],
    },
    maskedForward: {
      points: 3,
      needs: ["rnnForward"],
      hints: [
        {
          en: "A sequence that has ended must stand still while the others go on.",
          zh: "已经结束的序列要停在原地，等其他序列继续走。",
        },
        {
          en: "With steps counted from 0: if t < length, h_t = step(x_t, h_{t-1}) and hs_t = h_t; otherwise h_t = h_{t-1} and hs_t = 0.",
          zh: "步从 0 数起：t < length 时，h_t = step(x_t, h_{t-1})，hs_t = h_t；否则 h_t = h_{t-1}，hs_t = 0。",
        },
        {
          en: "Fill hs with zeros. At each step compute the new state for the whole batch, then choose row by row: the new one where the sequence is still running, and write it to hs as well; the old one where it has ended. The states at the end of the loop are the final ones.",
          zh: "先把 hs 填满 0。每一步对整个批次算出新状态，再逐行选择：序列还没结束的，取新状态，同时写入 hs；已经结束的，保留旧状态。循环结束时的状态就是最终状态。",
        },
      ],
    },
  },
});
