import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "What is backpropagation?", zh: "什么是反向传播？" },
  theme: "foundations",
  difficulty: "easy",
  minutes: 20,
  parts: {
    forward: {
      points: 2,
      hints: [
        { en: "Keep z as well as a: the backward pass needs both.", zh: "z 和 a 都要留下：反向传播两个都用得到。" },
        { en: "z = w·x + b, a = 1 / (1 + e^(-z)).", zh: "z = w·x + b，a = 1 / (1 + e^(-z))。" },
        {
          en: "Add up w_i x_i, add b, call that z; put z through the sigmoid; return both. Write the sigmoid with e^(-z): the form e^z / (1 + e^z) is Infinity / Infinity for large z.",
          zh: "先累加 w_i x_i，再加 b，得到 z；把 z 代入 sigmoid；两者都返回。sigmoid 请写成 e^(-z) 的形式：e^z / (1 + e^z) 在 z 很大时是 Infinity / Infinity。",
        },
      ],
    },
    squaredError: {
      points: 1,
      hints: [
        { en: "The factor in front is there to cancel something later.", zh: "前面的系数是为了求导时消掉某个东西。" },
        { en: "L = ½ (a - y)².", zh: "L = ½ (a - y)²。" },
        { en: "Subtract, square, halve.", zh: "相减，平方，再除以 2。" },
      ],
    },
    backward: {
      points: 4,
      needs: ["forward"],
      hints: [
        {
          en: "Walk the computation backwards: from L to a, from a to z, from z to each of w, b and x.",
          zh: "沿着计算过程往回走：从 L 到 a，从 a 到 z，再从 z 到 w、b、x。",
        },
        {
          en: "δ = ∂L/∂z = (a - y) · a (1 - a). Then dw = δ x, db = δ, dx = δ w.",
          zh: "δ = ∂L/∂z = (a - y) · a (1 - a)。于是 dw = δ x，db = δ，dx = δ w。",
        },
        {
          en: "Run the forward pass for a; compute δ once; multiply it by each x_i for dw, by each w_i for dx, and return it as db.",
          zh: "先做一次前向得到 a；算出一次 δ；乘每个 x_i 得 dw，乘每个 w_i 得 dx，它本身就是 db。",
        },
      ],
    },
    trainStep: {
      points: 3,
      needs: ["backward", "squaredError"],
      hints: [
        {
          en: "The gradient points uphill. And the loss is read before the step, not after it.",
          zh: "梯度指向上升的方向。损失要在更新之前读取，而不是之后。",
        },
        { en: "w' = w - η dw, b' = b - η db, loss = L(w, b).", zh: "w' = w - η dw，b' = b - η db，loss = L(w, b)。" },
        {
          en: "Forward, loss, backward; then build a new w and a new b. x is data: it has a gradient, but it is not updated.",
          zh: "前向、损失、反向；然后新建 w 和 b。x 是数据：它有梯度，但不更新。",
        },
      ],
    },
  },
});
