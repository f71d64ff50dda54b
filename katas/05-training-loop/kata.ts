import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "Train a network with backpropagation", zh: "用反向传播训练一个网络" },
  theme: "foundations",
  requires: ["backprop-principles", "activations"],
  difficulty: "medium",
  minutes: 40,
  parts: {
    initialize: {
      points: 2,
      hints: [
        {
          en: "Weights must differ from each other and lie on both sides of zero. Biases need neither.",
          zh: "权重要各不相同，而且有正有负。偏置则不必。",
        },
        {
          en: "w = (2u - 1) · sqrt(6 / (rows + columns)) with u from rng; W1 has D rows and H columns, W2 has H and O.",
          zh: "w = (2u - 1) · sqrt(6 / (行数 + 列数))，u 来自 rng；W1 是 D 行 H 列，W2 是 H 行 O 列。",
        },
        {
          en: "Write a helper that fills one matrix row by row, one draw an entry, with the bound of that matrix. Call it for W1, then for W2. The biases are zeros and take no draws.",
          zh: "写一个辅助函数，逐行填满一个矩阵，每个元素抽一次，界按该矩阵的尺寸算。先为 W1 调用，再为 W2 调用。偏置是 0，不抽随机数。",
        },
      ],
    },
    predict: {
      points: 2,
      hints: [
        {
          en: "The same thing twice, with other weights: a product, a bias, a sigmoid.",
          zh: "同样的事做两遍，只是权重不同：乘矩阵，加偏置，过 sigmoid。",
        },
        {
          en: "A = σ(X·W1 + b1), Ŷ = σ(A·W2 + b2), σ(z) = 1 / (1 + e^(-z)).",
          zh: "A = σ(X·W1 + b1)，Ŷ = σ(A·W2 + b2)，σ(z) = 1 / (1 + e^(-z))。",
        },
        {
          en: "Multiply the inputs by W1, add b1 to each row, apply the sigmoid to every entry. Do the same to the result with W2 and b2. Do not round. The sigmoid with e^(-z) is right for any z.",
          zh: "输入乘 W1，每一行加 b1，每个元素过 sigmoid。再对结果用 W2 和 b2 做同样的事。不要取整。写成 e^(-z) 的 sigmoid 对任何 z 都正确。",
        },
      ],
    },
    lossAndGradients: {
      points: 4,
      needs: ["predict"],
      hints: [
        {
          en: "Walk back from the outputs. At each sigmoid the gradient picks up a slope, at each matrix product it leaves a gradient for the weights.",
          zh: "从输出往回走。每经过一个 sigmoid，梯度乘上一个斜率；每经过一次矩阵乘法，就留下权重的梯度。",
        },
        {
          en: "δ2 = 2(Ŷ - Y)/(N·O) ⊙ Ŷ(1 - Ŷ); dW2 = Aᵀ·δ2; δ1 = (δ2·W2ᵀ) ⊙ A(1 - A); dW1 = Xᵀ·δ1; each db is the sum of the rows of its δ.",
          zh: "δ2 = 2(Ŷ - Y)/(N·O) ⊙ Ŷ(1 - Ŷ)；dW2 = Aᵀ·δ2；δ1 = (δ2·W2ᵀ) ⊙ A(1 - A)；dW1 = Xᵀ·δ1；每个 db 是对应 δ 的各行之和。",
        },
        {
          en: "Forward, keeping A and Ŷ. Errors: outputs minus targets; the loss is the mean of their squares over all entries. Double the errors, divide by the number of entries, multiply by the outputs' slopes. Products and row sums for the second layer. Send it through W2 transposed, multiply by the hidden slopes, and do the same for the first layer.",
          zh: "做前向，保留 A 和 Ŷ。误差是输出减目标；损失是所有元素误差平方的平均。误差乘 2，除以元素个数，再乘输出的斜率。用它求第二层的矩阵乘积和行和。再乘 W2 的转置传下来，乘隐藏层的斜率，对第一层做同样的事。",
        },
      ],
    },
    epoch: {
      points: 2,
      needs: ["lossAndGradients"],
      hints: [
        {
          en: "All four gradients are taken at the same point. When may the first parameter move, and which loss do you know by then?",
          zh: "四个梯度都是在同一个点上求的。什么时候才可以动第一个参数？那时你知道的是哪个损失？",
        },
        {
          en: "θ ← θ - η ∂L/∂θ for θ = W1, b1, W2, b2, with every ∂L/∂θ at the old parameters.",
          zh: "对 θ = W1、b1、W2、b2：θ ← θ - η ∂L/∂θ，每个 ∂L/∂θ 都在旧参数处求。",
        },
        {
          en: "Call for loss and gradients once. Build four new arrays, each the old one minus the rate times its gradient. Return them with that loss; do not run the network again.",
          zh: "损失和梯度只求一次。构造四个新数组，各为旧值减去学习率乘梯度。连同那个损失一起返回；不要再跑一遍网络。",
        },
      ],
    },
    train: {
      points: 4,
      needs: ["epoch"],
      picture: { kind: "curve", of: "losses", x: { en: "epoch", zh: "训练轮次" }, y: { en: "loss", zh: "损失" } },
      hints: [
        {
          en: "An epoch tells the loss of the parameters that went in, and hands out others. If that loss is good enough, which of the two do you keep?",
          zh: "一个 epoch 报告的是传入参数的损失，交出来的却是另一组参数。如果这个损失已经够小，该留下哪一组？",
        },
        {
          en: "losses[t] = L(θ_t). Stop at the first t with losses[t] < tolerance and return θ_t with stoppedAt = t; otherwise return θ_epochs with stoppedAt = epochs.",
          zh: "losses[t] = L(θ_t)。遇到第一个满足 losses[t] < tolerance 的 t 就停，返回 θ_t，stoppedAt = t；否则返回 θ_epochs，stoppedAt = epochs。",
        },
        {
          en: "Keep the present parameters, a list of losses and a count of updates. While the count is below epochs: run an epoch on the present parameters, note its loss; if that is below the tolerance, leave the loop and drop the update; otherwise take over the new parameters and count one.",
          zh: "记住当前参数、损失的列表和更新次数。只要次数小于 epochs：在当前参数上跑一个 epoch，记下损失；若它小于 tolerance，就跳出循环，丢弃这次更新；否则换成新参数，次数加一。",
        },
      ],
    },
    accuracy: {
      points: 1,
      hints: [
        { en: "Count rows, not entries.", zh: "数的是行，不是元素。" },
        {
          en: "A row counts if (output ≥ ½) equals (target = 1) for each of its entries; divide the count by N.",
          zh: "一行中每个元素的（输出 ≥ ½）都与（目标 = 1）一致，这一行才算对；用对的行数除以 N。",
        },
        {
          en: "Return 0 if there are no rows. Otherwise turn every output into 0 or 1, a half into 1, compare the row with its targets, and divide the number of equal rows by the number of rows.",
          zh: "没有行时返回 0。否则把每个输出变成 0 或 1（恰好 ½ 变成 1），整行与目标比较，用相同的行数除以总行数。",
        },
      ],
    },
  },
});
