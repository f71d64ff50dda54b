import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "The regularization toolbox", zh: "正则化工具箱" },
  theme: "generalization",
  requires: ["dropout", "optimizers"],
  difficulty: "medium",
  minutes: 40,
  parts: {
    maxNorm: {
      points: 2,
      hints: [
        {
          en: "Which entries of W belong to one unit: a row or a column?",
          zh: "W 中属于同一个单元的元素，是一行还是一列？",
        },
        {
          en: "For each column: w ← w · c / ‖w‖ if ‖w‖ > c, else w.",
          zh: "对每一列：若 ‖w‖ > c，则 w ← w · c / ‖w‖，否则不变。",
        },
        {
          en: "Find the length of every column, without squares that overflow. A column that is too long is multiplied by limit over length; the others, and those of zeros, by 1.",
          zh: "求出每一列的长度，注意平方不要溢出。过长的列乘以“上限除以长度”；其余的列，包括全零的列，乘以 1。",
        },
      ],
    },
    unitNorm: {
      points: 1,
      hints: [
        { en: "This one makes short columns longer as well.", zh: "这个约束也会把短的列拉长。" },
        { en: "w ← w / ‖w‖ for each column; 0 ← 0.", zh: "每一列 w ← w / ‖w‖；零列仍为零。" },
        {
          en: "As in maxNorm, with one over the length as the factor, for all columns that have a length.",
          zh: "与 maxNorm 一样，只是系数改为长度的倒数，用于所有长度不为零的列。",
        },
      ],
    },
    l2Step: {
      points: 2,
      hints: [
        {
          en: "The penalty is part of the loss. So its gradient takes the way that every gradient takes.",
          zh: "惩罚是损失的一部分，所以它的梯度要走所有梯度都走的那条路。",
        },
        {
          en: "g' = g + decay · w; then m, v from g', and w − lr · m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).",
          zh: "g' = g + decay · w；然后由 g' 更新 m、v，再取 w − lr · m̂ / (√v̂ + ε)，其中 m̂ = m / (1 − β₁ᵗ)，v̂ = v / (1 − β₂ᵗ)。",
        },
        {
          en: "Add the penalty's gradient first and forget that there were two. Count the step, update both raw averages, correct copies of them, and divide. Return the raw averages.",
          zh: "先加上惩罚的梯度，此后不再区分两者。步数加一，更新两个未修正的平均值，对它们的副本做修正，再相除。返回未修正的平均值。",
        },
      ],
    },
    decoupledWeightDecayStep: {
      points: 2,
      needs: ["l2Step"],
      hints: [
        {
          en: "Which of Adam's two averages should know about the decay?",
          zh: "Adam 的两个平均值里，哪一个应当知道衰减的存在？",
        },
        {
          en: "w' = w · (1 − lr · decay) − lr · m̂ / (√v̂ + ε), with m and v from g alone.",
          zh: "w' = w · (1 − lr · decay) − lr · m̂ / (√v̂ + ε)，m 和 v 只由 g 得到。",
        },
        {
          en: "Shrink the weights by a factor that knows only the rate and the decay. Then make an ordinary Adam step from there, with the gradient of the loss.",
          zh: "先让权重乘一个只与学习率和衰减有关的系数，再从那里用损失的梯度走一步普通的 Adam。",
        },
      ],
    },
    labelSmoothingLoss: {
      points: 3,
      hints: [
        {
          en: "The target is no longer one class but a distribution. What does cross-entropy against a distribution look like, and what do its entries add up to?",
          zh: "目标不再是一个类别，而是一个分布。对分布求交叉熵是什么样子？分布的各项加起来是多少？",
        },
        {
          en: "q = (1 − ε) · onehot + ε / K; loss = −(1/N) Σ q log p; dlogits = (p − q) / N.",
          zh: "q = (1 − ε) · onehot + ε / K；loss = −(1/N) Σ q log p；dlogits = (p − q) / N。",
        },
        {
          en: "Take the largest logit off each row and get log p without any large exponential. The label's target has both shares. Sum over the classes, average over the rows; the gradient is probability minus target, over N.",
          zh: "每一行减去最大的 logit，不经过大指数直接求出 log p。标签所在类别的目标值包含两份。对类别求和，对行求平均；梯度是概率减目标，再除以 N。",
        },
      ],
    },
    batchNormForward: {
      points: 3,
      hints: [
        {
          en: "There are two variances, one divided by N and one by N − 1, and each has its place.",
          zh: "方差有两种，一种除以 N，一种除以 N − 1，各有各的用处。",
        },
        {
          en: "out = γ (x − μ) / √(σ² + ε) + β. Training: μ, σ² of the batch (σ² over N), running ← (1 − momentum) · running + momentum · new, with the variance over N − 1. Evaluation: μ, σ² are the running ones.",
          zh: "out = γ (x − μ) / √(σ² + ε) + β。训练时用批次的 μ、σ²（σ² 除以 N），并且 running ← (1 − momentum) · running + momentum · new，其中方差除以 N − 1。评估时 μ、σ² 就是滑动统计量。",
        },
        {
          en: "In training compute the mean of every column, then the mean squared distance from it; normalize by those; blend mean and N/(N − 1) times the variance into copies of the running ones. In evaluation normalize by the running ones and return copies of them.",
          zh: "训练时先求每一列的平均，再求到平均值距离平方的平均；用它们做归一化；把平均以及方差的 N/(N − 1) 倍混入滑动统计量的副本。评估时用滑动统计量做归一化，并返回它们的副本。",
        },
      ],
    },
    batchNormBackward: {
      points: 4,
      needs: ["batchNormForward"],
      hints: [
        {
          en: "In training x reaches the output along three ways: directly, through the mean, and through the variance. How many in evaluation?",
          zh: "训练时 x 通过三条路影响输出：直接、经过均值、经过方差。评估时有几条？",
        },
        {
          en: "dβ = Σ dout, dγ = Σ dout · x̂. Training: dx = γ / √(σ² + ε) · (dout − dβ/N − x̂ · dγ/N). Evaluation: dx = γ / √(σ² + ε) · dout.",
          zh: "dβ = Σ dout，dγ = Σ dout · x̂。训练时 dx = γ / √(σ² + ε) · (dout − dβ/N − x̂ · dγ/N)；评估时 dx = γ / √(σ² + ε) · dout。",
        },
        {
          en: "Compute x̂ and one over the root as the forward did. Two sums over the rows give dβ and dγ. In training take the mean of dout and x̂ times the mean of dout · x̂ off dout; then multiply by γ and by one over the root.",
          zh: "像前向那样算出 x̂ 和根号的倒数。对行求两个和，得到 dβ 和 dγ。训练时，从 dout 中减去 dout 的平均，再减去 x̂ 乘以 dout · x̂ 的平均；最后乘 γ 和根号的倒数。",
        },
      ],
    },
    stochasticDepth: {
      points: 2,
      hints: [
        {
          en: "It is dropout, but what is dropped is a whole branch. What stays when it is?",
          zh: "这就是 dropout，只不过丢掉的是整个分支。丢掉之后还剩什么？",
        },
        {
          en: "Training: out = x + branch · b / (1 − rate), b = 0 if u < rate, else 1; one u a row, or one for all. Evaluation: out = x + branch.",
          zh: "训练时 out = x + branch · b / (1 − rate)，u < rate 时 b = 0，否则为 1；每行一个 u，或者全批一个。评估时 out = x + branch。",
        },
        {
          en: "In evaluation add and draw nothing. In training draw once, or once for each row from the top; a dropped row is x itself, a kept one has its branch divided by the probability of being kept.",
          zh: "评估时直接相加，不抽数。训练时抽一次，或者从上到下每行抽一次；被丢弃的行就是 x 本身，保留的行其分支要除以保留概率。",
        },
      ],
    },
    spectralNormalize: {
      points: 3,
      hints: [
        {
          en: "Apply W and its transpose in turn, and see which direction wins.",
          zh: "轮流作用 W 和它的转置，看哪个方向胜出。",
        },
        {
          en: "v ← W u / ‖W u‖, u ← Wᵀ v / ‖Wᵀ v‖, `iterations` times; then σ = vᵀ W u and W / σ.",
          zh: "v ← W u / ‖W u‖，u ← Wᵀ v / ‖Wᵀ v‖，重复 iterations 次；然后 σ = vᵀ W u，返回 W / σ。",
        },
        {
          en: "Start from the given u. Each iteration makes v from u and then u from the new v, both brought to length 1, with zeros left as zeros. After the last one measure how much W stretches u in the direction of v, and divide W by that if it is positive.",
          zh: "从给定的 u 出发。每次迭代先由 u 得到 v，再由新的 v 得到 u，两者都化成长度 1，零向量保持为零。最后量一量 W 把 u 沿 v 的方向拉长了多少，若为正，就用它去除 W。",
        },
      ],
    },
    weightAverage: {
      points: 1,
      hints: [
        {
          en: "The decay is what is kept of the old average.",
          zh: "decay 是旧平均值保留的比例。",
        },
        {
          en: "average' = d · average + (1 − d) · w, with d = decay, or min(decay, (1 + t) / (10 + t)) with warm-up.",
          zh: "average' = d · average + (1 − d) · w，其中 d = decay；有预热时 d = min(decay, (1 + t) / (10 + t))。",
        },
        {
          en: "Choose the share that is kept: the decay, or with warm-up the smaller one of the decay and a fraction that grows to 1 with t. Blend entry by entry; the two shares add up to 1.",
          zh: "先定下保留的比例：decay；有预热时，取 decay 与一个随 t 增长到 1 的分数中较小的一个。逐元素混合，两份比例之和为 1。",
        },
      ],
    },
  },
});
