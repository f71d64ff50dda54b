import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "AutoML: from raw table to a model", zh: "AutoML：从原始表格到模型" },
  theme: "evaluation",
  requires: ["hyperparameter-search"],
  difficulty: "hard",
  minutes: 60,
  parts: {
    imputeFit: {
      points: 1,
      hints: [
        { en: "Which entries may be counted, and by how many do you divide?", zh: "哪些元素该计入？又该除以几？" },
        {
          en: "The mean or the median of the known entries of the column; 0 if there is none.",
          zh: "该列已知元素的均值或中位数；一个都没有则为 0。",
        },
        {
          en: "For each column drop what is NaN. If nothing is left, give 0. Else the mean; or sort by number and take the middle one, or the mean of the two in the middle.",
          zh: "逐列去掉 NaN。若没有剩下，给 0；否则求均值，或者按数值排序取中间一个（偶数个时取中间两个的平均）。",
        },
      ],
    },
    imputeApply: {
      points: 1,
      needs: ["imputeFit"],
      hints: [
        { en: "NaN is not equal to anything, not even to itself.", zh: "NaN 不等于任何东西，包括它自己。" },
        { en: "x if x is a number, else fill[j].", zh: "x 是数就取 x，否则取 fill[j]。" },
        {
          en: "Copy every row, and where an entry is NaN put the given value of its column. Compute nothing from these rows.",
          zh: "逐行复制，遇到 NaN 就换成该列给定的值。不要用这些行去算任何统计量。",
        },
      ],
    },
    standardizeFit: {
      points: 1,
      hints: [
        { en: "Divide by n, and think of a column that never changes.", zh: "除以 n；再想想从不变化的列。" },
        {
          en: "μ = mean, σ = √(mean of (x - μ)²), and 1 in place of 0.",
          zh: "μ = 均值，σ = √((x - μ)² 的均值)，0 换成 1。",
        },
        {
          en: "For each column the mean, then the mean of the squared deviations from it, then the root; a root of 0 becomes 1.",
          zh: "每列先求均值，再求偏差平方的均值，再开方；结果为 0 则记为 1。",
        },
      ],
    },
    standardizeApply: {
      points: 1,
      needs: ["standardizeFit"],
      hints: [
        { en: "The numbers come from the argument, not from these rows.", zh: "用的是参数里的数，不是这些行自己的。" },
        { en: "(x - μⱼ) / σⱼ.", zh: "(x - μⱼ) / σⱼ。" },
        {
          en: "Entry by entry, subtract the column's mean and divide by the column's deviation, both as given.",
          zh: "逐元素减去该列的均值，再除以该列的标准差，两者都用给定的。",
        },
      ],
    },
    oneHotFit: {
      points: 1,
      hints: [
        {
          en: "How does your language sort numbers when nobody tells it how?",
          zh: "不指定规则时，你的语言是怎样给数字排序的？",
        },
        { en: "The set of codes, without NaN, rising.", zh: "去掉 NaN 的取值集合，升序。" },
        {
          en: "Drop NaN, keep each code once, sort by numeric value.",
          zh: "去掉 NaN，每个取值只留一次，按数值大小排序。",
        },
      ],
    },
    oneHotApply: {
      points: 1,
      needs: ["oneHotFit"],
      hints: [
        {
          en: "What does the test set do with a code that the training set has never seen?",
          zh: "测试集里出现训练集没见过的取值怎么办？",
        },
        {
          en: "Row n has a 1 where the category equals the code, else 0.",
          zh: "第 n 行在类别等于取值处为 1，其余为 0。",
        },
        {
          en: "For every entry, walk over the categories and write 1 for the equal one and 0 for the others. A code that equals none gets zeros throughout.",
          zh: "对每个元素遍历所有类别，相等写 1，不等写 0。与谁都不相等的，整行为 0。",
        },
      ],
    },
    selectKBest: {
      points: 2,
      hints: [
        { en: "A strong negative relation is as useful as a positive one.", zh: "强的负相关和强的正相关一样有用。" },
        {
          en: "r = Σ(x - x̄)(y - ȳ) / √(Σ(x - x̄)² Σ(y - ȳ)²), and 0 if a root is 0.",
          zh: "r = Σ(x - x̄)(y - ȳ) / √(Σ(x - x̄)² Σ(y - ȳ)²)；分母为 0 时取 0。",
        },
        {
          en: "Score each column by the absolute value of its correlation. k times take the best of those left, the earlier one unless a later one is clearly better. Return the indices sorted.",
          zh: "用相关系数的绝对值给每列打分。重复 k 次：从剩下的里面挑最好的，后面的除非明显更好，否则取前面的。把下标排序后返回。",
        },
      ],
    },
    fitRidge: {
      points: 3,
      hints: [
        {
          en: "Centre everything, and the intercept drops out of the equations.",
          zh: "先把数据中心化，截距就从方程里消失了。",
        },
        { en: "(XᶜᵀXᶜ + λI) w = Xᶜᵀ(y - ȳ), b = ȳ - w·x̄.", zh: "(XᶜᵀXᶜ + λI) w = Xᶜᵀ(y - ȳ)，b = ȳ - w·x̄。" },
        {
          en: "Subtract the means of the columns and of y. Build the Gram matrix, add λ on its diagonal, solve by elimination, and get the intercept from the means.",
          zh: "减去各列和 y 的均值；构造 Gram 矩阵，对角线加 λ，用消元法求解；再由均值得出截距。",
        },
      ],
    },
    fitKnn: {
      points: 1,
      hints: [
        { en: "There is nothing to compute. What must be kept?", zh: "没有什么要算的。要留下什么？" },
        { en: "{ kind, X, y, min(k, n) }.", zh: "{ kind, X, y, min(k, n) }。" },
        {
          en: "Copy the rows and the targets, and limit k by the number of rows.",
          zh: "复制各行和目标值，k 不超过行数。",
        },
      ],
    },
    fitLogistic: {
      points: 3,
      hints: [
        {
          en: "The gradient has the same form as that of linear regression; the residual has a sigmoid in it.",
          zh: "梯度的形式与线性回归相同，只是残差里多了 sigmoid。",
        },
        {
          en: "r = σ(Xw + b) - y; w ← w - η(Xᵀr/n + λw), b ← b - η mean(r).",
          zh: "r = σ(Xw + b) - y；w ← w - η(Xᵀr/n + λw)，b ← b - η mean(r)。",
        },
        {
          en: "Start from zeros. In each step compute all residuals with the present w and b, then move both. The penalty pulls the weights only.",
          zh: "从零开始。每一步用当前的 w 和 b 算出全部残差，再同时更新两者。惩罚只作用于权重。",
        },
      ],
    },
    fitStump: {
      points: 3,
      hints: [
        { en: "Where can a threshold stand so that it changes anything?", zh: "阈值放在哪里才会带来不同？" },
        {
          en: "Midpoints between neighbouring different values; error = Σ over both sides of (y - mean of the side)².",
          zh: "相邻不同取值的中点；误差 = 两侧各自 (y - 该侧均值)² 之和。",
        },
        {
          en: "For every feature in order and every midpoint from low to high, split the targets, add up both sums of squares, and keep the split if it beats the best so far by more than the margin. The answers are the means of the sides.",
          zh: "按特征次序，对每个中点由小到大：把目标值分成两侧，求两侧平方和之和，若比目前最好的还小（超出容差）就记下来。两侧的答案是各自的均值。",
        },
      ],
    },
    predict: {
      points: 3,
      needs: ["fitRidge", "fitKnn", "fitLogistic", "fitStump"],
      hints: [
        { en: "Four kinds, four short answers.", zh: "四种模型，四个简短的答案。" },
        {
          en: "w·x + b; σ(w·x + b); the mean y of the k nearest; left if x ≤ threshold, else right.",
          zh: "w·x + b；σ(w·x + b)；最近 k 个的 y 的均值；x ≤ 阈值取 left，否则取 right。",
        },
        {
          en: "For neighbours: squared distances to all kept rows, indices sorted by distance and then by index, the mean of the first k targets.",
          zh: "近邻：求到所有留存行的距离平方，下标按距离、再按下标排序，取前 k 个目标值的均值。",
        },
      ],
    },
    autoFit: {
      points: 6,
      needs: [
        "imputeFit",
        "imputeApply",
        "standardizeFit",
        "standardizeApply",
        "oneHotFit",
        "oneHotApply",
        "selectKBest",
        "predict",
      ],
      hints: [
        {
          en: "Everything with fit in its name sees the training rows of the fold and nothing else.",
          zh: "名字里带 fit 的，只能看到该折的训练行，别的一概不看。",
        },
        {
          en: "score = (1/n) Σ over all rows of (out-of-fold prediction - y)².",
          zh: "score = (1/n) Σ（对全部行）(折外预测 - y)²。",
        },
        {
          en: "Write one function that fits a pipeline to rows and one that applies it. For every candidate and fold fit to the other rows and predict the fold; pool all squared errors. Sort by score, then by index, and fit the first to all rows.",
          zh: "写一个在给定行上拟合整条流水线的函数，再写一个应用它的函数。对每个候选、每一折：在其余行上拟合，预测这一折；把所有平方误差放在一起求均值。按得分、再按下标排序，最后把第一名在全部行上重新拟合。",
        },
      ],
    },
    autoPredict: {
      points: 2,
      needs: ["autoFit"],
      hints: [
        {
          en: "New rows go the way that the training rows went, with the old numbers.",
          zh: "新的行要走训练行走过的路，用旧的数。",
        },
        { en: "impute, standardize, one-hot, join, select, predict.", zh: "填补、标准化、独热、拼接、选择、预测。" },
        {
          en: "Separate numeric from categorical columns, transform each with what the pipeline has stored, put the numeric ones first, pick the kept features, ask the model.",
          zh: "把数值列与类别列分开，各用流水线存好的量变换，数值列在前拼接，取出保留的特征，交给模型。",
        },
      ],
    },
    stackedEnsemble: {
      points: 4,
      needs: ["autoFit", "autoPredict", "fitRidge"],
      hints: [
        {
          en: "What may the second level learn from? Not from predictions about rows that the first level has seen.",
          zh: "第二层该从什么学起？不能是第一层见过的行上的预测。",
        },
        {
          en: "Z = out-of-fold predictions; meta = ridge(Z, y); new rows: candidates refitted to all rows, then meta.",
          zh: "Z = 折外预测；meta = ridge(Z, y)；新的行：候选在全部行上重新拟合，再过 meta。",
        },
        {
          en: "Collect a column of out-of-fold predictions from each candidate. Fit the ridge to them. Fit each candidate once more to all rows, let them speak about the new rows, and put that through the ridge.",
          zh: "每个候选给出一列折外预测；在上面拟合岭回归。再把每个候选在全部行上拟合一次，对新的行作预测，最后交给岭回归。",
        },
      ],
    },
  },
});
