import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "How do you search for hyperparameters?", zh: "超参数怎么搜索？" },
  theme: "evaluation",
  requires: ["metrics"],
  difficulty: "hard",
  minutes: 50,
  parts: {
    gridSearch: {
      points: 2,
      hints: [
        {
          en: "Every combination appears once: a counter whose digits have different numbers of values.",
          zh: "每种组合恰好出现一次：好比一个计数器，各位的进制不同。",
        },
        {
          en: "m = m₁ · m₂ · … · m_d points; best = argmin of f, first of equals.",
          zh: "共 m = m₁ · m₂ · … · m_d 个点；best = f 的 argmin，并列取第一个。",
        },
        {
          en: "Begin with one empty point. For each list replace every partial point by its extensions with each value in turn. Evaluate, then walk through the values and keep the first smallest.",
          zh: "从一个空点开始。对每个列表，把已有的每个部分点依次接上列表中的各个值。然后逐点求值，扫一遍找出最先出现的最小值。",
        },
      ],
    },
    randomSearch: {
      points: 3,
      hints: [
        {
          en: "Each kind of range turns one number u in [0, 1) into one coordinate.",
          zh: "每种范围都把一个 [0, 1) 中的数 u 变成一个坐标。",
        },
        {
          en: "uniform: low + u(high - low). log-uniform: exp(ln low + u(ln high - ln low)). integer: low + floor(u(high - low + 1)). choice: entry floor(u · length).",
          zh: "uniform：low + u(high - low)。log-uniform：exp(ln low + u(ln high - ln low))。integer：low + floor(u(high - low + 1))。choice：第 floor(u · 长度) 项。",
        },
        {
          en: "For each point, for each range in order: draw, map, append. Draw even when the range holds a single value, so that the stream stays in step.",
          zh: "逐点处理；对每个点，按顺序对每个范围：抽一次，映射，追加。即使范围只有一个值也要抽，随机数流才不会错位。",
        },
      ],
    },
    kFold: {
      points: 2,
      hints: [
        { en: "n is seldom a multiple of k. Who takes the rest?", zh: "n 往往不是 k 的倍数，剩下的样本归谁？" },
        {
          en: "Fold f starts at f · floor(n / k) + min(f, n mod k).",
          zh: "第 f 折从 f · floor(n / k) + min(f, n mod k) 开始。",
        },
        {
          en: "For each fold take the indices between its start and the next start as the test block, and everything before and after as training.",
          zh: "对每一折，从它的起点到下一折起点之前是测试段，前后其余的下标都归训练集。",
        },
      ],
    },
    crossValidate: {
      points: 3,
      needs: ["kFold"],
      hints: [
        {
          en: "Every sample is predicted exactly once, by a model that has not seen its fold.",
          zh: "每个样本恰好被预测一次，而做预测的模型没有见过它所在的折。",
        },
        {
          en: "foldErrors[f] is the mean of (prediction - y)² over the test block; mean averages these, pooled averages all squares.",
          zh: "foldErrors[f] 是测试段上 (预测 - y)² 的平均；mean 是它们的平均，pooled 是所有平方误差的平均。",
        },
        {
          en: "For each fold and each test sample: sort the training samples by distance, then by index; average the targets of the first few; store the guess. Then the squares, then both averages.",
          zh: "对每一折的每个测试样本：把训练样本按距离、再按下标排序，取前几个的目标求平均，作为预测存下。然后算平方误差，再算两种平均。",
        },
      ],
    },
    gaussianProcess: {
      points: 5,
      hints: [
        {
          en: "Observations and asked values are jointly normal; you need the conditional. Factor the matrix once, never invert it.",
          zh: "观测值和待求值服从联合正态分布，要的是条件分布。矩阵只分解一次，不要求逆。",
        },
        {
          en: "K = k(X, X) + noise · I = LLᵀ. With Lv = k(X, x_q) and La = y: mean v·a, variance k(x_q, x_q) - v·v, log likelihood -½a·a - Σ ln Lᵢᵢ - ½ n ln 2π.",
          zh: "K = k(X, X) + noise · I = LLᵀ。设 Lv = k(X, x_q)、La = y：均值 v·a，方差 k(x_q, x_q) - v·v，对数似然 -½a·a - Σ ln Lᵢᵢ - ½ n ln 2π。",
        },
        {
          en: "Fill K and add the noise to its diagonal. Cholesky, row by row. Forward-substitute y once, and for each asked place its vector of covariances. Products of these vectors are all you need; cut the variance off at 0.",
          zh: "填好 K，对角线加噪声。逐行做 Cholesky 分解。对 y 前代一次；对每个待求位置，把它的协方差向量也前代一次。结果就是这些向量的内积；方差小于 0 时取 0。",
        },
      ],
    },
    expectedImprovement: {
      points: 3,
      hints: [
        {
          en: "The improvement is max(best - ξ - f, 0) with f normal. Write its expectation as an integral over the part where it is positive.",
          zh: "改进量是 max(best - ξ - f, 0)，f 服从正态分布。把期望写成它为正的那一段上的积分。",
        },
        {
          en: "g = best - ξ - μ, z = g/s: EI = g Φ(z) + s φ(z), and max(g, 0) for s = 0.",
          zh: "g = best - ξ - μ，z = g/s：EI = g Φ(z) + s φ(z)；s = 0 时为 max(g, 0)。",
        },
        {
          en: "For each candidate take the root of the variance; if it is 0, return the gain or 0, whichever is larger; otherwise add the two terms, with the given distribution function.",
          zh: "对每个候选，先对方差开方；若为 0，返回 gain 与 0 中较大者；否则用给定的分布函数算出两项并相加。",
        },
      ],
    },
    bayesianOptimize: {
      points: 4,
      needs: ["gaussianProcess", "expectedImprovement"],
      picture: {
        kind: "curve",
        of: "values",
        x: { en: "evaluation", zh: "评估次数" },
        y: { en: "value", zh: "函数值" },
      },
      hints: [
        {
          en: "It is a loop: fit to everything known, rate everything open, evaluate one. What has to be computed anew each time?",
          zh: "就是一个循环：用已知的全部拟合，给未知的全部打分，评估其中一个。哪些量每次都要重算？",
        },
        {
          en: "t = (values - mean) / sd, over n; posterior from t; next = argmax EI(posterior, min t, ξ) over the open candidates.",
          zh: "t = (values - 均值) / 标准差（除以 n）；由 t 得后验；下一个点 = 未评估候选中 EI(后验, min t, ξ) 的 argmax。",
        },
        {
          en: "Shuffle the indices, evaluate the first few. While steps and open candidates are left: standardise the values, get the posterior at all candidates, get the improvements, take the largest among the open ones, note it, evaluate there.",
          zh: "打乱下标，评估前几个。只要还有步数和未评估的候选：把函数值标准化，求所有候选处的后验，求期望改进，在未评估的候选里取最大者，记下，并在那里求值。",
        },
      ],
    },
    successiveHalving: {
      points: 3,
      hints: [
        {
          en: "Each round ranks those who are left by what they have after the epochs of this round, nothing later.",
          zh: "每一轮只按到本轮为止的损失给剩下的候选排名，不能用更后面的。",
        },
        {
          en: "n → ceil(n / factor), r → r · factor; a round costs n(r - r before).",
          zh: "n → ceil(n / factor)，r → r · factor；一轮的开销是 n(r - 上一轮的 r)。",
        },
        {
          en: "While more than one is left and the curves are long enough: read the losses, note the round, add the cost, sort by loss and then by index with NaN last, keep the first part. The first of the last ranking is the best.",
          zh: "只要剩下不止一个、且曲线够长：读损失，记下这一轮，累加开销，先按损失再按下标排序（NaN 排最后），留下前面的部分。最后一次排名的第一名就是 best。",
        },
      ],
    },
  },
});
