import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "Overfitting and underfitting: how do you tell?", zh: "过拟合与欠拟合：如何诊断？" },
  theme: "generalization",
  requires: ["l1-l2-regularization"],
  difficulty: "medium",
  minutes: 30,
  parts: {
    polynomialFit: {
      points: 4,
      hints: [
        {
          en: "A polynomial is linear in its coefficients: the powers of x are features.",
          zh: "多项式对系数是线性的：x 的各次幂就是特征。",
        },
        {
          en: "With Vᵢₖ = xᵢᵏ solve VᵀV c = Vᵀy, or better R c = Qᵀy with V = QR.",
          zh: "设 Vᵢₖ = xᵢᵏ，解 VᵀV c = Vᵀy；更好的做法是 V = QR，解 R c = Qᵀy。",
        },
        {
          en: "Build the columns of powers from 0 to the degree. Orthonormalise them one after the other, noting the coefficients; project the targets; substitute back. Or fill the normal equations and eliminate with pivots.",
          zh: "列出从 0 次到最高次的各列。逐列做正交归一化，记下系数；把目标投影上去；再回代。也可以列出法方程，用选主元的消元法求解。",
        },
      ],
    },
    learningCurve: {
      points: 3,
      needs: ["polynomialFit"],
      picture: {
        kind: "curve",
        of: ["train", "validation"],
        x: { en: "training samples", zh: "训练样本数" },
        y: { en: "error", zh: "误差" },
        at: 5,
      },
      hints: [
        {
          en: "One fit a size. Which samples is each of the two errors measured on?",
          zh: "每个规模拟合一次。两种误差各在哪些样本上计算？",
        },
        {
          en: "train = mean over the first m of (p(x) - y)²; validation = the same over all validation samples.",
          zh: "train = 前 m 个样本上 (p(x) - y)² 的平均；validation = 全部验证样本上的平均。",
        },
        {
          en: "For each size cut off the first m samples, fit, evaluate the polynomial by Horner's rule on these m and on all validation samples, average the squares.",
          zh: "对每个规模，取前 m 个样本拟合；用秦九韶算法（Horner）在这 m 个样本和全部验证样本上求值；平方误差取平均。",
        },
      ],
    },
    earlyStopping: {
      points: 3,
      hints: [
        {
          en: "Three things to remember: the best loss, when it was, and for how long nothing has improved.",
          zh: "要记住三样：最优损失、出现在哪一轮、已有几轮没有改进。",
        },
        {
          en: "loss < best - minDelta: take over, waited = 0. Otherwise waited += 1, and stop once waited ≥ patience.",
          zh: "loss < best - minDelta：更新，waited = 0。否则 waited += 1；waited ≥ patience 时停止。",
        },
        {
          en: "Start from best = Infinity and epoch -1. Go through the losses; compare strictly; on a failure count and look whether the count has reached the patience; return at once if so.",
          zh: "从 best = Infinity、轮次 -1 开始。逐个看损失，严格比较；没有改进就计数，数到 patience 就立即返回。",
        },
      ],
    },
    diagnose: {
      points: 2,
      hints: [
        {
          en: "Two comparisons, of three numbers: what is possible, the training error, the validation error.",
          zh: "三个数、两次比较：可达到的误差、训练误差、验证误差。",
        },
        {
          en: "train - optimal > bias: underfitting. validation - train > gap: overfitting.",
          zh: "train - optimal > bias：欠拟合。validation - train > gap：过拟合。",
        },
        {
          en: "Count the wrong labels of each set over its own size. Make the two comparisons, strictly, and name which of them hold: neither, one, or both.",
          zh: "分别数出两个集合中错误的标签，除以各自的大小。做两次严格比较，看成立的是哪些：都不成立、一个、或两个。",
        },
      ],
    },
    biasVariance: {
      points: 3,
      hints: [
        {
          en: "At each point the S models give S numbers. Where is their middle, and how far do they scatter about it?",
          zh: "在每个点上，S 个模型给出 S 个数。它们的中心在哪里？围绕中心散开多少？",
        },
        {
          en: "bias² = (mean over models - truth)², variance = mean over models of (prediction - mean)², over S.",
          zh: "bias² = (各模型的平均 - 真值)²，variance = 各模型 (预测 - 平均)² 的平均，除以 S。",
        },
        {
          en: "Column by column: the mean, its squared distance from the truth, then the mean squared distance of the column from its own mean. Average both over the points; the error is averaged over everything.",
          zh: "逐列处理：先求平均，再求它与真值之差的平方，然后求该列与自身平均之差的均方。两者再对各点取平均；error 则对所有模型和点取平均。",
        },
      ],
    },
    effectiveDegreesOfFreedom: {
      points: 3,
      hints: [
        {
          en: "The fitted values are a matrix times y. Its trace says how much of each target its own prediction uses.",
          zh: "拟合值等于一个矩阵乘 y。它的迹表示每个目标在自己的预测里占了多少。",
        },
        {
          en: "tr X(XᵀX + λI)⁻¹Xᵀ = Σ s²/(s² + λ) over the singular values s of X.",
          zh: "tr X(XᵀX + λI)⁻¹Xᵀ = Σ s²/(s² + λ)，对 X 的奇异值 s 求和。",
        },
        {
          en: "Fill XᵀX and add λ to its diagonal. Factor it. For each sample solve half of the system by forward substitution; the squared lengths of these vectors add up to the trace.",
          zh: "算出 XᵀX，对角线加 λ，做 Cholesky 分解。对每个样本前代一次，把所得向量长度的平方加起来，就是迹。",
        },
      ],
    },
  },
});
