import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "LSTM, forward and backward", zh: "LSTM 的前向与反向" },
  theme: "architectures",
  requires: ["rnn"],
  difficulty: "hard",
  minutes: 60,
  parts: {
    lstmStepForward: {
      points: 4,
      hints: [
        {
          en: "All four gates come from one row of 4H pre-activations. Three of the four blocks go through a sigmoid, one through tanh.",
          zh: "四个门都来自同一行 4H 个预激活值。四块里有三块过 sigmoid，一块过 tanh。",
        },
        {
          en: "z = x·Wx + h·Wh + b; i, f, o = σ(z_i), σ(z_f), σ(z_o); g = tanh(z_g). Then c' = f ⊙ c + i ⊙ g and h' = o ⊙ tanh(c').",
          zh: "z = x·Wx + h·Wh + b；i、f、o = σ(z_i)、σ(z_f)、σ(z_o)；g = tanh(z_g)。然后 c' = f ⊙ c + i ⊙ g，h' = o ⊙ tanh(c')。",
        },
        {
          en: "Add the two matrix products and the bias. For unit j of a row read columns j, H + j, 2H + j and 3H + j as i, f, g, o; forget and write to get the new c; squash it, let o through, and that is the new h. Write the sigmoid with e^(-z) and use Math.tanh: ratios of large exponentials are NaN.",
          zh: "把两个矩阵乘积和偏置相加。对一行中的第 j 个单元，取第 j、H + j、2H + j、3H + j 列作为 i、f、g、o；先遗忘、再写入，得到新的 c；对它取 tanh，再乘 o，就是新的 h。sigmoid 写成 e^(-z) 的形式，tanh 用 Math.tanh：两个很大的指数相除会得到 NaN。",
        },
      ],
    },
    lstmStepBackward: {
      points: 5,
      needs: ["lstmStepForward"],
      hints: [
        {
          en: "Two things use the new c: whoever comes later, and the h of this same step. Add both before going on.",
          zh: "新的 c 有两个去处：后面的时间步，以及这一步自己的 h。先把两路梯度加起来，再往下走。",
        },
        {
          en: "δc = dc + dh ⊙ o ⊙ (1 - tanh²c'). Then di = δc ⊙ g, df = δc ⊙ c, dg = δc ⊙ i, do = dh ⊙ tanh c', and δc ⊙ f goes on to the old c. Each gate still has its own slope to pass: s(1 - s) for a sigmoid, 1 - g² for tanh.",
          zh: "δc = dc + dh ⊙ o ⊙ (1 - tanh²c')。于是 di = δc ⊙ g，df = δc ⊙ c，dg = δc ⊙ i，do = dh ⊙ tanh c'，而 δc ⊙ f 传给旧的 c。每个门还要再乘自己的斜率：sigmoid 是 s(1 - s)，tanh 是 1 - g²。",
        },
        {
          en: "Recompute gates and c'. Fill dz [B, 4H] block by block, in the order of the gates. The rest is the backward of one linear layer: dz times the transposed weights for x and for the old h, the transposed inputs times dz for the weights, the sum of dz over the batch for the bias.",
          zh: "先重算各个门和 c'。按门的顺序逐块填好 dz [B, 4H]。剩下的就是一个线性层的反向：dz 乘权重的转置，得到 x 和旧 h 的梯度；输入的转置乘 dz，得到权重的梯度；dz 对批次求和，得到偏置的梯度。",
        },
      ],
    },
    lstmForward: {
      points: 2,
      needs: ["lstmStepForward"],
      hints: [
        {
          en: "Two states travel from step to step, and the same weights serve every step.",
          zh: "在时间步之间传递的状态有两个，而所有时间步共用同一组权重。",
        },
        {
          en: "(h_t, c_t) = step(x_t, h_{t-1}, c_{t-1}) for t = 1 … T; hs holds h_1 … h_T, not h_0.",
          zh: "对 t = 1 … T，(h_t, c_t) = step(x_t, h_{t-1}, c_{t-1})；hs 存的是 h_1 … h_T，不含 h_0。",
        },
        {
          en: "Start from h0 and c0. At each step take entry t of every sequence, which is a [B, D] matrix, make one step, and append row n of the new h to the list of sequence n. At the end return the lists and the last h and c.",
          zh: "从 h0、c0 出发。每一步取出每个序列的第 t 项，组成 [B, D] 矩阵，走一步，再把新 h 的第 n 行追加到第 n 个序列的列表里。最后返回这些列表，以及最后的 h 和 c。",
        },
      ],
    },
    lstmBackward: {
      points: 5,
      needs: ["lstmStepBackward", "lstmForward"],
      hints: [
        {
          en: "Walk from the last step to the first, and carry two gradients with you, as the forward pass carried two states.",
          zh: "从最后一步走回第一步，随身带着两个梯度，正如前向时带着两个状态。",
        },
        {
          en: "At step t what arrives at h is dhs_t plus what step t + 1 sent to its hPrev; what arrives at c is what step t + 1 sent to its cPrev. At the last step the given dh and dc take the place of step t + 1. Weights are shared, so their gradients are sums over t.",
          zh: "在第 t 步，到达 h 的梯度是 dhs_t 加上第 t + 1 步传给其 hPrev 的梯度；到达 c 的梯度是第 t + 1 步传给其 cPrev 的梯度。在最后一步，由给定的 dh、dc 代替“第 t + 1 步”。权重是共用的，所以它们的梯度要对 t 求和。",
        },
        {
          en: "Run forward once and keep the states before every step. Set the carried pair to dh and dc. For t from the last to the first: add dhs_t to the carried dh, call the step's backward with the states before step t, store dx at t, add to dWx, dWh and db, and carry dhPrev and dcPrev. What is carried at the end is dh0 and dc0.",
          zh: "先做一遍前向，保存每一步之前的状态。随身带的两个梯度初始为 dh 和 dc。t 从最后一步到第一步：把 dhs_t 加到带着的 dh 上，用第 t 步之前的状态调用单步反向，把 dx 存到位置 t，累加 dWx、dWh、db，再把 dhPrev、dcPrev 带走。走完时带着的就是 dh0 和 dc0。",
        },
      ],
    },
    initLstmBias: {
      points: 1,
      hints: [
        {
          en: "One block of four is not zero. Which gate should be open before anything has been learned?",
          zh: "四块里有一块不为零。什么都还没学的时候，应当让哪个门先打开？",
        },
        {
          en: "b = [0 … 0, 1 … 1, 0 … 0, 0 … 0], H numbers a block.",
          zh: "b = [0 … 0, 1 … 1, 0 … 0, 0 … 0]，每块 H 个数。",
        },
        {
          en: "Make 4H zeros and set the positions from H up to, but not including, 2H to 1.",
          zh: "新建 4H 个 0，再把第 H 个到第 2H - 1 个（从 0 数起）设为 1。",
        },
      ],
    },
    gruStepForward: {
      points: 3,
      hints: [
        {
          en: "Keep the input's product and the recurrent product apart: for the candidate they cannot be added until the reset gate has been applied.",
          zh: "输入的乘积和循环的乘积要分开放：算候选值时，要先用重置门，才能把两者相加。",
        },
        {
          en: "r = σ(x W_r + bx_r + h U_r + bh_r), z likewise; n = tanh(x W_n + bx_n + r ⊙ (h U_n + bh_n)); h' = (1 - z) ⊙ n + z ⊙ h.",
          zh: "r = σ(x W_r + bx_r + h U_r + bh_r)，z 同理；n = tanh(x W_n + bx_n + r ⊙ (h U_n + bh_n))；h' = (1 - z) ⊙ n + z ⊙ h。",
        },
        {
          en: "Compute two [B, 3H] matrices, each with its own bias. For unit j take columns j, H + j and 2H + j as r, z, n. Add the two matrices for r and z; for n multiply the recurrent entry, bias included, by r before adding. Then blend n with the old h.",
          zh: "算出两个 [B, 3H] 矩阵，各带自己的偏置。对第 j 个单元，第 j、H + j、2H + j 列分别对应 r、z、n。算 r 和 z 时直接相加；算 n 时，先把循环那一项（含偏置）乘以 r，再相加。最后把 n 与旧的 h 按 z 混合。",
        },
      ],
    },
  },
});
