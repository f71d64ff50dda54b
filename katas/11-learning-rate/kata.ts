import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "Learning rate schedules", zh: "学习率调整策略" },
  theme: "optimization",
  requires: ["gradient-descent"],
  difficulty: "medium",
  minutes: 30,
  parts: {
    stepDecay: {
      points: 1,
      picture: { kind: "curve", of: "", x: { en: "step", zh: "步" }, y: { en: "learning rate", zh: "学习率" }, at: 0 },
      hints: [
        {
          en: "The rate depends on one whole number only: how many drops have happened so far.",
          zh: "学习率只取决于一个整数：到这一步为止已经降了几次。",
        },
        { en: "η_t = η · γ^⌊t / every⌋.", zh: "η_t = η · γ^⌊t / every⌋。" },
        {
          en: "Divide the step by the length of a stair, cut off the fraction, and take gamma to that power times the first rate. Step number `every` is the first one with the lower rate.",
          zh: "用步数除以每级台阶的长度，舍去小数部分，以此为 gamma 的指数，再乘初始学习率。第 `every` 步是第一个用较低学习率的步。",
        },
      ],
    },
    exponentialDecay: {
      points: 1,
      picture: { kind: "curve", of: "", x: { en: "step", zh: "步" }, y: { en: "learning rate", zh: "学习率" }, at: 0 },
      hints: [
        {
          en: "Each step keeps the same fraction of the step before. Step 0 has lost nothing yet.",
          zh: "每一步都保留上一步的同一比例。第 0 步还没有衰减。",
        },
        { en: "η_t = η · γ^t.", zh: "η_t = η · γ^t。" },
        {
          en: "Take gamma to the power of the step and multiply by the first rate. Always start from the first rate, never from a rate that has decayed already.",
          zh: "求 gamma 的 t 次方，再乘初始学习率。每次都从初始学习率出发，不要从已经衰减过的学习率出发。",
        },
      ],
    },
    inverseTimeDecay: {
      points: 1,
      picture: { kind: "curve", of: "", x: { en: "step", zh: "步" }, y: { en: "learning rate", zh: "学习率" }, at: 0 },
      hints: [
        {
          en: "The step stands in the denominator, so the decay gets slower and slower.",
          zh: "步数出现在分母里，所以衰减越来越慢。",
        },
        { en: "η_t = η / (1 + k t).", zh: "η_t = η / (1 + k t)。" },
        {
          en: "Multiply the decay by the step, add one, and divide the first rate by that.",
          zh: "衰减系数乘步数，加 1，再用初始学习率除以它。",
        },
      ],
    },
    polynomialDecay: {
      points: 2,
      picture: { kind: "curve", of: "", x: { en: "step", zh: "步" }, y: { en: "learning rate", zh: "学习率" }, at: 0 },
      hints: [
        {
          en: "How much of the way is still left? That fraction goes to a power, and it must not become negative.",
          zh: "路程还剩多少？对这个比例求幂，而且它不能变成负数。",
        },
        {
          en: "η_t = end + (η - end) · (1 - min(t, total) / total)^power.",
          zh: "η_t = end + (η - end) · (1 - min(t, total) / total)^power。",
        },
        {
          en: "Cap the step at the total. One minus step over total is what is left; raise it to the power; scale the distance between first and last rate by it; add the last rate.",
          zh: "步数最多取到 total。1 减去步数与 total 之比就是剩下的比例；求幂；用它去乘首末学习率之差；再加上末尾的学习率。",
        },
      ],
    },
    cosineAnnealing: {
      points: 2,
      picture: { kind: "curve", of: "", x: { en: "step", zh: "步" }, y: { en: "learning rate", zh: "学习率" }, at: 0 },
      hints: [
        {
          en: "A cosine goes from 1 to -1 in half a period. Shift and scale it so that it goes from η to the minimum.",
          zh: "余弦在半个周期里从 1 走到 -1。把它平移、缩放，使它从 η 走到最小值。",
        },
        { en: "η_t = min + ½ (η - min)(1 + cos(π t / half)).", zh: "η_t = min + ½ (η - min)(1 + cos(π t / half))。" },
        {
          en: "The angle is π times the step over the length of the descent. Add one to its cosine, halve that, scale the distance from minimum to maximum with it and add the minimum. Nothing special happens after the descent: the cosine climbs again by itself.",
          zh: "角度等于 π 乘步数，再除以下降段的长度。余弦加 1 后减半，用它去乘最大值与最小值之差，再加上最小值。下降段结束后不必特殊处理：余弦自己会再升上来。",
        },
      ],
    },
    warmRestarts: {
      points: 3,
      needs: ["cosineAnnealing"],
      picture: { kind: "curve", of: "", x: { en: "step", zh: "步" }, y: { en: "learning rate", zh: "学习率" }, at: 0 },
      hints: [
        {
          en: "Two numbers are needed for a step: how far into its cycle it is, and how long that cycle is.",
          zh: "对每一步要知道两个数：它处在所在周期的什么位置，这个周期有多长。",
        },
        {
          en: "Cycle k has the length first · multᵏ. In it, η_t = min + ½ (η - min)(1 + cos(π · position / length)), with position = 0, 1, …, length - 1.",
          zh: "第 k 个周期的长度是 first · multᵏ。在周期内 η_t = min + ½ (η - min)(1 + cos(π · position / length))，position = 0、1、…、length - 1。",
        },
        {
          en: "Without growth, the position is the remainder of a division. With growth, take whole cycles off the step as long as it is not smaller than the cycle, and let the cycle grow each time. What is left is the position. Stay with whole numbers.",
          zh: "周期不增长时，位置就是除法的余数。周期增长时，只要步数不小于当前周期的长度，就减去一个整周期，同时让周期变长。最后剩下的就是位置。全程只用整数。",
        },
      ],
    },
    warmupCosine: {
      points: 2,
      needs: ["cosineAnnealing"],
      picture: { kind: "curve", of: "", x: { en: "step", zh: "步" }, y: { en: "learning rate", zh: "学习率" }, at: 0 },
      hints: [
        {
          en: "Three stretches: a ramp, half a cosine, a floor. Ask in this order which one a step is in.",
          zh: "一共三段：斜坡、半个余弦、平底。按这个顺序判断某一步落在哪一段。",
        },
        {
          en: "t < warmup: η (t + 1) / warmup. Then progress p = (t - warmup) / (total - warmup) and min + ½ (η - min)(1 + cos πp). From t = total on: min.",
          zh: "t < warmup：η (t + 1) / warmup。之后进度 p = (t - warmup) / (total - warmup)，学习率为 min + ½ (η - min)(1 + cos πp)。从 t = total 起：min。",
        },
        {
          en: "In the ramp count from one, so that the first step already moves and the last step of the ramp has the full rate. After it, measure the progress from the end of the ramp, over what remains of the total. Test for the end before you divide.",
          zh: "斜坡内从 1 数起，这样第一步就有更新，斜坡的最后一步正好达到完整的学习率。之后的进度从斜坡末端量起，除以剩余的步数。先判断是否已到终点，再做除法。",
        },
      ],
    },
    oneCycle: {
      points: 3,
      needs: ["cosineAnnealing"],
      picture: { kind: "curve", of: "", x: { en: "step", zh: "步" }, y: { en: "learning rate", zh: "学习率" }, at: 0 },
      hints: [
        {
          en: "Write down the corners of the curve, each a step and a rate. Between two corners there is one rule for all phases.",
          zh: "先写出曲线的各个拐点，每个拐点是一个步数和一个学习率。两个拐点之间，各阶段用的是同一条规则。",
        },
        {
          en: "Corners: (0, peak / div), (warmFraction · total - 1, peak), (total - 1, peak / div / finalDiv); with three phases also (2 · warmFraction · total - 2, peak / div) before the last.",
          zh: "拐点：(0, peak / div)、(warmFraction · total - 1, peak)、(total - 1, peak / div / finalDiv)；三阶段时，在最后一个之前还有 (2 · warmFraction · total - 2, peak / div)。",
        },
        {
          en: "For a step find the first corner, after the start, that does not lie before it, and the corner ahead of that one. The progress is the step's share of the way between the two. Interpolate the rates with half a cosine or a straight line. Corners may lie between two whole steps: don't round them.",
          zh: "对每一步，在起点之后找到第一个不早于它的拐点，以及再前面一个拐点。进度就是这一步在两者之间走过的比例。用半个余弦或直线在两个学习率之间插值。拐点可以落在两个整数步之间，不要取整。",
        },
      ],
    },
    reduceOnPlateau: {
      points: 5,
      picture: { kind: "curve", of: "", x: { en: "epoch", zh: "训练轮次" }, y: { en: "learning rate", zh: "学习率" } },
      hints: [
        {
          en: "Three things are remembered from epoch to epoch besides the rate: the best value, the number of bad epochs in a row, and what is left of the cooldown.",
          zh: "除了学习率，各轮之间还要记住三样：最好的指标值、连续多少轮没有改善、冷却期还剩几轮。",
        },
        {
          en: "Better means value < best · (1 - threshold) or value < best - threshold (for the maximum: > and plus). The rate falls when bad > patience.",
          zh: "“改善”指 value < best · (1 - threshold)，或 value < best - threshold（取最大时换成 > 和加号）。bad > patience 时降低学习率。",
        },
        {
          en: "For each value: if it is better, keep it as the best and set the bad count to zero, else add one to the count. If a cooldown is running, shorten it by one and set the count to zero. If the count now exceeds the patience, compute the lower rate, not below the minimum; take it if the change is larger than eps; either way start the cooldown and set the count to zero. Append the rate.",
          zh: "对每个值：若有改善，就把它记为最好值并把计数清零，否则计数加一。若在冷却期内，冷却期减一，计数清零。此时若计数超过 patience，算出更低的学习率（不低于下限）；变化大于 eps 才采用；无论采用与否，都重新开始冷却期并把计数清零。最后追加当前学习率。",
        },
      ],
    },
    rangeTest: {
      points: 4,
      picture: {
        kind: "curve",
        of: "smoothed",
        x: { en: "learning rate", zh: "学习率" },
        y: { en: "smoothed loss", zh: "平滑后的损失" },
        at: 1,
      },
      hints: [
        {
          en: "Smooth first, decide afterwards: one noisy batch must not choose your learning rate.",
          zh: "先平滑，后判断：不能让一个有噪声的批次来决定学习率。",
        },
        {
          en: "m_i = β m_{i-1} + (1 - β) loss_i, s_i = m_i / (1 - β^{i+1}). Stop at the first s_i > explosion · min(s_0 … s_{i-1}). Slope at i ≥ 1: (s_i - s_{i-1}) / (ln r_i - ln r_{i-1}).",
          zh: "m_i = β m_{i-1} + (1 - β) loss_i，s_i = m_i / (1 - β^{i+1})。在第一个 s_i > explosion · min(s_0 … s_{i-1}) 处停止。i ≥ 1 处的斜率：(s_i - s_{i-1}) / (ln r_i - ln r_{i-1})。",
        },
        {
          en: "Walk through the losses with a raw average and the least smoothed value so far. Correct the average, leave the loop if it is not finite or too large, else store it. Then find the smallest slope between neighbours and report the rate at its right end; and the rate of the smallest smoothed loss. With too few values report null.",
          zh: "逐个处理损失，随身带着未修正的平均值和目前最小的平滑值。修正平均值；若它不是有限数或者太大，就退出循环，否则存下来。然后在相邻值之间找最小的斜率，报告其右端的学习率；再报告平滑损失最小处的学习率。值不够时返回 null。",
        },
      ],
    },
  },
});
