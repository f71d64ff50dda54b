import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "Dropout", zh: "Dropout（随机失活）" },
  theme: "generalization",
  requires: ["mlp"],
  difficulty: "medium",
  minutes: 25,
  parts: {
    dropoutMask: {
      points: 2,
      hints: [
        {
          en: "Every entry has its own coin. Which side of the coin has the probability `rate`?",
          zh: "每个元素各掷一次硬币。硬币的哪一面概率是 `rate`？",
        },
        {
          en: "With u uniform on [0, 1): 0 if u < rate, else 1.",
          zh: "设 u 在 [0, 1) 上均匀分布：u < rate 时为 0，否则为 1。",
        },
        {
          en: "Take the first length off the shape. If no lengths are left, draw that many numbers and compare each with the rate; otherwise make that many masks of the remaining shape, one after the other.",
          zh: "取出形状的第一个长度。若后面没有长度了，就抽这么多个数，逐个与 rate 比较；否则依次生成这么多个剩余形状的掩码。",
        },
      ],
    },
    dropoutForward: {
      points: 3,
      hints: [
        {
          en: "The next layer should see the same expected input in training and at test time. Who pays for that, and when?",
          zh: "下一层在训练和测试时看到的期望输入应当相同。由谁来补偿？在什么时候？",
        },
        {
          en: "Training: out = x ⊙ mask / (1 - rate). Test: out = x.",
          zh: "训练时：out = x ⊙ mask / (1 - rate)。测试时：out = x。",
        },
        {
          en: "At test time return the input as it is. In training multiply every entry by its mask and by one over the probability of being kept; when that probability is zero, everything is zero.",
          zh: "测试时原样返回输入。训练时，每个元素乘以自己的掩码，再乘保留概率的倒数；保留概率为零时，结果全为零。",
        },
      ],
    },
    dropoutBackward: {
      points: 2,
      needs: ["dropoutForward"],
      hints: [
        {
          en: "Given the mask, the forward multiplies each entry by a constant. What is the derivative of that?",
          zh: "掩码给定之后，前向只是把每个元素乘一个常数。它的导数是什么？",
        },
        {
          en: "Training: dx = dout ⊙ mask / (1 - rate). Test: dx = dout.",
          zh: "训练时：dx = dout ⊙ mask / (1 - rate)。测试时：dx = dout。",
        },
        {
          en: "Send the gradient through the same gate and the same scale that the activation went through; at test time pass it on as it is.",
          zh: "让梯度经过与激活值相同的门和相同的缩放；测试时原样传下去。",
        },
      ],
    },
    dropoutLayer: {
      points: 3,
      needs: ["dropoutMask", "dropoutForward", "dropoutBackward"],
      hints: [
        {
          en: "The weights never see x; they see what dropout has left of it. And there is only one mask.",
          zh: "权重看到的从来不是 x，而是 dropout 之后剩下的部分。掩码也只有一个。",
        },
        {
          en: "With x̃ = x ⊙ mask / (1 - rate): out = x̃ W + b, dW = x̃ᵀ dout, db = Σ_n dout_n, dx = (dout Wᵀ) ⊙ mask / (1 - rate).",
          zh: "记 x̃ = x ⊙ mask / (1 - rate)：out = x̃ W + b，dW = x̃ᵀ dout，db = Σ_n dout_n，dx = (dout Wᵀ) ⊙ mask / (1 - rate)。",
        },
        {
          en: "Draw the mask once and keep it. Drop x, and use the result both for the output and for the gradient of the weights. Take the gradient back through the weights, and then through the dropout with the kept mask. Sum the upstream gradient over the batch for the bias.",
          zh: "掩码只抽一次，并保留下来。对 x 做 dropout，结果既用于算输出，也用于算权重的梯度。梯度先经权重传回，再用保留的掩码穿过 dropout。偏置的梯度是上游梯度对批次求和。",
        },
      ],
    },
    spatialDropout: {
      points: 3,
      needs: ["dropoutMask", "dropoutForward"],
      picture: { kind: "image", of: "", inputs: [0] },
      hints: [
        {
          en: "How many coins are needed for N images with C channels each?",
          zh: "N 张图像、每张 C 个通道，一共要掷多少次硬币？",
        },
        {
          en: "mask is [N, C]; out[n][c] = x[n][c] · mask[n][c] / (1 - rate), for all pixels alike.",
          zh: "mask 是 [N, C]；out[n][c] = x[n][c] · mask[n][c] / (1 - rate)，所有像素相同。",
        },
        {
          en: "Go through the images, and through the channels of each. Draw one number for a channel, decide, and multiply the whole map by zero or by one over the probability of being kept. At test time draw nothing and return the input as it is.",
          zh: "依次处理每张图像的每个通道。每个通道抽一个数，作出决定，再把整张特征图乘以零，或者乘以保留概率的倒数。测试时不抽数，原样返回输入。",
        },
      ],
    },
    monteCarloPredict: {
      points: 4,
      needs: ["dropoutMask", "dropoutForward"],
      hints: [
        {
          en: "It is test time, and dropout is on all the same. What changes from pass to pass, and what does not?",
          zh: "这是测试阶段，但 dropout 照样打开。每一遍之间什么会变，什么不变？",
        },
        {
          en: "y_t = dropout_t(relu(x W1 + b1)) W2 + b2; mean = (1/T) Σ y_t; variance = (1/T) Σ (y_t - mean)².",
          zh: "y_t = dropout_t(relu(x W1 + b1)) W2 + b2；mean = (1/T) Σ y_t；variance = (1/T) Σ (y_t - mean)²。",
        },
        {
          en: "Compute the hidden layer once. For each pass draw a new mask for the whole batch, drop, apply the second layer and store the result. Average the results; then average the squared distances from that mean. Don't subtract the squared mean from the mean square: for outputs far from zero nothing is left of it.",
          zh: "隐藏层只算一次。每一遍为整个批次抽一个新掩码，做 dropout，过第二层，存下结果。先求平均，再对到平均值的距离平方求平均。不要用平方的平均减去平均的平方：输出远离零时，有效数字会全部抵消。",
        },
      ],
    },
  },
});
