import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "Activations and their derivatives", zh: "激活函数及其导数" },
  theme: "foundations",
  difficulty: "easy",
  minutes: 25,
  parts: {
    sigmoid: {
      points: 1,
      picture: { kind: "curve", of: "", x: { en: "x", zh: "x" }, y: { en: "f(x)", zh: "f(x)" }, at: 0 },
      hints: [
        { en: "Which exponential may overflow without doing harm?", zh: "哪一个指数即使溢出也无害？" },
        { en: "σ(x) = 1 / (1 + e^(-x)).", zh: "σ(x) = 1 / (1 + e^(-x))。" },
        {
          en: "For each x: take e^(-x), add 1, divide 1 by it. If the exponential is Infinity the quotient is 0, which is right.",
          zh: "对每个 x：求 e^(-x)，加 1，再用 1 去除。指数为 Infinity 时商为 0，正好正确。",
        },
      ],
    },
    sigmoidPrime: {
      points: 1,
      needs: ["sigmoid"],
      picture: { kind: "curve", of: "", x: { en: "x", zh: "x" }, y: { en: "f′(x)", zh: "f′(x)" }, at: 0 },
      hints: [
        { en: "The slope can be written with the value alone.", zh: "斜率可以只用函数值表示。" },
        { en: "σ' = σ (1 - σ), with σ taken at x.", zh: "σ' = σ (1 - σ)，其中 σ 在 x 处取值。" },
        {
          en: "Call your sigmoid; multiply each value by what it lacks to 1.",
          zh: "先调用你的 sigmoid；每个值乘上它与 1 的差。",
        },
      ],
    },
    tanh: {
      points: 1,
      picture: { kind: "curve", of: "", x: { en: "x", zh: "x" }, y: { en: "f(x)", zh: "f(x)" }, at: 0 },
      hints: [
        {
          en: "tanh is odd, and it is a sigmoid that was stretched and shifted.",
          zh: "tanh 是奇函数，也是拉伸平移后的 sigmoid。",
        },
        {
          en: "tanh(x) = 2σ(2x) - 1 = (1 - e^(-2x)) / (1 + e^(-2x)).",
          zh: "tanh(x) = 2σ(2x) - 1 = (1 - e^(-2x)) / (1 + e^(-2x))。",
        },
        {
          en: "Compute it for |x|, where e^(-2|x|) is at most 1, and give the result the sign of x. Or use the language's own function.",
          zh: "先对 |x| 计算，此时 e^(-2|x|) 不超过 1，再把 x 的符号加上。也可以用语言自带的函数。",
        },
      ],
    },
    tanhPrime: {
      points: 1,
      needs: ["tanh"],
      picture: { kind: "curve", of: "", x: { en: "x", zh: "x" }, y: { en: "f′(x)", zh: "f′(x)" }, at: 0 },
      hints: [
        { en: "Again the value is enough; and the slope at 0 is 1.", zh: "同样只需要函数值；0 处的斜率是 1。" },
        { en: "tanh' = 1 - tanh².", zh: "tanh' = 1 - tanh²。" },
        { en: "Call your tanh; subtract each value's square from 1.", zh: "先调用你的 tanh；用 1 减去每个值的平方。" },
      ],
    },
    relu: {
      points: 1,
      picture: { kind: "curve", of: "", x: { en: "x", zh: "x" }, y: { en: "f(x)", zh: "f(x)" }, at: 0 },
      hints: [
        { en: "Two branches, and no ceiling.", zh: "两个分支，没有上限。" },
        { en: "relu(x) = max(x, 0).", zh: "relu(x) = max(x, 0)。" },
        { en: "Keep an entry if it is positive, else put 0 in its place.", zh: "元素为正就保留，否则换成 0。" },
      ],
    },
    reluPrime: {
      points: 1,
      picture: { kind: "curve", of: "", x: { en: "x", zh: "x" }, y: { en: "f′(x)", zh: "f′(x)" }, at: 0 },
      hints: [
        {
          en: "At 0 there is no derivative; the statement says what to return.",
          zh: "0 处不可导；题面说明了该返回什么。",
        },
        { en: "1 for x > 0, else 0.", zh: "x > 0 时为 1，否则为 0。" },
        {
          en: "Compare with a strict sign, so that 0 falls to the flat side.",
          zh: "用严格大于来比较，让 0 落在平的一侧。",
        },
      ],
    },
    leakyRelu: {
      points: 1,
      picture: { kind: "curve", of: "", x: { en: "x", zh: "x" }, y: { en: "f(x)", zh: "f(x)" }, at: 0 },
      hints: [
        { en: "The slope can be any number, also one above 1.", zh: "斜率可以是任意数，包括大于 1 的数。" },
        { en: "x for x > 0, else slope · x.", zh: "x > 0 时为 x，否则为 slope · x。" },
        {
          en: "Decide by the sign of x, not by which of the two candidates is larger.",
          zh: "根据 x 的符号选择分支，而不是比较两个候选值谁大。",
        },
      ],
    },
    leakyReluPrime: {
      points: 1,
      picture: { kind: "curve", of: "", x: { en: "x", zh: "x" }, y: { en: "f′(x)", zh: "f′(x)" }, at: 0 },
      hints: [
        { en: "A constant on each side; where does 0 belong?", zh: "两侧各是一个常数；0 归哪一侧？" },
        { en: "1 for x > 0, else slope.", zh: "x > 0 时为 1，否则为 slope。" },
        {
          en: "The same comparison as in the function itself; return the factor of x in that branch.",
          zh: "与函数本身用同样的比较，返回该分支里 x 的系数。",
        },
      ],
    },
    gelu: {
      points: 2,
      picture: { kind: "curve", of: "", x: { en: "x", zh: "x" }, y: { en: "f(x)", zh: "f(x)" }, at: 0 },
      hints: [
        {
          en: "Exact means the normal distribution function, which the given erf yields. The formulas with tanh or 1.702 are approximations.",
          zh: "“精确”指使用正态分布函数，它可由已给的 erf 得到。带 tanh 或 1.702 的公式是近似。",
        },
        { en: "gelu(x) = x Φ(x), Φ(x) = ½ (1 + erf(x / √2)).", zh: "gelu(x) = x Φ(x)，Φ(x) = ½ (1 + erf(x / √2))。" },
        {
          en: "Divide x by the root of 2, take erf, add 1, halve, multiply by x.",
          zh: "x 除以根号 2，取 erf，加 1，减半，再乘 x。",
        },
      ],
    },
    geluPrime: {
      points: 2,
      needs: ["gelu"],
      picture: { kind: "curve", of: "", x: { en: "x", zh: "x" }, y: { en: "f′(x)", zh: "f′(x)" }, at: 0 },
      hints: [
        {
          en: "A product of two functions of x; the derivative of Φ is well known.",
          zh: "它是两个 x 的函数之积；Φ 的导数众所周知。",
        },
        {
          en: "Φ(x) + x φ(x), with φ(x) = e^(-x²/2) / √(2π).",
          zh: "Φ(x) + x φ(x)，其中 φ(x) = e^(-x²/2) / √(2π)。",
        },
        {
          en: "Compute Φ as in gelu and the normal density at x; add x times the density to Φ.",
          zh: "像 gelu 那样求 Φ，再求 x 处的正态密度；Φ 加上 x 乘密度。",
        },
      ],
    },
    softplus: {
      points: 2,
      picture: { kind: "curve", of: "", x: { en: "x", zh: "x" }, y: { en: "f(x)", zh: "f(x)" }, at: 0 },
      hints: [
        {
          en: "For large x the result is nearly x, yet e^x is Infinity. What can be taken out of the logarithm?",
          zh: "x 很大时结果几乎就是 x，而 e^x 已是 Infinity。可以从对数里提出什么？",
        },
        {
          en: "log(1 + e^x) = max(x, 0) + log(1 + e^(-|x|)).",
          zh: "log(1 + e^x) = max(x, 0) + log(1 + e^(-|x|))。",
        },
        {
          en: "Take the exponential of minus the absolute value, its log1p, and add x where x is positive.",
          zh: "对 x 的绝对值取负再取指数，求 log1p，x 为正时再加上 x。",
        },
      ],
    },
    softplusPrime: {
      points: 1,
      needs: ["sigmoid"],
      picture: { kind: "curve", of: "", x: { en: "x", zh: "x" }, y: { en: "f′(x)", zh: "f′(x)" }, at: 0 },
      hints: [
        { en: "Differentiate log(1 + e^x): you know the result.", zh: "对 log(1 + e^x) 求导：结果你认得。" },
        { en: "e^x / (1 + e^x) = σ(x).", zh: "e^x / (1 + e^x) = σ(x)。" },
        { en: "Call the function that you have already made stable.", zh: "直接调用你已经写稳定的那个函数。" },
      ],
    },
    swish: {
      points: 1,
      needs: ["sigmoid"],
      picture: { kind: "curve", of: "", x: { en: "x", zh: "x" }, y: { en: "f(x)", zh: "f(x)" }, at: 0 },
      hints: [
        { en: "The input gates itself.", zh: "输入给自己当门控。" },
        { en: "swish(x) = x σ(x).", zh: "swish(x) = x σ(x)。" },
        { en: "Call your sigmoid; multiply it by x, entry by entry.", zh: "调用你的 sigmoid，再逐元素乘以 x。" },
      ],
    },
    swishPrime: {
      points: 2,
      needs: ["sigmoid"],
      picture: { kind: "curve", of: "", x: { en: "x", zh: "x" }, y: { en: "f′(x)", zh: "f′(x)" }, at: 0 },
      hints: [
        { en: "The product rule gives two terms.", zh: "乘积法则给出两项。" },
        { en: "σ(x) + x σ(x) (1 - σ(x)).", zh: "σ(x) + x σ(x) (1 - σ(x))。" },
        {
          en: "Compute σ once; add to it x times the sigmoid's own slope.",
          zh: "只算一次 σ；再加上 x 乘以 sigmoid 自己的斜率。",
        },
      ],
    },
    softmax: {
      points: 2,
      hints: [
        {
          en: "Adding the same number to a whole row changes nothing. Which number keeps every exponential at most 1?",
          zh: "整行加同一个数，结果不变。加哪个数能让所有指数都不超过 1？",
        },
        {
          en: "s_j = e^(x_j - m) / Σ_k e^(x_k - m), m the maximum of that row.",
          zh: "s_j = e^(x_j - m) / Σ_k e^(x_k - m)，m 是该行的最大值。",
        },
        {
          en: "For each row by itself: find its maximum, exponentiate the differences, add them up, divide each by the sum.",
          zh: "逐行处理：找出该行最大值，对差值取指数，求和，再逐个除以这个和。",
        },
      ],
    },
    logSoftmax: {
      points: 2,
      hints: [
        {
          en: "A probability may have become 0, and then its logarithm is lost. Simplify on paper before you compute.",
          zh: "概率可能已经变成 0，再取对数就找不回来了。先在纸上化简，再计算。",
        },
        { en: "log s_j = x_j - m - log Σ_k e^(x_k - m).", zh: "log s_j = x_j - m - log Σ_k e^(x_k - m)。" },
        {
          en: "For each row: maximum, sum of the shifted exponentials, its logarithm; subtract the maximum and this logarithm from each entry.",
          zh: "逐行：求最大值、平移后的指数和，再取对数；每个元素减去最大值和这个对数。",
        },
      ],
    },
    softmaxVjp: {
      points: 3,
      hints: [
        {
          en: "Every output depends on every logit of its row, but you need the Jacobian's product with g, not the Jacobian.",
          zh: "每个输出依赖同一行的每个 logit，但你需要的是雅可比矩阵与 g 的乘积，而不是雅可比矩阵本身。",
        },
        {
          en: "∂s_k/∂x_j = s_k (δ_kj - s_j), so dx_j = s_j (g_j - Σ_k s_k g_k).",
          zh: "∂s_k/∂x_j = s_k (δ_kj - s_j)，于是 dx_j = s_j (g_j - Σ_k s_k g_k)。",
        },
        {
          en: "For each row: one number, the sum of s_k g_k; subtract it from each g_j and multiply by s_j.",
          zh: "逐行：先求一个数，即 s_k g_k 之和；每个 g_j 减去它，再乘 s_j。",
        },
      ],
    },
  },
});
