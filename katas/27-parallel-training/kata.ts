import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "How is training parallelized over many GPUs?", zh: "如何用多块 GPU 并行训练？" },
  theme: "practice",
  requires: ["mlp", "mini-batch"],
  difficulty: "hard",
  minutes: 60,
  parts: {
    shardBatch: {
      points: 2,
      hints: [
        { en: "Seven rows and three workers: who gets how many?", zh: "七行分给三个 worker：各得几行？" },
        {
          en: "With q the whole part and r the remainder of N / p, the first r workers get q + 1 rows and the others q.",
          zh: "设 N / p 的整数部分为 q、余数为 r：前 r 个 worker 各得 q + 1 行，其余各得 q 行。",
        },
        {
          en: "Worker i begins at i times q plus the smaller of i and r, and ends where worker i + 1 begins. Copy those rows.",
          zh: "第 i 个 worker 从 i 乘 q 加上 i 与 r 中较小者的位置开始，到第 i + 1 个的起点为止。复制这些行。",
        },
      ],
    },
    dataParallelGradient: {
      points: 3,
      hints: [
        {
          en: "The result must not depend on how the batch was dealt out. What if one worker has one sample and another has nine?",
          zh: "结果不应取决于批次怎么分。如果一个 worker 只有一个样本，另一个有九个呢？",
        },
        {
          en: "g_i = X_iᵀ(X_i W - Y_i) / n_i, and g = Σ_i (n_i / N) g_i.",
          zh: "g_i = X_iᵀ(X_i W - Y_i) / n_i，g = Σ_i (n_i / N) g_i。",
        },
        {
          en: "Count all samples first. For each shard: residual, product with the inputs, divided by the shard's size; add it to the total with its share of the samples, and add half the squares over all samples to the loss. An empty shard gives zeros and adds nothing.",
          zh: "先数出样本总数。对每个分片：求残差，与输入相乘，除以分片大小；按样本占比累加到总梯度，并把平方和的一半除以样本总数累加到损失。空分片给出零矩阵，不作任何贡献。",
        },
      ],
    },
    ringAllReduce: {
      points: 5,
      needs: ["shardBatch"],
      hints: [
        {
          en: "Every worker sends one chunk to the right in every step. Follow chunk 0: where does its sum grow, and where is it complete?",
          zh: "每一步，每个 worker 都向右发一块。跟着第 0 块走：它的和在哪里累积，在哪里完成？",
        },
        {
          en: "Step s of the first phase: worker i sends chunk i - s, and i + 1 adds. Step s of the second: worker i sends chunk i + 1 - s, and i + 1 overwrites. All modulo p.",
          zh: "第一阶段第 s 步：worker i 发送第 i - s 块，i + 1 相加。第二阶段第 s 步：worker i 发送第 i + 1 - s 块，i + 1 覆盖。下标都对 p 取模。",
        },
        {
          en: "Cut the length into p runs. In each of 2(p - 1) steps copy the state; for each worker find the chunk that it sends, and change that run in its right neighbour's copy from the state before the step. Keep the copy.",
          zh: "把长度切成 p 段。共 2(p - 1) 步，每一步先复制状态；对每个 worker 找出它发送的块，用这一步之前的状态去改右邻居副本里的那一段。保存这个副本。",
        },
      ],
    },
    columnParallelLinear: {
      points: 2,
      needs: ["shardBatch"],
      hints: [
        { en: "Which outputs does a column of W concern?", zh: "W 的一列影响哪些输出？" },
        { en: "W = [W_1 … W_p], y_i = x W_i + b_i.", zh: "W = [W_1 … W_p]，y_i = x W_i + b_i。" },
        {
          en: "Cut the columns as a batch is cut. For each worker multiply x by its columns and add its stretch of the bias.",
          zh: "像切批次那样切列。每个 worker 用 x 乘自己的列，再加上偏置中属于自己的一段。",
        },
      ],
    },
    columnParallelBackward: {
      points: 3,
      needs: ["columnParallelLinear"],
      hints: [
        {
          en: "x went to every worker. What does the gradient of something that was copied look like?",
          zh: "x 复制给了每个 worker。被复制的量，梯度是什么样的？",
        },
        {
          en: "dx = Σ_i dy_i W_iᵀ, dW_i = xᵀ dy_i, db_i = Σ_n dy_i.",
          zh: "dx = Σ_i dy_i W_iᵀ，dW_i = xᵀ dy_i，db_i = Σ_n dy_i。",
        },
        {
          en: "Each worker multiplies what arrives by the transpose of its columns: that is its share. Add all shares. The weights' gradients stay where the weights are.",
          zh: "每个 worker 用传来的梯度乘自己那些列的转置，得到自己的一份。把各份相加。权重的梯度留在权重所在的 worker。",
        },
      ],
    },
    rowParallelLinear: {
      points: 2,
      needs: ["shardBatch"],
      hints: [
        {
          en: "Each worker sees only some of the inputs. What is its result worth alone?",
          zh: "每个 worker 只看到一部分输入。它单独的结果算什么？",
        },
        { en: "y = Σ_i x_i W_i + b.", zh: "y = Σ_i x_i W_i + b。" },
        {
          en: "Take from W the rows that belong to each worker's inputs, multiply, add the products over the workers, and add the bias once at the end.",
          zh: "从 W 中取出与各 worker 输入对应的行，相乘，把各 worker 的乘积相加，最后只加一次偏置。",
        },
      ],
    },
    rowParallelBackward: {
      points: 3,
      needs: ["rowParallelLinear"],
      hints: [
        {
          en: "A sum passes its gradient to every term. Does anything have to be sent?",
          zh: "求和把梯度传给每一项。还需要通信吗？",
        },
        {
          en: "dx_i = dy W_iᵀ, dW_i = x_iᵀ dy, db = Σ_n dy.",
          zh: "dx_i = dy W_iᵀ，dW_i = x_iᵀ dy，db = Σ_n dy。",
        },
        {
          en: "Each worker uses the whole of dy with its own rows of W and its own inputs. The bias was added once, so its gradient is summed over the samples once.",
          zh: "每个 worker 都用完整的 dy，配自己那些行的 W 和自己的输入。偏置只加过一次，所以它的梯度也只对样本求和一次。",
        },
      ],
    },
    pipelineSchedule: {
      points: 5,
      hints: [
        {
          en: "Write down the order of tasks of each stage; the slots follow from what each task waits for.",
          zh: "先写出每个阶段的任务顺序；时间槽由每个任务要等什么决定。",
        },
        {
          en: "GPipe: F0 … F(m-1), B(m-1) … B0. 1F1B on stage s: min(p - 1 - s, m) forwards, then F and B in turn, then the remaining B. Both: 2(m + p - 1) slots, of which (p - 1) / (m + p - 1) are idle.",
          zh: "GPipe：F0 … F(m-1)，B(m-1) … B0。1F1B 的第 s 阶段：先 min(p - 1 - s, m) 个前向，再一个 F 一个 B 交替，最后是剩下的 B。两者都是 2(m + p - 1) 个槽，空闲占 (p - 1) / (m + p - 1)。",
        },
        {
          en: "Slot by slot, let each stage look at its next task. It runs if its input was finished in an earlier slot: a forward on the stage before, a backward on the stage behind. Otherwise the stage idles. Count forwards minus backwards along each order for the peak.",
          zh: "逐个时间槽，看每个阶段的下一个任务。它的输入若已在更早的槽里完成就执行：前向看前一阶段，反向看后一阶段；否则空闲。沿任务顺序数“前向减反向”，其最大值就是峰值。",
        },
      ],
    },
    tiledMatmul: {
      points: 3,
      hints: [
        {
          en: "How often is one entry of A fetched if the product is made tile by tile?",
          zh: "按块计算乘积时，A 的一个元素要取多少次？",
        },
        {
          en: "C_IJ = Σ_K A_IK B_KJ by blocks; M K ⌈N / t⌉ + K N ⌈M / t⌉ numbers are fetched.",
          zh: "按块 C_IJ = Σ_K A_IK B_KJ；共取 M K ⌈N / t⌉ + K N ⌈M / t⌉ 个数。",
        },
        {
          en: "Three loops over tile origins. Cut both tiles at the matrices' borders, count their entries, multiply them, and add the result to the tile of the product.",
          zh: "对块的起点做三重循环。两个块都在矩阵边界处截断，累计它们的元素个数，相乘，再加到乘积的对应块上。",
        },
      ],
    },
    matmulKernel: {
      points: 4,
      needs: ["tiledMatmul"],
      hints: [
        {
          en: "One invocation computes one entry of C. Which invocations have nothing to write?",
          zh: "一个 invocation 计算 C 的一个元素。哪些 invocation 没有东西可写？",
        },
        {
          en: "Entry (i, j) of a row-major matrix with N columns lies at i N + j. Columns run along x, rows along y.",
          zh: "行主序、N 列的矩阵中，元素 (i, j) 位于 i N + j。x 方向是列，y 方向是行。",
        },
        {
          en: "Find row and column; loop over the tiles of K; each invocation loads one entry of either tile, or zero beyond the border; barrier; eight multiplications; barrier. Write if row and column exist. Without tiles, a plain loop over K is right too.",
          zh: "求出行号和列号；对 K 方向的块循环；每个 invocation 为两个块各加载一个元素，越界则为零；屏障；八次乘加；屏障。行列都存在时才写入。不分块，直接对 K 循环也是对的。",
        },
      ],
    },
  },
});
