import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "What is transfer learning?", zh: "什么是迁移学习？" },
  theme: "practice",
  requires: ["mlp"],
  difficulty: "medium",
  minutes: 40,
  parts: {
    loadPretrained: {
      points: 3,
      hints: [
        {
          en: "The new head has another number of classes. What should happen to it, and who should be told?",
          zh: "新的分类头类别数不同。它该怎么处理？又该告诉谁？",
        },
        {
          en: "A tensor is taken over if name and shape both agree; otherwise the target's own stays, and its name goes into exactly one list.",
          zh: "名字和形状都一致才取预训练的张量；否则保留目标自己的，并把名字记进且只记进一个列表。",
        },
        {
          en: "Go through the target's names in order: not in the source, note it as missing; there with another shape (all axes, not the count of numbers), note it as mismatched; else take a copy of the source's. Then go through the source's names for what the target does not know.",
          zh: "按顺序遍历目标的名字：源里没有，记为 missing；有但形状不同（比较每个轴，而不是元素个数），记为 mismatched；否则取源的副本。然后遍历源的名字，找出目标里没有的。",
        },
      ],
    },
    extractFeatures: {
      points: 2,
      hints: [
        {
          en: "Features are hidden activations: after the ReLU, unless it is the network's last layer.",
          zh: "特征就是隐藏层的激活值：过了 ReLU 的，除非那是网络的最后一层。",
        },
        {
          en: "h_0 = x; h_l = relu(h_(l-1) W_l + b_l) for l < L; h_L = h_(L-1) W_L + b_L. Return h_depth.",
          zh: "h_0 = x；l < L 时 h_l = relu(h_(l-1) W_l + b_l)；h_L = h_(L-1) W_L + b_L。返回 h_depth。",
        },
        {
          en: "Start with a copy of x. For each of the first depth layers multiply, add the bias, and clip at zero if this is not the last layer of the whole network.",
          zh: "从 x 的副本开始。对前 depth 层逐层相乘、加偏置；只要不是整个网络的最后一层，就把负数截成零。",
        },
      ],
    },
    linearProbe: {
      points: 3,
      picture: { kind: "curve", of: "losses", x: { en: "step", zh: "步" }, y: { en: "loss", zh: "损失" } },
      hints: [
        {
          en: "The features are constants: this is softmax regression, and nothing flows below them.",
          zh: "特征是常数：这就是 softmax 回归，梯度不再往下传。",
        },
        {
          en: "dZ = (softmax(FW + b) - onehot) / N; dW = Fᵀ dZ + λW; db = Σ_n dZ. Loss: mean cross-entropy + ½λ ΣW².",
          zh: "dZ = (softmax(FW + b) - onehot) / N；dW = Fᵀ dZ + λW；db = Σ_n dZ。损失：平均交叉熵 + ½λ ΣW²。",
        },
        {
          en: "Begin with zeros. In each step: logits, loss with the penalty into the list, gradients, move W and b together. After the last step note the loss once more.",
          zh: "从零开始。每一步：算 logits，把含惩罚的损失记入列表，求梯度，同时更新 W 和 b。最后一步之后再记一次损失。",
        },
      ],
    },
    fineTuneStep: {
      points: 3,
      hints: [
        {
          en: "A frozen weight has a gradient, a rate and a decay. Which of them may move it?",
          zh: "冻结的权重也有梯度、学习率和衰减。哪一个可以改动它？",
        },
        {
          en: "w' = w if frozen, else w - η(g + λw) with λ = 0 for vectors and η the rate of the longest prefix. A prefix covers a name if it is empty, equal, or followed by a dot.",
          zh: "冻结时 w' = w，否则 w' = w - η(g + λw)；向量的 λ 为 0，η 取最长前缀的学习率。前缀为空、与名字相等、或后面紧跟一个点，才算覆盖。",
        },
        {
          en: "For each name: if any frozen prefix covers it, copy. Otherwise collect the prefixes of the rates that cover it and take the longest. Step entry by entry, with the decay only if the tensor is a matrix.",
          zh: "对每个名字：只要有冻结前缀覆盖它，就原样复制。否则在学习率的前缀中找出覆盖它的，取最长的一个。逐元素走一步，只有矩阵才加衰减。",
        },
      ],
    },
    gradualUnfreeze: {
      points: 3,
      picture: { kind: "curve", of: "", x: { en: "epoch", zh: "训练轮次" }, y: { en: "learning rate", zh: "学习率" } },
      hints: [
        { en: "Count groups from the output: the head is number 0.", zh: "从输出端数起：分类头是第 0 组。" },
        {
          en: "With k the groups between l and the output: the rate is η / decayᵏ in epochs e ≥ k · every, and 0 before.",
          zh: "设第 l 组到输出端之间隔了 k 组：当 e ≥ k · every 时学习率为 η / decayᵏ，此前为 0。",
        },
        {
          en: "For each epoch, one plus the whole part of epoch over every groups are awake. For each group, the number of groups after it decides whether it is among them and how often the rate is divided.",
          zh: "每个 epoch 有“1 加上 epoch 除以 every 的整数部分”组已解冻。对每一组，它之后还有几组，决定了它是否在其中，也决定学习率要除几次。",
        },
      ],
    },
    l2sp: {
      points: 2,
      hints: [
        {
          en: "Plain weight decay pulls towards zero. Where would you rather have fine-tuning pulled?",
          zh: "普通的权重衰减往零拉。微调时你希望往哪里拉？",
        },
        {
          en: "P = ½α Σ (w - w⁰)² + ½β Σ w²; gradients α(w - w⁰) and βw.",
          zh: "P = ½α Σ (w - w⁰)² + ½β Σ w²；梯度分别是 α(w - w⁰) 和 βw。",
        },
        {
          en: "For each tensor: if the pretrained ones have its name with its shape, measure from there with alpha, else from zero with beta. Add half the strength times the sum of squares; the gradient is the strength times the deviation.",
          zh: "对每个张量：预训练参数里有同名同形状的，就以它为起点，强度用 alpha；否则以零为起点，强度用 beta。惩罚加上强度的一半乘平方和；梯度是强度乘偏差。",
        },
      ],
    },
    backwardThroughFrozen: {
      points: 4,
      needs: ["extractFeatures"],
      hints: [
        {
          en: "Frozen means that the optimizer leaves a layer alone. Is its output a constant?",
          zh: "冻结是说优化器不动这一层。它的输出就成了常数吗？",
        },
        {
          en: "δ_L = (p - onehot) / N; dW_l = h_(l-1)ᵀ δ_l only if not frozen; δ_(l-1) = (δ_l W_lᵀ) ⊙ [h_(l-1) > 0] in any case.",
          zh: "δ_L = (p - onehot) / N；未冻结时才求 dW_l = h_(l-1)ᵀ δ_l；无论是否冻结，δ_(l-1) = (δ_l W_lᵀ) ⊙ [h_(l-1) > 0]。",
        },
        {
          en: "Run forward and keep every activation. From the last layer to the first: note the gradients, or null if the layer is frozen; then carry the gradient through the weights and, above the input, through the ReLU. What is left at the end is dx.",
          zh: "先前向，保存每层激活值。从最后一层到第一层：记下梯度，冻结的层记 null；然后让梯度穿过权重，只要还没到输入，再穿过 ReLU。最后剩下的就是 dx。",
        },
      ],
    },
  },
});
