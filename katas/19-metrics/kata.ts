import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "How do you measure whether a model is good?", zh: "如何衡量一个模型的好坏？" },
  theme: "evaluation",
  difficulty: "medium",
  minutes: 35,
  parts: {
    confusionMatrix: {
      points: 1,
      picture: { kind: "image", of: "" },
      hints: [
        { en: "One sample adds one to one entry.", zh: "一个样本只给一个格子加一。" },
        { en: "counts[label][prediction] += 1.", zh: "counts[标签][预测] += 1。" },
        {
          en: "Start from a square of zeros as large as the number of classes; for each sample add one in the row of its label, the column of its prediction.",
          zh: "先建一个边长为类别数的全零方阵；对每个样本，在标签所在行、预测所在列加一。",
        },
      ],
    },
    accuracy: {
      points: 1,
      hints: [
        { en: "The trace of the confusion matrix.", zh: "混淆矩阵的迹。" },
        { en: "number right / N, and 0 for N = 0.", zh: "预测正确数 / N；N = 0 时为 0。" },
        {
          en: "Count the places where label and prediction agree and divide by the number of samples, if there are any.",
          zh: "数出标签与预测一致的位置；有样本时除以样本数。",
        },
      ],
    },
    precisionRecallF1: {
      points: 3,
      needs: ["confusionMatrix"],
      hints: [
        {
          en: "Three numbers of each class are enough: hits, how often it was predicted, how often it is true.",
          zh: "每个类别只需要三个数：命中数、被预测的次数、真实出现的次数。",
        },
        {
          en: "precision = hits / predicted, recall = hits / support, F1 = 2 hits / (predicted + support). micro: add the counts first; macro, weighted: average the scores.",
          zh: "精确率 = 命中 / 被预测，召回率 = 命中 / 支持数，F1 = 2·命中 / (被预测 + 支持数)。micro：先加计数；macro、weighted：对得分取平均。",
        },
        {
          en: "Take hits from the diagonal, predicted from the column sums, support from the row sums. For micro add up each list and score once. Otherwise score every class; for macro average each score with equal weights, for weighted with the supports. A zero denominator gives 0 everywhere.",
          zh: "命中取对角线，被预测取列和，支持数取行和。micro：各列表求和，只算一次。其余：逐类计算；macro 等权平均，weighted 按支持数加权。凡分母为零都得 0。",
        },
      ],
    },
    rocCurve: {
      points: 3,
      picture: {
        kind: "trajectory",
        of: ["fpr", "tpr"],
        x: { en: "false positive rate", zh: "假阳性率" },
        y: { en: "true positive rate", zh: "真阳性率" },
      },
      hints: [
        {
          en: "Lower the threshold from Infinity past one score after the other. Who crosses it together?",
          zh: "让阈值从 Infinity 开始往下降，依次越过各个得分。哪些样本会同时越过？",
        },
        {
          en: "At threshold t: tpr = positives with score ≥ t over all positives, fpr the same of the negatives.",
          zh: "阈值为 t 时：tpr = 得分 ≥ t 的正样本数 / 正样本总数，fpr 对负样本同理。",
        },
        {
          en: "Sort by falling score. Walk through, count positives and negatives, and write down a point only when the next score is another one or there is none. Put the point of zeros with threshold Infinity in front; divide by the final counts.",
          zh: "按得分从高到低排序。依次累计正、负样本数，只有当下一个得分不同或已到末尾时才记一个点。最前面补上阈值为 Infinity 的零点；最后除以各自的总数。",
        },
      ],
    },
    rocAuc: {
      points: 2,
      needs: ["rocCurve"],
      hints: [
        {
          en: "Ties make slanted pieces of the curve. What area lies under a slanted piece?",
          zh: "打平会让曲线出现斜线段。斜线段下面的面积怎么算？",
        },
        {
          en: "Σ Δfpr · (tpr + previous tpr) / 2; the same as the share of won pairs, ties counting ½.",
          zh: "Σ Δfpr · (tpr + 前一个 tpr) / 2；等于正负样本对中获胜的比例，打平记 ½。",
        },
        {
          en: "Take the points of the curve with ties grouped and add up trapezia. Sorting once is enough; comparing all pairs is too slow for 40,000 samples. With one class only the result is 0.",
          zh: "取并列合并后的曲线点，累加梯形面积。排序一次就够了；四万个样本两两比较太慢。只有一个类别时结果为 0。",
        },
      ],
    },
    averagePrecision: {
      points: 2,
      needs: ["rocCurve"],
      hints: [
        {
          en: "The same sweep through the thresholds, other ratios, and steps in place of trapezia.",
          zh: "同样是扫过各阈值，换成别的比值，用阶梯代替梯形。",
        },
        {
          en: "Σ (recall - previous recall) · precision, precision = TP / (TP + FP) at the new point.",
          zh: "Σ (召回率 - 前一个召回率) · 精确率，精确率 = 新点处的 TP / (TP + FP)。",
        },
        {
          en: "At each distinct score, falling: multiply the share of positives that just crossed by the precision of all that have crossed so far, and add. Without positives 0.",
          zh: "得分从高到低，对每个不同的得分：刚越过的正样本占全部正样本的比例，乘以到此为止越过者的精确率，累加。没有正样本时为 0。",
        },
      ],
    },
    logLoss: {
      points: 1,
      hints: [
        { en: "Only one probability of each row matters.", zh: "每一行只有一个概率起作用。" },
        { en: "mean of -log(clip(p[label], ε, 1 - ε)).", zh: "-log(clip(p[标签], ε, 1 - ε)) 的平均。" },
        {
          en: "Pick the label's probability, raise it to ε, lower it to 1 minus ε, take minus the natural logarithm, average.",
          zh: "取出标签的概率，不足 ε 的提到 ε，超过 1 - ε 的降到 1 - ε，取负自然对数，再平均。",
        },
      ],
    },
    mse: {
      points: 1,
      hints: [
        { en: "Square, then average.", zh: "先平方，再平均。" },
        { en: "Σ (ŷ - y)² / N.", zh: "Σ (ŷ - y)² / N。" },
        {
          en: "Add up the squared differences; divide by the number of samples, if any.",
          zh: "累加差的平方；有样本时除以样本数。",
        },
      ],
    },
    rmse: {
      points: 1,
      needs: ["mse"],
      hints: [
        { en: "One operation after the last part.", zh: "在上一问之后再做一步运算。" },
        { en: "√MSE.", zh: "√MSE。" },
        { en: "Take the root of the mean, not the mean of roots.", zh: "对平均值开方，而不是对开方取平均。" },
      ],
    },
    mae: {
      points: 1,
      hints: [
        { en: "Errors must not cancel.", zh: "误差不能互相抵消。" },
        { en: "Σ |ŷ - y| / N.", zh: "Σ |ŷ - y| / N。" },
        {
          en: "Add up the magnitudes of the differences; divide by the number of samples, if any.",
          zh: "累加差的绝对值；有样本时除以样本数。",
        },
      ],
    },
    r2: {
      points: 2,
      hints: [
        {
          en: "The model competes with a constant. Which constant is the best?",
          zh: "模型的对手是一个常数。哪个常数最好？",
        },
        { en: "1 - Σ (y - ŷ)² / Σ (y - mean of y)².", zh: "1 - Σ (y - ŷ)² / Σ (y - y 的均值)²。" },
        {
          en: "Average the truth; add up the squared deviations of the truth from it, and those from the predictions; one minus the quotient. If the first sum is 0, the result is 0.",
          zh: "求真实值的均值；累加真实值对均值的偏差平方，以及对预测值的偏差平方；用 1 减去后者与前者之比。前者为 0 时结果为 0。",
        },
      ],
    },
    calibrationError: {
      points: 3,
      hints: [
        {
          en: "Of the samples predicted with about 80 per cent, 80 per cent should be right. Group by confidence.",
          zh: "在以八成左右的把握预测的样本里，应有八成预测正确。按置信度分组。",
        },
        {
          en: "Σ over bins of (n_b / N) · |accuracy_b - confidence_b|, which is Σ |Σ (right - confidence)| / N.",
          zh: "对各箱求 (n_b / N) · |准确率_b - 置信度_b| 之和，即 Σ |Σ (对错 - 置信度)| / N。",
        },
        {
          en: "For each row take the largest probability as confidence and its first position as prediction. The bin is the confidence times the number of bins, rounded up, minus one, and never below 0. Collect right (1 or 0) minus confidence by bin; add up the absolute values and divide by N.",
          zh: "每行取最大概率作置信度，其首个位置作预测。箱号 = 置信度乘箱数，向上取整，减一，不小于 0。按箱累加对错（1 或 0）减置信度；各箱取绝对值相加，除以 N。",
        },
      ],
    },
  },
});
