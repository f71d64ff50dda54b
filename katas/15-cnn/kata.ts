import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "What is a convolutional network?", zh: "什么是卷积神经网络？" },
  theme: "architectures",
  requires: ["mlp"],
  difficulty: "hard",
  minutes: 60,
  parts: {
    im2col: {
      points: 3,
      picture: { kind: "image", of: "", inputs: [0] },
      hints: [
        {
          en: "Write down once where a tap of a window lands on the image, and use it in every part of this kata.",
          zh: "先写清楚：某个窗口的某个抽头落在图像的哪个像素上。整道题都用得到它。",
        },
        {
          en: "Tap (i, j) of the window at output position (p, q) reads row p·s - pad + i·d and column q·s - pad + j·d; outside of the image it reads 0. P = ⌊(H + 2·pad - d(KH - 1) - 1) / s⌋ + 1.",
          zh: "输出位置 (p, q) 的窗口的抽头 (i, j) 读第 p·s - pad + i·d 行、第 q·s - pad + j·d 列；落在图像外读 0。P = ⌊(H + 2·pad - d(KH - 1) - 1) / s⌋ + 1。",
        },
        {
          en: "Make a matrix of zeros with C·KH·KW rows and P·Q columns for each image. Go through channels, taps and positions; where the tap lands on the image, copy the pixel to row (c·KH + i)·KW + j, column p·Q + q.",
          zh: "每张图先建一个 C·KH·KW 行、P·Q 列的零矩阵。遍历通道、抽头、位置；抽头落在图像内时，把像素写到第 (c·KH + i)·KW + j 行、第 p·Q + q 列。",
        },
      ],
    },
    conv2dForward: {
      points: 4,
      picture: { kind: "image", of: "", inputs: [0, 1] },
      hints: [
        {
          en: "Seven loops, or one matrix product with what you have already. The kernel is not flipped.",
          zh: "七层循环，或者利用已有的结果做一次矩阵乘法。卷积核不翻转。",
        },
        {
          en: "out[n][o][p][q] = b[o] + Σ over c, i, j of w[o][c][i][j] · x[n][c][p·s - pad + i·d][q·s - pad + j·d], where a pixel outside of the image is 0.",
          zh: "out[n][o][p][q] = b[o] + 对 c、i、j 求和的 w[o][c][i][j] · x[n][c][p·s - pad + i·d][q·s - pad + j·d]，图像外的像素为 0。",
        },
        {
          en: "Start every output at the bias of its filter, once. Then for each image, filter, channel, position and tap: if the tap lands on the image, add weight times pixel. Skipping the taps outside saves you the padded copy.",
          zh: "每个输出先取它的滤波器的偏置，只取一次。再对每张图、每个滤波器、通道、位置、抽头：若抽头落在图像内，就加上权重乘像素。跳过图像外的抽头，就不必真的去填充。",
        },
      ],
    },
    conv2dBackward: {
      points: 7,
      needs: ["conv2dForward"],
      picture: { kind: "image", of: "dx", inputs: [0, 1] },
      hints: [
        {
          en: "Keep the loops of the forward pass. Each of its products has two factors, and each factor receives something.",
          zh: "保留前向的循环。前向的每个乘积有两个因子，每个因子都会收到梯度。",
        },
        {
          en: "For every product w · x that went into out[n][o][p][q]: that weight's gradient grows by dout · x, that pixel's by dout · w. db[o] = Σ dout[n][o][p][q] over n, p, q.",
          zh: "对每个进入 out[n][o][p][q] 的乘积 w · x：该权重的梯度增加 dout · x，该像素的梯度增加 dout · w。db[o] 是 dout[n][o][p][q] 对 n、p、q 之和。",
        },
        {
          en: "Make zeros in the shapes of x, w and b. Run through exactly the taps of the forward pass, with the same positions; at each add to dw and to dx. Never assign: windows overlap, and images share the weights. Nothing is divided by N.",
          zh: "按 x、w、b 的形状建零数组。走一遍与前向完全相同的抽头和位置，每次往 dw 和 dx 里各加一项。一定要累加：窗口会重叠，权重被所有图共用。不要除以 N。",
        },
      ],
    },
    maxPool2dForward: {
      points: 3,
      picture: { kind: "image", of: "out", inputs: [0] },
      hints: [
        {
          en: "The same windows as in the convolution. What must the search for the maximum start from, and which of two equal entries should it keep?",
          zh: "窗口与卷积相同。求最大值应当从什么初值开始？两个数相等时该留哪个？",
        },
        {
          en: "out = the maximum over the taps that land on the image, starting from -∞; argmax = row · W + column of the first tap that reaches it.",
          zh: "out 是落在图像内的抽头的最大值，初值为 -∞；argmax 是第一个取到它的抽头的 行 · W + 列。",
        },
        {
          en: "For each window run through its taps row by row, skip those outside of the image, and replace best value and place only when the pixel is strictly larger. If no stride is given, it is the kernel.",
          zh: "对每个窗口逐行走过抽头，跳过图像外的，只有严格更大时才更新最大值和位置。没给步幅时，步幅等于窗口大小。",
        },
      ],
    },
    maxPool2dBackward: {
      points: 3,
      needs: ["maxPool2dForward"],
      picture: { kind: "image", of: "", inputs: [0, 1] },
      hints: [
        {
          en: "A small change of an entry that is not the maximum does not change the output.",
          zh: "不是最大值的元素稍微变一点，输出不会变。",
        },
        {
          en: "dx at the argmax of window (p, q) grows by dout[p][q]; everywhere else it stays 0.",
          zh: "窗口 (p, q) 的 argmax 处的 dx 增加 dout[p][q]；其余为 0。",
        },
        {
          en: "Find argmax by the forward pass, turn each index back into row (quotient by W) and column (remainder), and add dout there. One pixel may win several windows.",
          zh: "先用前向求出 argmax，把序号还原成行（除以 W 的商）和列（余数），在那里加上 dout。一个像素可能在几个窗口里都是最大值。",
        },
      ],
    },
    avgPool2dForward: {
      points: 2,
      picture: { kind: "image", of: "", inputs: [0] },
      hints: [
        {
          en: "A convolution whose weights are all the same, channel by channel.",
          zh: "相当于逐通道的卷积，权重全都相同。",
        },
        {
          en: "out = (Σ of the taps that land on the image) / (KH·KW), also where part of the window is padding.",
          zh: "out =（落在图像内的抽头之和）/ (KH·KW)，窗口有一部分是填充时也一样。",
        },
        {
          en: "The loops of max pooling with a sum in place of the maximum; divide by the full size of the window, not by the number of taps that you added.",
          zh: "与最大池化相同的循环，把取最大换成求和；除以窗口的完整大小，而不是实际加了几个。",
        },
      ],
    },
    avgPool2dBackward: {
      points: 2,
      needs: ["avgPool2dForward"],
      picture: { kind: "image", of: "", inputs: [0] },
      hints: [
        { en: "Every pixel of a window had the same share in the mean.", zh: "窗口里每个像素对平均值的贡献相同。" },
        {
          en: "Each tap of window (p, q) that lands on the image receives dout[p][q] / (KH·KW).",
          zh: "窗口 (p, q) 中每个落在图像内的抽头得到 dout[p][q] / (KH·KW)。",
        },
        {
          en: "Zeros in the shape of x; run through windows and taps as in the forward pass and add. What would go to the padding is lost.",
          zh: "按 x 的形状建零数组；像前向那样遍历窗口和抽头并累加。分给填充的那份就丢掉。",
        },
      ],
    },
    globalAveragePool: {
      points: 1,
      hints: [
        { en: "One number for each channel of each image.", zh: "每张图的每个通道得到一个数。" },
        { en: "y[n][c] = (1 / HW) Σ x[n][c][h][w].", zh: "y[n][c] = (1 / HW) Σ x[n][c][h][w]。" },
        { en: "Add up a plane, divide by its number of pixels.", zh: "把一个平面加起来，除以像素数。" },
      ],
    },
    globalAveragePoolBackward: {
      points: 1,
      needs: ["globalAveragePool"],
      picture: { kind: "image", of: "" },
      hints: [
        { en: "All pixels of a plane receive the same.", zh: "同一平面的所有像素得到的梯度相同。" },
        { en: "dx[n][c][h][w] = dout[n][c] / (HW).", zh: "dx[n][c][h][w] = dout[n][c] / (HW)。" },
        {
          en: "Take H and W from x, and fill each plane with its channel's gradient over H·W.",
          zh: "从 x 取 H 和 W，用该通道的梯度除以 H·W 填满每个平面。",
        },
      ],
    },
  },
});
