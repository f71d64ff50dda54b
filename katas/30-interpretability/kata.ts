import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "Interpretability and attention", zh: "可解释性与注意力" },
  theme: "practice",
  requires: ["cnn"],
  difficulty: "hard",
  minutes: 60,
  parts: {
    mlpLogits: {
      points: 1,
      hints: [
        {
          en: "Two linear layers and one non-linearity. Nothing comes after the second layer.",
          zh: "两个线性层，中间一个非线性。第二层之后什么也没有。",
        },
        {
          en: "logits = act(X·W1 + b1)·W2 + b2, where act is max(0, z) or tanh z.",
          zh: "logits = act(X·W1 + b1)·W2 + b2，其中 act 是 max(0, z) 或 tanh z。",
        },
        {
          en: "For each row: multiply by W1 and add b1, apply the activation that the model names to every entry, multiply by W2 and add b2.",
          zh: "对每一行：乘 W1 加 b1，对每个元素施加模型指定的激活函数，再乘 W2 加 b2。",
        },
      ],
    },
    saliency: {
      points: 2,
      needs: ["mlpLogits"],
      hints: [
        {
          en: "It is backpropagation that does not stop at the first layer's weights but goes on to the input. What enters at the top?",
          zh: "这就是反向传播，只是不停在第一层的权重上，而是一直传到输入。最上面送进去的是什么？",
        },
        {
          en: "g = W1 · (act'(z) ⊙ column t of W2), with z = x·W1 + b1; relu'(0) = 0 and tanh' = 1 - tanh².",
          zh: "g = W1 · (act'(z) ⊙ W2 的第 t 列)，其中 z = x·W1 + b1；relu'(0) = 0，tanh' = 1 - tanh²。",
        },
        {
          en: "Compute z. For each hidden unit take its weight to the target class and multiply by the slope of the activation at z. For each input add up these numbers, each times the weight from the input to that unit. Then take magnitudes, and products with x.",
          zh: "算出 z。对每个隐藏单元，取它到目标类别的权重，乘以激活函数在 z 处的斜率。对每个输入，把这些数乘以输入到该单元的权重后求和。最后求绝对值，以及与 x 的乘积。",
        },
      ],
    },
    integratedGradients: {
      points: 3,
      needs: ["saliency", "mlpLogits"],
      hints: [
        {
          en: "Average the gradient along the straight line from the baseline to the input. Only then multiply, and by the way, not by the input.",
          zh: "沿着从基线到输入的直线对梯度取平均。平均完再相乘，而且乘的是走过的路，不是输入。",
        },
        {
          en: "aᵢ = (xᵢ - x'ᵢ) · Σₖ wₖ ∂F/∂xᵢ(x' + αₖ(x - x')). Right: αₖ = k/m for k = 1 … m and wₖ = 1/m.",
          zh: "aᵢ = (xᵢ - x'ᵢ) · Σₖ wₖ ∂F/∂xᵢ(x' + αₖ(x - x'))。右端点法则：αₖ = k/m，k = 1 … m，wₖ = 1/m。",
        },
        {
          en: "Make the list of positions and weights for the rule. At each position take the gradient of the target's logit and add it, times its weight, to a running vector. Multiply that vector by x minus baseline. For the check evaluate the logit at both ends.",
          zh: "按法则列出各个位置及其权重。在每个位置求目标 logit 的梯度，乘以权重累加到一个向量上。再把该向量乘以 x 减基线。最后在两端各求一次 logit，用来检验。",
        },
      ],
    },
    occlusion: {
      points: 2,
      needs: ["mlpLogits"],
      picture: { kind: "image", of: "", inputs: [1] },
      hints: [
        {
          en: "No gradient here: only many forward passes, each on an image with one square painted over.",
          zh: "这里不用梯度：只是许多次前向，每次把图像上的一个方块涂掉。",
        },
        {
          en: "drop[p][q] = F(x) - F(x with rows ps … ps + k - 1 and columns qs … qs + k - 1 filled), for p from 0 to ⌊(height - k)/s⌋.",
          zh: "drop[p][q] = F(x) - F(把第 ps … ps + k - 1 行、第 qs … qs + k - 1 列填掉的 x)，p 从 0 到 ⌊(height - k)/s⌋。",
        },
        {
          en: "Write the network once as a function from image to logit: convolve, add the bias, relu, flatten map after map, head. Evaluate it on the image. For each place copy the image, write the fill into the square in every channel, evaluate, and subtract from the first value.",
          zh: "先把网络写成从图像到 logit 的函数：卷积、加偏置、relu、逐个特征图展平、进入头部。对原图求值。然后对每个位置复制图像，在所有通道的方块内写入填充值，求值，再用原值减去它。",
        },
      ],
    },
    gradCam: {
      points: 4,
      needs: ["saliency", "mlpLogits"],
      picture: { kind: "image", of: "heatmap", inputs: [1] },
      hints: [
        {
          en: "Stop the backward pass at the feature maps. One number a map says how much the class wants more of it.",
          zh: "反向传播停在特征图上。每个特征图得到一个数，表示这个类别有多希望它更强。",
        },
        {
          en: "αₖ = (1/PQ) Σ ∂y/∂Aₖ over the map; L = relu(Σₖ αₖ Aₖ); heatmap = bilinear resize of L / max L.",
          zh: "αₖ = (1/PQ) Σ ∂y/∂Aₖ，对整张特征图求和；L = relu(Σₖ αₖ Aₖ)；heatmap 是 L / max L 的双线性放大。",
        },
        {
          en: "Compute the maps after their relu and flatten them. Take the gradient of the logit by that row, as in saliency, with the head as the model. Average it over each map. Add up the maps with these weights and clip at 0. Divide by the peak if it is positive. For output row i the source is (i + ½)·P/height - ½, limited to 0 … P - 1; mix its two neighbours; columns likewise.",
          zh: "算出 relu 之后的特征图并展平。像 saliency 那样，以头部为模型，求 logit 对这一行的梯度，再在每张图上取平均。用这些权重把各图相加，小于 0 的截为 0。峰值为正时除以峰值。输出第 i 行对应的源坐标是 (i + ½)·P/height - ½，限制在 0 … P - 1 内，在相邻两行之间插值；列同理。",
        },
      ],
    },
    scaledDotProductAttention: {
      points: 3,
      picture: { kind: "image", of: "weights" },
      hints: [
        {
          en: "Each query distributes exactly 1 among the keys that it may see. Forbidden keys must not take part in the distribution at all.",
          zh: "每个查询把恰好为 1 的权重分给它能看到的键。被禁止的键根本不参与分配。",
        },
        {
          en: "A = softmax over the allowed keys of QKᵀ/√D; output = A·V. A row without an allowed key is zero.",
          zh: "A 是 QKᵀ/√D 在允许的键上的 softmax；output = A·V。没有任何允许的键时，整行为零。",
        },
        {
          en: "For each query compute its scores, divided by √D. Find the largest among the allowed ones, subtract it, exponentiate the allowed ones and set the others to 0. Divide by the sum unless it is 0. Weigh the values with the result.",
          zh: "对每个查询算出各分数并除以 √D。在允许的分数中找最大值并减去，对允许的取指数，其余置 0。总和不为 0 时除以总和。再用所得权重对值加权求和。",
        },
      ],
    },
    scaledDotProductAttentionBackward: {
      points: 4,
      needs: ["scaledDotProductAttention"],
      hints: [
        {
          en: "Walk back through three operations: the product with V, the softmax of a row, the scaled product of Q and K.",
          zh: "往回走过三步运算：与 V 的乘积、逐行的 softmax、Q 与 K 的缩放乘积。",
        },
        {
          en: "dV = Aᵀ·dO; dA = dO·Vᵀ; dSᵢⱼ = Aᵢⱼ (dAᵢⱼ - Σₖ Aᵢₖ dAᵢₖ); dQ = dS·K/√D; dK = dSᵀ·Q/√D.",
          zh: "dV = Aᵀ·dO；dA = dO·Vᵀ；dSᵢⱼ = Aᵢⱼ (dAᵢⱼ - Σₖ Aᵢₖ dAᵢₖ)；dQ = dS·K/√D；dK = dSᵀ·Q/√D。",
        },
        {
          en: "Compute the weights again. Multiply the upstream gradient by the transposed values. In each row subtract the mean under the weights, then multiply by the weights: forbidden keys drop out by themselves. Two matrix products and the scale give dQ and dK, one more gives dV.",
          zh: "重算权重。上游梯度乘以值的转置。在每一行里减去按权重的平均，再乘以权重：被禁止的键自然消失。再用两次矩阵乘法并乘上缩放因子，得到 dQ 和 dK，另一次得到 dV。",
        },
      ],
    },
    attentionRollout: {
      points: 2,
      picture: { kind: "image", of: "" },
      hints: [
        {
          en: "A token's new state is half attention and half itself. Layers follow each other, so their matrices multiply; on which side?",
          zh: "token 的新状态一半来自注意力，一半来自自己。层与层相继作用，所以矩阵相乘；乘在哪一边？",
        },
        {
          en: "Âₗ = rows of ½Aₗ + ½I divided by their sums; rollout = Â_L ⋯ Â₂ Â₁.",
          zh: "Âₗ 是 ½Aₗ + ½I 逐行除以行和；rollout = Â_L ⋯ Â₂ Â₁。",
        },
        {
          en: "For each layer fuse the heads entry by entry, halve, add ½ on the diagonal, and divide each row by its sum. Start from the first layer's matrix; for every later layer multiply its matrix from the left.",
          zh: "对每一层，逐元素合并各头，乘 ½，对角线加 ½，每行除以行和。从第一层的矩阵开始，之后每一层的矩阵都从左边乘上去。",
        },
      ],
    },
    permutationImportance: {
      points: 2,
      needs: ["mlpLogits"],
      hints: [
        {
          en: "Shuffling a column breaks its link with the label and leaves its distribution as it was. The model is not trained again.",
          zh: "打乱一列会切断它与标签的联系，而保持它的分布不变。模型不重新训练。",
        },
        {
          en: "drop = accuracy(X) - accuracy(X with column d in another order); mean and population standard deviation over the repeats.",
          zh: "drop = accuracy(X) - accuracy(第 d 列换了次序的 X)；对各次重复取平均和总体标准差。",
        },
        {
          en: "Measure the accuracy once. For feature after feature, repeat after repeat: start from the order 0 … N-1, shuffle it from the last index down, copy the rows with the column taken in that order, measure, subtract.",
          zh: "先测一次准确率。按特征、再按重复次数依次进行：从次序 0 … N-1 出发，由最后一个下标往前洗牌，复制各行并按该次序取这一列，再测准确率，相减。",
        },
      ],
    },
    extractRule: {
      points: 3,
      hints: [
        {
          en: "Between two neighbouring values of a feature every threshold does the same. How many thresholds are worth trying, and what changes from one to the next?",
          zh: "在某个特征相邻的两个取值之间，任何阈值效果都一样。值得尝试的阈值有多少个？从一个到下一个，变化的是什么？",
        },
        {
          en: "G = 1 - Σ pₖ²; after the split it is (n_left G_left + n_right G_right)/N. Thresholds are midpoints of neighbouring different values.",
          zh: "G = 1 - Σ pₖ²；分裂后为 (n_left G_left + n_right G_right)/N。阈值取相邻不同取值的中点。",
        },
        {
          en: "For each feature sort the row numbers by value. Carry two tables of class counts; move one row after another from the right one to the left one. Where the next value differs, compute the weighted impurity and keep it if it beats the best so far, which starts as the impurity before the split.",
          zh: "对每个特征，把行号按取值排序。维护左右两张类别计数表，把行逐个从右表移到左表。若下一个取值不同，就计算加权不纯度；比目前最好的更低就记下。最好值的初始值是分裂前的不纯度。",
        },
      ],
    },
    fgsm: {
      points: 2,
      needs: ["mlpLogits", "saliency"],
      hints: [
        {
          en: "The weights stay, the input moves: a step of gradient ascent on the loss in which only the sign of each entry counts.",
          zh: "权重不动，动的是输入：对损失做一步梯度上升，而且只看每个分量的符号。",
        },
        {
          en: "dlogits = (softmax - onehot)/N; g = ((dlogits·W2ᵀ) ⊙ act'(z))·W1ᵀ; x̃ = clip(x + ε sign g).",
          zh: "dlogits = (softmax - onehot)/N；g = ((dlogits·W2ᵀ) ⊙ act'(z))·W1ᵀ；x̃ = clip(x + ε sign g)。",
        },
        {
          en: "Compute log-softmax of the logits with the row's maximum subtracted. The loss is minus the mean of the true classes' entries. Send probabilities minus one-hot, divided by N, back to the inputs. Add epsilon times the sign of each entry to the input, then clip if bounds are given.",
          zh: "先减去每行最大值，算出 logits 的 log-softmax。损失是各真实类别那一项平均值的相反数。把概率减去 one-hot、再除以 N，往回传到输入。给输入加上 ε 乘每个分量的符号；给了 bounds 就再裁剪。",
        },
      ],
    },
  },
});
