import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "What is a multilayer perceptron?", zh: "什么是多层感知机？" },
  theme: "architectures",
  requires: ["backprop-principles", "activations"],
  difficulty: "medium",
  minutes: 40,
  parts: {
    linearForward: {
      points: 1,
      hints: [
        {
          en: "Rows are samples, so the samples stay on the left of the product.",
          zh: "每一行是一个样本，所以矩阵乘法里样本在左边。",
        },
        { en: "y_nk = Σ_d x_nd W_dk + b_k.", zh: "y_nk = Σ_d x_nd W_dk + b_k。" },
        {
          en: "Multiply x by W, without a transpose. To each row of the result add the bias, entry by entry, once.",
          zh: "用 x 乘 W，不需要转置。再给结果的每一行逐元素加上偏置，只加一次。",
        },
      ],
    },
    linearBackward: {
      points: 3,
      needs: ["linearForward"],
      hints: [
        {
          en: "Each gradient has the shape of what it belongs to. With dout [N, K], x [N, D] and W [D, K] there is only one way to multiply for each.",
          zh: "每个梯度都与它所属的量同形状。已知 dout [N, K]、x [N, D]、W [D, K]，每个梯度都只有一种乘法对得上。",
        },
        {
          en: "dx = dout · Wᵀ, dW = xᵀ · dout, db_k = Σ_n dout_nk.",
          zh: "dx = dout · Wᵀ，dW = xᵀ · dout，db_k = Σ_n dout_nk。",
        },
        {
          en: "Two matrix products with one transpose each. The bias was added to every row, so add up the rows of dout. Divide by nothing: the mean over the batch belongs to the loss and has come in with dout.",
          zh: "两次矩阵乘法，各转置一个矩阵。偏置加到了每一行上，所以把 dout 的各行加起来。什么都不要除：对批次取平均是损失的事，已经体现在 dout 里了。",
        },
      ],
    },
    reluForward: {
      points: 1,
      hints: [
        { en: "Keep what is positive.", zh: "正的留下。" },
        { en: "relu(t) = max(t, 0).", zh: "relu(t) = max(t, 0)。" },
        {
          en: "Go through every entry of every row; replace what is below zero by zero; return new rows.",
          zh: "逐行逐元素处理：小于零的换成零；返回新的行。",
        },
      ],
    },
    reluBackward: {
      points: 1,
      needs: ["reluForward"],
      hints: [
        {
          en: "What decides whether a gradient passes: its own sign, or that of the input?",
          zh: "梯度能否通过，看的是它自己的正负，还是输入的正负？",
        },
        {
          en: "dx = dout where x > 0, and 0 elsewhere, also at x = 0.",
          zh: "x > 0 处 dx = dout，其余为 0，x = 0 处也是 0。",
        },
        {
          en: "For every entry look at x at the same place: if it is positive, copy dout as it is, sign included; otherwise write 0.",
          zh: "对每个位置，看 x 在同一处的值：若为正，就原样抄下 dout（连同符号）；否则写 0。",
        },
      ],
    },
    softmaxCrossEntropy: {
      points: 4,
      hints: [
        {
          en: "Softmax and logarithm, taken together, simplify. Taken one after the other, the probability may already be 0 when the logarithm sees it.",
          zh: "softmax 和对数合在一起算，可以化简。若一个接一个地算，轮到取对数时概率可能已经变成 0。",
        },
        {
          en: "With m the row's maximum: -log p_y = log Σ_c e^(z_c - m) - (z_y - m). The gradient of the mean is (p - onehot) / N.",
          zh: "设 m 为该行最大值：-log p_y = log Σ_c e^(z_c - m) - (z_y - m)。均值的梯度是 (p - onehot) / N。",
        },
        {
          en: "For each row: subtract its own maximum, exponentiate, sum. The row's loss is the logarithm of that sum minus the label's shifted logit. Its gradient is the exponentials over the sum, with 1 subtracted at the label. Divide both by the number of rows.",
          zh: "对每一行：减去本行的最大值，取指数，求和。这一行的损失是该和的对数，减去标签处平移后的 logit；梯度是各个指数除以该和，再在标签处减 1。两者都除以行数。",
        },
      ],
    },
    mlpForward: {
      points: 2,
      needs: ["linearForward", "reluForward"],
      hints: [
        {
          en: "How many ReLUs does a network of L layers have? Who needs the hidden activations later on?",
          zh: "L 层的网络有几个 ReLU？隐藏层的激活值，之后谁还要用？",
        },
        {
          en: "h_0 = x; h_l = relu(h_(l-1) W_l + b_l) for l < L; logits = h_(L-1) W_L + b_L.",
          zh: "h_0 = x；l < L 时 h_l = relu(h_(l-1) W_l + b_l)；logits = h_(L-1) W_L + b_L。",
        },
        {
          en: "Start with x. For every layer except the last: dense layer, ReLU, append the result to the list. Then the last dense layer, without a ReLU and without a softmax. With one layer the list stays empty.",
          zh: "从 x 开始。除最后一层外，对每一层：做线性变换，过 ReLU，把结果追加到列表。再做最后一层的线性变换，不过 ReLU，也不过 softmax。只有一层时，列表是空的。",
        },
      ],
    },
    mlpLossAndGradients: {
      points: 5,
      needs: ["linearBackward", "reluBackward", "softmaxCrossEntropy", "mlpForward"],
      hints: [
        {
          en: "One gradient walks from the logits to the input. At each layer it leaves something behind, and what goes on is dx.",
          zh: "一个梯度从 logits 走回输入。每经过一层，它留下该层参数的梯度，继续往前走的是 dx。",
        },
        {
          en: "δ_L = dlogits; dW_l = h_(l-1)ᵀ δ_l + λ W_l; db_l = Σ_n δ_l; δ_(l-1) = (δ_l W_lᵀ) ⊙ [h_(l-1) > 0]. Loss: cross-entropy + λ/2 Σ_l ‖W_l‖².",
          zh: "δ_L = dlogits；dW_l = h_(l-1)ᵀ δ_l + λ W_l；db_l = Σ_n δ_l；δ_(l-1) = (δ_l W_lᵀ) ⊙ [h_(l-1) > 0]。损失：交叉熵 + λ/2 Σ_l ‖W_l‖²。",
        },
        {
          en: "Run forward and keep the input of every layer. Start from dlogits. From the last layer to the first: the dense layer's backward with that layer's input; store dW plus l2 times W, and db without anything added; unless this was the first layer, pass dx through the ReLU that made its input. At the end add half of l2 times the sum of all squared weights to the loss.",
          zh: "先做前向，保存每一层的输入。从 dlogits 出发，由最后一层到第一层：用该层的输入做线性层的反向；存下 dW 加 l2 乘 W，以及什么都不加的 db；若不是第一层，再让 dx 穿过产生该输入的那个 ReLU。最后把 l2 的一半乘所有权重的平方和，加到损失上。",
        },
      ],
    },
    mlpStep: {
      points: 2,
      needs: ["mlpLossAndGradients"],
      hints: [
        {
          en: "All gradients belong to one and the same point. When may the first parameter move?",
          zh: "所有梯度都是在同一个点上求的。什么时候才可以动第一个参数？",
        },
        {
          en: "W_l ← W_l - η ∂L/∂W_l and b_l ← b_l - η ∂L/∂b_l for all l, and L is the loss before.",
          zh: "对所有 l：W_l ← W_l - η ∂L/∂W_l，b_l ← b_l - η ∂L/∂b_l；返回的是更新前的损失 L。",
        },
        {
          en: "Compute loss and gradients once. Build new layers from the old ones minus the rate times the gradient, weights and biases alike. The penalty is in the gradient already. Hand back the loss that you computed first.",
          zh: "损失和梯度只算一次。用旧参数减去学习率乘梯度，构造新的层，权重和偏置都要更新。正则项已经在梯度里了。返回一开始算出的那个损失。",
        },
      ],
    },
  },
});
