import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "What is stochastic gradient descent?", zh: "什么是随机梯度下降？" },
  theme: "optimization",
  requires: ["batch-gradient-descent"],
  difficulty: "easy",
  minutes: 25,
  parts: {
    sgdStep: {
      points: 3,
      hints: [
        {
          en: "One sample, one gradient, one update. How does the loss change with the score w·x + b, and how does the score change with w and with b?",
          zh: "一个样本，一个梯度，一次更新。损失随得分 w·x + b 怎么变？得分又随 w 和 b 怎么变？",
        },
        {
          en: "With s = w·x + b: error = s - y for the squared loss and σ(s) - y for the logistic one; then w' = w - η · error · x and b' = b - η · error.",
          zh: "记 s = w·x + b：平方损失的误差是 s - y，逻辑损失的误差是 σ(s) - y；然后 w' = w - η · 误差 · x，b' = b - η · 误差。",
        },
        {
          en: "Compute the score with the old w and b. Turn it into a prediction: the score itself, or its sigmoid. Subtract the label. Move each weight against rate times error times its feature, and the bias against rate times error. The error is computed once, before anything moves.",
          zh: "用旧的 w 和 b 算得分。把它变成预测值：得分本身，或者它的 sigmoid。减去标签得到误差。每个权重减去学习率乘误差乘对应特征，偏置减去学习率乘误差。误差只算一次，在任何参数变动之前算好。",
        },
      ],
    },
    sgdEpoch: {
      points: 4,
      needs: ["sgdStep"],
      picture: {
        kind: "curve",
        of: "losses",
        x: { en: "update", zh: "更新次数" },
        y: { en: "loss before the update", zh: "更新前的损失" },
      },
      hints: [
        {
          en: "Every sample meets the model that the sample before it has left behind.",
          zh: "每个样本遇到的，都是前一个样本更新过的模型。",
        },
        {
          en: "For i in order: note ℓ(w·x_i + b, y_i), then (w, b) ← step(x_i, y_i, w, b). ℓ = ½(s - y)², or log(1 + e^s) - ys, which is max(s, 0) - ys + log(1 + e^(-|s|)).",
          zh: "对 order 中的每个 i：先记下 ℓ(w·x_i + b, y_i)，再令 (w, b) ← step(x_i, y_i, w, b)。ℓ = ½(s - y)²，或者 log(1 + e^s) - ys，后者等于 max(s, 0) - ys + log(1 + e^(-|s|))。",
        },
        {
          en: "Start from copies of w and b and an empty list. Walk through the order; for each index append the loss of that sample under the present model, then replace the model by the one after a single step. Return model and list.",
          zh: "从 w、b 的副本和一个空列表开始。依次取 order 中的下标：先把该样本在当前模型下的损失追加到列表，再用走完一步之后的模型替换当前模型。最后返回模型和列表。",
        },
      ],
    },
    decayedRate: {
      points: 1,
      hints: [
        {
          en: "At t = 0 nothing has decayed; later the rate falls like 1/t.",
          zh: "t = 0 时还没有衰减；之后学习率大致按 1/t 下降。",
        },
        { en: "η_t = η₀ / (1 + δt).", zh: "η_t = η₀ / (1 + δt)。" },
        {
          en: "Multiply the decay by t, add one, divide the first rate by that. Nothing is remembered from one t to the next.",
          zh: "衰减系数乘 t，加一，再用初始学习率除以它。各个 t 之间没有任何需要记住的状态。",
        },
      ],
    },
    fit: {
      points: 4,
      needs: ["sgdEpoch", "decayedRate"],
      picture: { kind: "curve", of: "losses", x: { en: "epoch", zh: "训练轮次" }, y: { en: "loss", zh: "损失" } },
      hints: [
        {
          en: "Two things are new in every epoch: the order and the rate. One thing is handed on: the model.",
          zh: "每一轮有两样东西是新的：顺序和学习率。有一样东西要传下去：模型。",
        },
        {
          en: "For e = 0 … epochs - 1: a shuffle of 0 … n-1, the rate η₀ / (1 + δe), one pass. The epoch's loss is the mean of the n losses that the pass reports.",
          zh: "对 e = 0 … epochs - 1：把 0 … n-1 打乱，学习率取 η₀ / (1 + δe)，走一遍数据。这一轮的损失，是这一遍所报告的 n 个损失的均值。",
        },
        {
          en: "Start from zero weights and bias. In each epoch write down 0 to n-1, and from the last place down to the second draw j among the places up to and including this one and swap the two entries. Run the epoch with that order and the decayed rate, append the mean of its losses, keep its model.",
          zh: "权重和偏置都从零开始。每一轮先写下 0 到 n-1，从最后一个位置到第二个位置，依次在“从头到本位置（含）”之间抽一个 j，交换这两项。用这个顺序和衰减后的学习率跑一遍，追加损失的均值，保留得到的模型。",
        },
      ],
    },
    averagedIterates: {
      points: 3,
      picture: {
        kind: "trajectory",
        of: "",
        x: { en: "first parameter", zh: "第一个参数" },
        y: { en: "second parameter", zh: "第二个参数" },
      },
      hints: [
        {
          en: "Which points deserve a vote? Nothing has been learned at the start, so it has none.",
          zh: "哪些点应当计入平均？起点还什么都没学到，所以不算在内。",
        },
        {
          en: "After step t the average is the mean of w_{s+1} … w_t, where s is the burn-in; up to and including step s it is w_t itself. As a running mean: a ← a + (w_t - a) / (t - s).",
          zh: "第 t 步之后的平均值是 w_{s+1} … w_t 的均值，s 是预热步数；到第 s 步为止（含），它就是 w_t 本身。写成滑动形式：a ← a + (w_t - a) / (t - s)。",
        },
        {
          en: "Walk from step 1 on. The share of the newest point is one over the number of points averaged so far, and 1 as long as the burn-in lasts. Blend the old average and the new point with this share, and append a new row.",
          zh: "从第 1 步开始走。最新点所占的份额，是 1 除以目前参与平均的点数；预热期内份额为 1。按这个份额把旧平均值与新点混合，作为新的一行追加进结果。",
        },
      ],
    },
  },
});
