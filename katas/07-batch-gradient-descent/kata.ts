import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "What is batch gradient descent?", zh: "什么是批量梯度下降？" },
  theme: "optimization",
  requires: ["gradient-descent"],
  difficulty: "easy",
  minutes: 25,
  parts: {
    logisticLoss: {
      points: 2,
      hints: [
        {
          en: "No probability is needed for the loss. What is left of the logarithm of a sigmoid when you simplify it by hand?",
          zh: "算损失并不需要概率。对 sigmoid 取对数，先在纸上化简，还剩下什么？",
        },
        {
          en: "-log σ(z) = log(1 + e^(-z)) and -log(1 - σ(z)) = log(1 + e^z); log(1 + e^t) = max(t, 0) + log(1 + e^(-|t|)).",
          zh: "-log σ(z) = log(1 + e^(-z))，-log(1 - σ(z)) = log(1 + e^z)；log(1 + e^t) = max(t, 0) + log(1 + e^(-|t|))。",
        },
        {
          en: "For each example compute the logit; turn its sign round if the label is 1; take the softplus in the form whose exponential is never large. Average over the examples.",
          zh: "对每个样本算出 logit；标签为 1 就把它反号；再求 softplus，用指数永远不会很大的写法。最后对样本取平均。",
        },
      ],
    },
    lossAndGradient: {
      points: 3,
      needs: ["logisticLoss"],
      hints: [
        {
          en: "Differentiate the loss of one example by its logit first. Almost everything cancels.",
          zh: "先求单个样本的损失对其 logit 的导数，几乎所有东西都会约掉。",
        },
        {
          en: "e = σ(X·w + b) - y; ∂L/∂w = Xᵀe / n; ∂L/∂b = Σ e / n.",
          zh: "e = σ(X·w + b) - y；∂L/∂w = Xᵀe / n；∂L/∂b = Σ e / n。",
        },
        {
          en: "Compute all logits, the loss from them, and the errors from them. For each weight average error times feature over the examples; for the bias average the errors. Write the sigmoid with e^(-z).",
          zh: "算出全部 logit，由它们得到损失和误差。每个权重的梯度是“误差乘特征”对样本的平均；偏置的梯度是误差的平均。sigmoid 写成 e^(-z) 的形式。",
        },
      ],
    },
    fit: {
      points: 4,
      needs: ["lossAndGradient"],
      picture: { kind: "curve", of: "losses", x: { en: "step", zh: "步" }, y: { en: "loss", zh: "损失" } },
      hints: [
        {
          en: "At each point: look first, decide, and only then move. What do you know about a point before you have looked?",
          zh: "每到一个点：先看，再决定，最后才走。还没看之前，你对这个点一无所知。",
        },
        {
          en: "Stop at the first point with max(|∂L/∂w_j|, |∂L/∂b|) ≤ tolerance, or after maxSteps steps; else w ← w - η ∂L/∂w, b ← b - η ∂L/∂b.",
          zh: "在第一个满足 max(|∂L/∂w_j|, |∂L/∂b|) ≤ 容差的点停下，或走满 maxSteps 步停下；否则 w ← w - η ∂L/∂w，b ← b - η ∂L/∂b。",
        },
        {
          en: "Count steps from 0. In a loop: loss and gradient of all examples at the present parameters; append the loss; test the gradient; if it is small, or as many steps are made as allowed, return what is there, with the outcome of the test; otherwise update both parameters and count one step.",
          zh: "步数从 0 计。循环：用全部样本求当前参数处的损失和梯度；把损失追加到列表；检查梯度；若足够小，或步数已用完，就返回当前的一切和检查结果；否则同时更新两个参数，步数加一。",
        },
      ],
    },
    accumulateGradient: {
      points: 3,
      needs: ["lossAndGradient"],
      hints: [
        {
          en: "A mean over all examples is a sum divided once. How does the mean of one piece turn back into its sum?",
          zh: "对全部样本的平均，就是求和之后只除一次。一块的平均值，怎样还原成它的和？",
        },
        {
          en: "∇L = Σ_k (n_k / n) ∇L_k with n = Σ_k n_k, and the same for the loss.",
          zh: "∇L = Σ_k (n_k / n) ∇L_k，其中 n = Σ_k n_k；损失同理。",
        },
        {
          en: "Count the examples of all pieces. Start sums at zero. For each piece that is not empty compute its mean loss and gradient, and add them to the sums, weighted by the piece's share of the examples.",
          zh: "数出所有块的样本总数。累加量从零开始。对每个非空的块，求出它的平均损失和梯度，按它所占样本的比例加权后累加。",
        },
      ],
    },
  },
});
