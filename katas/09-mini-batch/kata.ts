import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "What is mini-batch gradient descent?", zh: "什么是小批量梯度下降？" },
  theme: "optimization",
  requires: ["sgd"],
  difficulty: "medium",
  minutes: 30,
  parts: {
    shuffledIndices: {
      points: 2,
      hints: [
        {
          en: "Fill the places from the last one down. How many candidates are left for each place?",
          zh: "从最后一个位置往前填。每个位置还剩多少个候选？",
        },
        {
          en: "For i = n-1 … 1: j = ⌊u (i + 1)⌋ with a fresh u, then exchange the entries i and j.",
          zh: "对 i = n-1 … 1：取新的 u，令 j = ⌊u (i + 1)⌋，然后交换第 i 项和第 j 项。",
        },
        {
          en: "Write down 0 to n-1. Walk i from the last place to the second; draw j among the places 0 to i, i itself included; exchange the two entries. The first place needs no draw.",
          zh: "写下 0 到 n-1。i 从最后一个位置走到第二个位置；在位置 0 到 i（包括 i 自己）中抽一个 j；交换这两项。第一个位置不用再抽。",
        },
      ],
    },
    batches: {
      points: 2,
      hints: [
        {
          en: "Cut from the front. What is left at the end when the size does not divide?",
          zh: "从前往后切。批大小不能整除时，最后还剩什么？",
        },
        {
          en: "Batch k holds the entries kB … min((k + 1)B, n) - 1. There are ⌈n/B⌉ of them, or ⌊n/B⌋ without a partial one.",
          zh: "第 k 批是第 kB … min((k + 1)B, n) - 1 项。一共 ⌈n/B⌉ 批；去掉不满的那一批，则是 ⌊n/B⌋ 批。",
        },
        {
          en: "Step through the list with the stride of the batch size as long as there is something left; take the piece from here to the next start, or to the end. If the last one is to be dropped, keep only pieces of full length. Never append an empty one.",
          zh: "以批大小为步长往后走，直到没有剩余为止；取从当前起点到下一个起点（或末尾）的一段。若要丢弃最后一批，只保留长度足够的段。任何时候都不要加入空的一批。",
        },
      ],
    },
    batchLoss: {
      points: 2,
      hints: [
        {
          en: "The indices say which rows of X and which labels take part. Each of them has one loss; take their mean.",
          zh: "下标决定哪些行、哪些标签参与。每个样本有一个损失，取它们的均值。",
        },
        {
          en: "z = x·W + b, ℓ = log Σₖ e^{zₖ} - z_y, and log Σ e^{zₖ} = m + log Σ e^{zₖ - m} with m = max z.",
          zh: "z = x·W + b，ℓ = log Σₖ e^{zₖ} - z_y；其中 log Σ e^{zₖ} = m + log Σ e^{zₖ - m}，m = max z。",
        },
        {
          en: "For each index of the batch: the row's logits, one for each class; their largest; the sum of the exponentials of what is left after subtracting it; logarithm, add the largest again, subtract the logit of the label. Add up and divide by the number of indices.",
          zh: "对批中的每个下标：算出这一行的 logits，每类一个；取最大值；把各项减去最大值后的指数加起来；取对数，再加回最大值，减去标签对应的 logit。全部相加，除以下标的个数。",
        },
      ],
    },
    batchGradient: {
      points: 4,
      needs: ["batchLoss"],
      hints: [
        {
          en: "First the gradient with respect to the logits. It is simple: what the model says minus what is true.",
          zh: "先求对 logits 的梯度。它很简单：模型的预测减去事实。",
        },
        {
          en: "With the batch's rows X_B [N, D]: dZ = (softmax(Z) - onehot(y)) / N, dW = X_Bᵀ dZ, db = the column sums of dZ.",
          zh: "设批中的各行为 X_B [N, D]：dZ = (softmax(Z) - onehot(y)) / N，dW = X_Bᵀ dZ，db 是 dZ 的各列之和。",
        },
        {
          en: "Gather the rows, compute the probabilities row by row (subtract the largest logit first), subtract 1 at each row's label, divide everything by the number of rows in this batch. The weights get the transposed rows times that, the bias its column sums.",
          zh: "取出这些行，逐行算概率（先减去最大的 logit），在每行的标签处减 1，再全部除以这一批的行数。权重的梯度是行矩阵的转置乘以它，偏置的梯度是它的各列之和。",
        },
      ],
    },
    epoch: {
      points: 4,
      needs: ["shuffledIndices", "batches", "batchGradient", "batchLoss"],
      picture: { kind: "curve", of: "losses", x: { en: "batch", zh: "批次" }, y: { en: "loss", zh: "损失" } },
      hints: [
        {
          en: "How often is there a shuffle in an epoch, and how often a step?",
          zh: "一轮里打乱几次？更新几次？",
        },
        {
          en: "One permutation, cut into batches; for each batch B: note the loss L_B(W, b), then W ← W - η ∇L_B, b likewise.",
          zh: "一个排列，切成若干批；对每一批 B：先记下损失 L_B(W, b)，然后 W ← W - η ∇L_B，b 同理。",
        },
        {
          en: "Copy the parameters. Shuffle once, cut the order into batches. For each batch append its loss under the present parameters, compute its gradient there, and replace the parameters by those a step further on. A short last batch has its own mean, with its own size.",
          zh: "复制参数。打乱一次，把顺序切成批。对每一批：追加它在当前参数下的损失，在同一处求梯度，再用走了一步之后的参数替换当前参数。最后一批若不满，就按它自己的大小求均值。",
        },
      ],
    },
    fit: {
      points: 3,
      needs: ["epoch"],
      picture: { kind: "curve", of: "losses", x: { en: "epoch", zh: "训练轮次" }, y: { en: "loss", zh: "损失" } },
      hints: [
        {
          en: "The parameters go on from epoch to epoch. And is the mean of the batch losses the mean over the samples?",
          zh: "参数要一轮一轮传下去。另外，各批损失的均值，就是所有样本的均值吗？",
        },
        {
          en: "Loss of an epoch = Σ_B |B| L_B / Σ_B |B|.",
          zh: "一轮的损失 = Σ_B |B| L_B / Σ_B |B|。",
        },
        {
          en: "Start from zeros. In each epoch make a pass with the same generator, which has moved on since the last one; weight each batch loss by the size of its batch, divide by the samples visited, append; keep the parameters for the next epoch.",
          zh: "从零开始。每一轮用同一个随机数发生器走一遍（它会接着上一轮继续往下抽）；把各批的损失按批的大小加权，除以访问过的样本数，追加到列表；参数留给下一轮。",
        },
      ],
    },
  },
});
