import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "Backpropagation end to end, and how to check it", zh: "反向传播的完整机制与梯度检验" },
  theme: "foundations",
  requires: ["backpropagation"],
  difficulty: "medium",
  minutes: 35,
  parts: {
    forward: {
      points: 2,
      hints: [
        {
          en: "Two affine maps with one nonlinearity between them. What the second one sees is worth keeping.",
          zh: "两个仿射变换，中间夹一个非线性。第二个变换看到的值要留下来。",
        },
        { en: "H = tanh(X·W1 + b1), out = H·W2 + b2.", zh: "H = tanh(X·W1 + b1)，out = H·W2 + b2。" },
        {
          en: "Multiply the batch by the first weights, add the bias to each row, take the tanh of every number: that is H. Do the same to H with the second layer, without the tanh. Return both.",
          zh: "批次乘第一层权重，每一行加上偏置，逐个取 tanh，得到 H。再对 H 用第二层照做一遍，但不取 tanh。两者都返回。",
        },
      ],
    },
    meanSquaredError: {
      points: 1,
      hints: [
        { en: "A mean over what? Count the numbers.", zh: "对什么求平均？数一数一共有多少个数。" },
        { en: "L = 1/(B·O) Σ (out - Y)².", zh: "L = 1/(B·O) Σ (out - Y)²。" },
        {
          en: "Add up the squared differences of all entries, then divide by rows times columns.",
          zh: "把所有位置的差的平方加起来，再除以行数乘列数。",
        },
      ],
    },
    backward: {
      points: 5,
      needs: ["forward", "meanSquaredError"],
      hints: [
        {
          en: "Begin with the loss and go down. You need the gradient of each layer's pre-activation first; everything else of the layer follows from it.",
          zh: "从损失出发往下走。每一层先求预激活值的梯度，这一层的其他梯度都由它得到。",
        },
        {
          en: "δ₂ = 2(out - Y)/(B·O); δ₁ = (δ₂·W2ᵀ) ⊙ (1 - H²). Then dW = (input of the layer)ᵀ·δ and db = the sum of δ over the batch.",
          zh: "δ₂ = 2(out - Y)/(B·O)；δ₁ = (δ₂·W2ᵀ) ⊙ (1 - H²)。然后 dW =（该层的输入）ᵀ·δ，db = δ 对批次求和。",
        },
        {
          en: "Run forward. Make the matrix of output errors, scaled once and for all by 2 over the count. Multiply it by the second weights, transposed, and entry by entry by the tanh's slope, which H alone gives. For each layer: transposed input times error matrix for the weights, column sums of the error matrix for the bias.",
          zh: "先做前向。算出输出误差矩阵，一次性乘好 2 除以总个数。它乘第二层权重的转置，再逐元素乘 tanh 的斜率，斜率只用 H 就能算。每一层：输入的转置乘误差矩阵，得到权重的梯度；误差矩阵按列求和，得到偏置的梯度。",
        },
      ],
    },
    numericalGradient: {
      points: 2,
      hints: [
        {
          en: "One entry moves, all the others stand still; and it moves both ways.",
          zh: "一次只动一个分量，其余不动；而且要向两个方向各动一次。",
        },
        { en: "gᵢ = (f(x + h eᵢ) - f(x - h eᵢ)) / (2h).", zh: "gᵢ = (f(x + h eᵢ) - f(x - h eᵢ)) / (2h)。" },
        {
          en: "For each position make a copy of x with h added there, another with h subtracted, evaluate f at both and divide the difference by the distance between them. x itself must not change.",
          zh: "对每个位置，复制一份 x，在该处加 h；再复制一份，减 h；在两点分别求 f，差值除以两点的距离。x 本身不能变。",
        },
      ],
    },
    relativeError: {
      points: 2,
      hints: [
        {
          en: "Which of the two should the difference be divided by, so that nobody is favoured? And what if both are zero?",
          zh: "差值该除以哪一个，才能一视同仁？如果两个都是 0 呢？",
        },
        { en: "eᵢ = |aᵢ - nᵢ| / max(|aᵢ|, |nᵢ|, floor).", zh: "eᵢ = |aᵢ - nᵢ| / max(|aᵢ|, |nᵢ|, floor)。" },
        {
          en: "Entry by entry: the absolute difference, over the largest of three numbers, which are the two magnitudes and the floor.",
          zh: "逐个分量：差的绝对值，除以三个数中最大的一个，即两者的绝对值和下限。",
        },
      ],
    },
    checkGradient: {
      points: 3,
      needs: ["numericalGradient", "relativeError"],
      hints: [
        {
          en: "You have both halves already. What remains is to find the worst entry, and to be sure that NaN cannot win.",
          zh: "两半都已经写好了。剩下的是找出最差的分量，并保证 NaN 不会蒙混过关。",
        },
        {
          en: "error = max eᵢ at the first such i; ok = (error ≤ tolerance), which is false for NaN. Empty: error 0, index -1, ok.",
          zh: "error = max eᵢ，取第一个达到最大值的 i；ok =（error ≤ tolerance），遇到 NaN 自然为假。空向量：error 为 0，序号为 -1，ok 为真。",
        },
        {
          en: "Compute the numerical gradient with the step and the relative errors with the floor. If one of them is NaN, its first position is the worst. Otherwise walk through the errors and keep a new one only if it is strictly larger. Compare what you kept with the tolerance.",
          zh: "用步长求数值梯度，用下限求相对误差。如果其中有 NaN，第一个 NaN 的位置就是最差的。否则依次看各个误差，只有严格更大时才更新记录。最后把记下的误差与容差比较。",
        },
      ],
    },
  },
});
