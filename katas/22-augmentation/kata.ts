import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "Image augmentation", zh: "图像数据增强" },
  theme: "generalization",
  requires: ["fit-diagnosis"],
  difficulty: "medium",
  minutes: 40,
  parts: {
    flipHorizontal: {
      points: 1,
      picture: { kind: "image", of: "", inputs: [0] },
      hints: [
        { en: "Only one of the three axes changes its order. Which?", zh: "三个轴里只有一个要改变次序，是哪一个？" },
        { en: "y[c][i][j] = x[c][i][W - 1 - j].", zh: "y[c][i][j] = x[c][i][W - 1 - j]。" },
        {
          en: "For every plane and every row, a copy of the row from its last entry to its first. Copy before you reverse: the argument must stay as it is.",
          zh: "对每个通道的每一行，取一份从尾到头的副本。先复制再反转：参数不能被改动。",
        },
      ],
    },
    translate: {
      points: 2,
      picture: { kind: "image", of: "", inputs: [0] },
      hints: [
        {
          en: "Walk over the pixels of the result, not of the source: where does this one come from?",
          zh: "遍历的应当是结果的像素而不是原图的像素：这个像素是从哪里来的？",
        },
        {
          en: "y(i, j) = x(i - dy, j - dx), read bilinearly; a pixel outside the image is 0.",
          zh: "y(i, j) = x(i - dy, j - dx)，用双线性插值读取；图像之外的像素为 0。",
        },
        {
          en: "Write a helper that reads a plane at a real position: floor both coordinates, take the four pixels around with weights (1 - a)(1 - b), (1 - a)b, a(1 - b), ab, and let each of the four that lies outside count as 0 by itself. Call it at the shifted position.",
          zh: "写一个辅助函数，在实数位置读取一个通道：两个坐标取整得到周围四个像素，权重为 (1 - a)(1 - b)、(1 - a)b、a(1 - b)、ab；四个之中落在图外的，各自按 0 计。然后在平移后的位置调用它。",
        },
      ],
    },
    rotate: {
      points: 4,
      needs: ["translate"],
      picture: { kind: "image", of: "", inputs: [0] },
      hints: [
        {
          en: "Again from the result back to the source, so the rotation that you apply is the inverse one. And rows run downwards.",
          zh: "仍然是从结果反推原图，所以代入的是逆旋转。另外别忘了行号是向下增大的。",
        },
        {
          en: "With p = i - (H-1)/2 and q = j - (W-1)/2: u = (H-1)/2 + q sin θ + p cos θ, v = (W-1)/2 + q cos θ - p sin θ.",
          zh: "记 p = i - (H-1)/2，q = j - (W-1)/2，则 u = (H-1)/2 + q sin θ + p cos θ，v = (W-1)/2 + q cos θ - p sin θ。",
        },
        {
          en: "Turn degrees into radians. For each pixel of the result take its offsets from the centre, turn them clockwise, add the centre again, and read the plane there with the helper of the translation. Check the sense with a quarter turn: the right edge must become the top edge.",
          zh: "先把角度化为弧度。对结果的每个像素，求它相对中心的偏移，顺时针转过去，再加回中心，用平移里的辅助函数在那里读取。用转 90 度来检查方向：右边缘应当变成上边缘。",
        },
      ],
    },
    resizeBilinear: {
      points: 3,
      picture: { kind: "image", of: "", inputs: [0] },
      hints: [
        {
          en: "Think of pixels as little squares. The outer edges of the two images coincide, not the centres of their corner pixels.",
          zh: "把像素看成小方块。两幅图对齐的是外边缘，不是角上像素的中心。",
        },
        {
          en: "u = (i + ½)·H/h - ½, kept between 0 and H - 1; the same across.",
          zh: "u = (i + ½)·H/h - ½，并限制在 0 到 H - 1 之间；横向同理。",
        },
        {
          en: "For each pixel of the result compute the two source coordinates with the ratio old size over new size, clamp each into the grid, and interpolate between the four neighbours.",
          zh: "对结果的每个像素，用“旧尺寸除以新尺寸”的比例求出原图的两个坐标，分别截到网格之内，再在四个邻点之间插值。",
        },
      ],
    },
    randomCrop: {
      points: 2,
      picture: { kind: "image", of: "", inputs: [0] },
      hints: [
        {
          en: "How many positions has a window of height h in a column of H + 2p rows? The last one counts too.",
          zh: "高为 h 的窗口在 H + 2p 行里有几个位置？最后一个也算。",
        },
        {
          en: "top = ⌊r₁·(H + 2p - h + 1)⌋, left = ⌊r₂·(W + 2p - w + 1)⌋, both in the padded image.",
          zh: "top = ⌊r₁·(H + 2p - h + 1)⌋，left = ⌊r₂·(W + 2p - w + 1)⌋，都是填充之后的坐标。",
        },
        {
          en: "Draw the top row, then the left column, each with its own draw even if there is no choice. Subtract the padding to get coordinates of the image, copy the window, and put 0 wherever the image has no pixel.",
          zh: "先抽上边的行号，再抽左边的列号，即使没有选择余地也各抽一次。减去填充宽度换成原图坐标，复制窗口，原图没有像素的地方填 0。",
        },
      ],
    },
    colorJitter: {
      points: 4,
      picture: { kind: "image", of: "", inputs: [0] },
      hints: [
        {
          en: "All three are the same operation: a blend with another image. They differ in what that other image is.",
          zh: "三种操作其实是同一件事：与另一幅图混合。区别只在那另一幅图是什么。",
        },
        {
          en: "clamp(f·x + (1 - f)·ref, 0, 1), with ref = 0, the mean grey, the grey of the pixel; f uniform on [max(0, 1 - s), 1 + s].",
          zh: "clamp(f·x + (1 - f)·ref, 0, 1)，ref 依次为 0、平均灰度、该像素的灰度；f 在 [max(0, 1 - s), 1 + s] 上均匀。",
        },
        {
          en: "Draw the three factors in order, also for strengths of 0. Blend with black and clamp. From that result compute the grey plane and its mean; blend with the mean and clamp. From the new result compute the grey plane again; blend each pixel with its own grey and clamp.",
          zh: "依次抽三个系数，强度为 0 的也要抽。先与黑色混合并截断；由这个结果求灰度图及其平均值，与平均值混合并截断；再由新的结果重新求灰度图，让每个像素与自己的灰度混合并截断。",
        },
      ],
    },
    cutout: {
      points: 2,
      picture: { kind: "image", of: "", inputs: [0] },
      hints: [
        {
          en: "The centre is what is drawn, and it lies anywhere in the image; so the hole may stick out of it.",
          zh: "抽的是中心，它可以落在图中任何位置；所以洞可能伸出图外。",
        },
        {
          en: "rows ⌊r₁H⌋ - ⌊s/2⌋ … + s - 1, columns ⌊r₂W⌋ - ⌊s/2⌋ … + s - 1, cut off at the border.",
          zh: "行：从 ⌊r₁H⌋ - ⌊s/2⌋ 起共 s 行；列：从 ⌊r₂W⌋ - ⌊s/2⌋ 起共 s 列；超出边界的部分舍去。",
        },
        {
          en: "Draw the centre's row, then its column. Go back by half the size, rounded down, to get the first row and column of the hole. In all channels, put 0 where both coordinates lie in the hole and copy the rest.",
          zh: "先抽中心的行，再抽列。各退回边长的一半（向下取整），得到洞的首行首列。在所有通道里，行列都落在洞内的置 0，其余照抄。",
        },
      ],
    },
    mixup: {
      points: 3,
      picture: { kind: "image", of: "images", inputs: [0] },
      hints: [
        {
          en: "One shuffle of the indices gives every sample its partner. Whatever happens to the image happens to the target.",
          zh: "把下标洗牌一次，每个样本就有了搭档。图像怎样处理，标签就怎样处理。",
        },
        {
          en: "x̃ = λx + (1 - λ)x[π], ỹ = λy + (1 - λ)y[π].",
          zh: "x̃ = λx + (1 - λ)x[π]，ỹ = λy + (1 - λ)y[π]。",
        },
        {
          en: "Shuffle 0 … N-1 from the last index down. Blend image n with the image at place n of the shuffled order, entry by entry, and target n with the target of that same partner. The shares are the same for the whole batch.",
          zh: "从最后一个下标往前洗 0 … N-1。样本 n 的图像与洗牌后第 n 位所指的图像逐元素混合，标签 n 与同一个搭档的标签混合。整个批次用同样的比例。",
        },
      ],
    },
    cutmix: {
      points: 4,
      needs: ["mixup"],
      picture: { kind: "image", of: "images", inputs: [0] },
      hints: [
        {
          en: "A box that should hold the share 1 - λ of the area: what share of each side is that? And what if it sticks out of the image?",
          zh: "面积占 1 - λ 的框，边长占多少？如果它伸出图外又怎么办？",
        },
        {
          en: "Sides ⌊H√(1-λ)⌋ and ⌊W√(1-λ)⌋; from centre - ⌊side/2⌋ to centre + ⌊side/2⌋, clipped; λ' = 1 - area/(HW) mixes the targets.",
          zh: "边长 ⌊H√(1-λ)⌋ 与 ⌊W√(1-λ)⌋；从 中心 - ⌊边长/2⌋ 到 中心 + ⌊边长/2⌋，截到图内；用 λ' = 1 - 面积/(HW) 混合标签。",
        },
        {
          en: "Shuffle for the partners, then draw the row and the column of the centre: one box for the whole batch. Clip its four sides. Inside take the partner's pixels, outside the sample's own. Count what the clipped box really covers, and mix the targets by that.",
          zh: "先洗牌定搭档，再抽中心的行与列：整个批次共用一个框。四条边截到图内。框内取搭档的像素，框外保留自己的。按截断后框的实际面积算比例，用它混合标签。",
        },
      ],
    },
  },
});
