import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "How do you initialise the weights?", zh: "权重如何初始化？" },
  theme: "optimization",
  requires: ["mlp"],
  difficulty: "medium",
  minutes: 30,
  parts: {
    fans: {
      points: 2,
      hints: [
        {
          en: "How many products does one output add up? And into how many outputs does one input go?",
          zh: "一个输出要累加多少个乘积？一个输入又会进入多少个输出？",
        },
        {
          en: "Dense [in, out]: in and out. Convolution [out, in, ...kernel]: in · Π kernel and out · Π kernel.",
          zh: "全连接 [in, out]：就是 in 和 out。卷积 [out, in, ...kernel]：in · Π kernel 和 out · Π kernel。",
        },
        {
          en: "With two axes return them as they are. With more, multiply the lengths from the third axis on; the second length times that is fan-in, the first times that is fan-out.",
          zh: "只有两个轴时原样返回。更多轴时，把第三个轴起的长度相乘；第二个长度乘以它是扇入，第一个长度乘以它是扇出。",
        },
      ],
    },
    normal: {
      points: 1,
      hints: [
        { en: "A random radius and a random angle.", zh: "一个随机的半径，一个随机的角度。" },
        {
          en: "u₁ = 1 - rng(), u₂ = rng(); mean + std · √(-2 ln u₁) · cos(2π u₂).",
          zh: "u₁ = 1 - rng()，u₂ = rng()；mean + std · √(-2 ln u₁) · cos(2π u₂)。",
        },
        {
          en: "Draw twice, in that order. One minus the first draw is never 0, so its logarithm is finite; it gives the radius. The second gives the angle. Scale, then shift.",
          zh: "按次序抽两次。1 减去第一个数不会是 0，对数总是有限的，由它得到半径；第二个数给出角度。先缩放，再平移。",
        },
      ],
    },
    xavierUniform: {
      points: 2,
      needs: ["fans"],
      hints: [
        {
          en: "What is the variance of a number that is uniform from -a to a?",
          zh: "在 -a 到 a 上均匀分布的数，方差是多少？",
        },
        {
          en: "a² / 3 = gain² · 2 / (in + out), so a = gain · √(6 / (in + out)).",
          zh: "a² / 3 = gain² · 2 / (in + out)，所以 a = gain · √(6 / (in + out))。",
        },
        {
          en: "Compute the bound once. Fill the nested array entry by entry, the last axis fastest; stretch each draw from [0, 1) to [-a, a).",
          zh: "上界只算一次。逐元素填充嵌套数组，最后一轴变化最快；把每个随机数从 [0, 1) 拉伸到 [-a, a)。",
        },
      ],
    },
    xavierNormal: {
      points: 1,
      needs: ["fans", "normal"],
      hints: [
        { en: "The same variance, another distribution.", zh: "方差相同，分布不同。" },
        { en: "std = gain · √(2 / (in + out)).", zh: "std = gain · √(2 / (in + out))。" },
        {
          en: "Compute the standard deviation from the fans, and give every entry a normal number of its own.",
          zh: "由扇入扇出算出标准差，每个元素各取一个正态数。",
        },
      ],
    },
    heNormal: {
      points: 2,
      needs: ["fans", "normal"],
      hints: [
        {
          en: "How much of the mean square is left behind a ReLU, and behind a leaky one?",
          zh: "经过 ReLU 之后，均方值还剩多少？leaky ReLU 呢？",
        },
        { en: "std = √(2 / ((1 + slope²) · in)).", zh: "std = √(2 / ((1 + slope²) · in))。" },
        {
          en: "Take fan-in, kernel included, times one plus the squared slope; two over that is the variance. Its root goes to the normal generator.",
          zh: "取扇入（含卷积核），乘以 1 加斜率的平方；2 除以它就是方差，开方之后交给正态生成器。",
        },
      ],
    },
    heUniform: {
      points: 1,
      needs: ["fans"],
      hints: [
        { en: "He's variance, and the bound that belongs to it.", zh: "用 He 的方差，再换算成对应的上界。" },
        { en: "a = √(6 / ((1 + slope²) · in)).", zh: "a = √(6 / ((1 + slope²) · in))。" },
        {
          en: "As in xavierUniform, with three times He's variance under the root.",
          zh: "与 xavierUniform 一样，只是根号里换成 He 方差的三倍。",
        },
      ],
    },
    lecunNormal: {
      points: 1,
      needs: ["fans", "normal"],
      hints: [
        { en: "Nothing is cut off, so nothing has to be made up for.", zh: "没有东西被砍掉，也就不需要补偿。" },
        { en: "std = √(1 / in).", zh: "std = √(1 / in)。" },
        { en: "As in heNormal, without the 2.", zh: "与 heNormal 一样，去掉那个 2。" },
      ],
    },
    orthogonal: {
      points: 4,
      needs: ["normal"],
      hints: [
        {
          en: "A matrix cannot have more orthogonal columns than rows. What is orthogonal in a wide one?",
          zh: "矩阵中相互正交的列不可能比行多。那么宽矩阵里正交的是什么？",
        },
        {
          en: "Tall or square: G = QR with R's diagonal positive, W = gain · Q. Wide: the same for Gᵀ, and W = gain · Qᵀ.",
          zh: "高矩阵或方阵：G = QR，R 的对角元为正，W = gain · Q。宽矩阵：对 Gᵀ 做同样的事，W = gain · Qᵀ。",
        },
        {
          en: "Draw the folded normal matrix row by row. Go through its columns (its rows, if there are more columns than rows): take off what lies along the finished ones, then divide by the length. Multiply by the gain and nest to the shape. With a QR routine, multiply each column of Q by the sign of R's diagonal entry.",
          zh: "逐行抽出折叠后的正态矩阵。依次处理各列（列多于行时处理各行）：减去沿已完成各向量的分量，再除以长度。乘以 gain，再排成原来的形状。如果用 QR 例程，则让 Q 的每一列乘以 R 对角元的符号。",
        },
      ],
    },
    propagateVariance: {
      points: 3,
      needs: ["normal"],
      picture: {
        kind: "curve",
        of: ["[].variance", "[].meanSquare"],
        x: { en: "layer", zh: "层" },
        y: { en: "spread of the activations", zh: "激活值的离散程度" },
      },
      hints: [
        {
          en: "Every layer sees what the one before has left. So does every draw.",
          zh: "每一层看到的是前一层留下的结果；随机数也是一个接一个往下抽的。",
        },
        {
          en: "h₀ ~ N(0, 1) [batch, width]; hₗ = act(hₗ₋₁ Wₗ), Wₗ ~ N(0, std²). Per layer: mean (h - h̄)², mean h², share of |h| > 0.99 (tanh) or h = 0 (ReLU).",
          zh: "h₀ ~ N(0, 1) [batch, width]；hₗ = act(hₗ₋₁ Wₗ)，Wₗ ~ N(0, std²)。每层求：(h - h̄)² 的平均、h² 的平均、|h| > 0.99（tanh）或 h = 0（ReLU）的比例。",
        },
        {
          en: "Draw the batch row by row. For each layer draw its matrix row by row, multiply, apply the activation to every entry, and collect three numbers over all entries of the result.",
          zh: "逐行抽出批次。对每一层，逐行抽出它的矩阵，相乘，对每个元素作用激活函数，再对结果的全部元素统计三个数。",
        },
      ],
    },
    zeroInitSymmetry: {
      points: 4,
      needs: ["normal"],
      hints: [
        {
          en: "Two units with the same weights compute the same, and get the same gradient.",
          zh: "两个权重相同的单元，算出的结果相同，得到的梯度也相同。",
        },
        {
          en: "h = act(X W1 + b1), ŷ = h w2 + b2; dŷ = 2(ŷ - y)/N, dz = dŷ w2ᵀ ⊙ act', dW1 = Xᵀ dz, dw2 = hᵀ dŷ, and sums for the biases.",
          zh: "h = act(X W1 + b1)，ŷ = h w2 + b2；dŷ = 2(ŷ - y)/N，dz = dŷ w2ᵀ ⊙ act'，dW1 = Xᵀ dz，dw2 = hᵀ dŷ，偏置的梯度是求和。",
        },
        {
          en: "Fill W1 row by row with the value plus jitter times a normal number; w2 with the value; biases with zero. In each step go forward, take all gradients at the old parameters, then move all four. At the end find, for each input, how far apart the hidden units' weights are, and return the largest.",
          zh: "逐行填充 W1：初值加上抖动乘以一个正态数；w2 填初值，偏置填零。每一步先前向，在旧参数处求出全部梯度，再同时更新四组参数。最后对每个输入，求各隐藏单元权重的最大差距，返回其中最大的。",
        },
      ],
    },
  },
});
