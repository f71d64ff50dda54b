import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "Which optimizers do you know?", zh: "你了解哪些优化器？" },
  theme: "optimization",
  requires: ["momentum", "learning-rate"],
  difficulty: "hard",
  minutes: 45,
  parts: {
    sgd: {
      points: 1,
      hints: [
        { en: "The gradient points uphill.", zh: "梯度指向上坡。" },
        { en: "w' = w - ηg, t' = t + 1.", zh: "w' = w - ηg，t' = t + 1。" },
        {
          en: "Build a new vector of params minus the rate times the gradient, and a new state whose counter is one higher.",
          zh: "构造新向量：参数减去学习率乘梯度；再构造新状态，计数器加一。",
        },
      ],
    },
    momentum: {
      points: 2,
      hints: [
        {
          en: "The velocity is a displacement here: the rate and the sign are inside it.",
          zh: "这里的速度就是位移：学习率和负号都在里面。",
        },
        {
          en: "v' = μv - ηg; w' = w + v', or with nesterov w' = w + μv' - ηg.",
          zh: "v' = μv - ηg；w' = w + v'；nesterov 为 true 时 w' = w + μv' - ηg。",
        },
        {
          en: "Compute the new velocity. Move by it; or, for Nesterov, apply the same rule a second time to the new velocity and move by the result. The state keeps the velocity of the first application in both cases.",
          zh: "先算新速度。按它移动；若是 Nesterov，就把同一规则对新速度再用一次，按所得结果移动。两种情况下，状态里存的都是第一次得到的速度。",
        },
      ],
    },
    adagrad: {
      points: 2,
      hints: [
        { en: "Nothing is forgotten: squares are added up.", zh: "什么都不忘：平方一直累加。" },
        { en: "s' = s + g², w' = w - ηg / (√s' + ε).", zh: "s' = s + g²，w' = w - ηg / (√s' + ε)。" },
        {
          en: "Add the squared gradient to the sum first; then divide the gradient by the root of the new sum, with epsilon added to the root.",
          zh: "先把梯度的平方加进累加和；再用梯度除以新的和的平方根，ε 加在平方根外面。",
        },
      ],
    },
    rmsprop: {
      points: 2,
      hints: [
        {
          en: "Adagrad with a memory that fades: one line changes.",
          zh: "会遗忘的 Adagrad：只改一行。",
        },
        {
          en: "s' = ρs + (1 - ρ)g², w' = w - ηg / (√s' + ε). No bias correction.",
          zh: "s' = ρs + (1 - ρ)g²，w' = w - ηg / (√s' + ε)。不做偏差修正。",
        },
        {
          en: "Average the square of the gradient into s with weight one minus rho; divide the gradient, not an average of it, by the root plus epsilon.",
          zh: "以 1 - ρ 的权重把梯度的平方并入 s；再用梯度本身（不是它的平均）除以平方根加 ε。",
        },
      ],
    },
    adam: {
      points: 4,
      needs: ["rmsprop"],
      hints: [
        {
          en: "Two running averages that start from zero. How much do their weights add up to after one step? After ten?",
          zh: "两个都是从零开始的滑动平均。走一步之后，权重之和是多少？十步之后呢？",
        },
        {
          en: "m' = β₁m + (1 - β₁)g, v' = β₂v + (1 - β₂)g², w' = w - η (m' / (1 - β₁ᵗ')) / (√(v' / (1 - β₂ᵗ')) + ε), with t' = t + 1.",
          zh: "m' = β₁m + (1 - β₁)g，v' = β₂v + (1 - β₂)g²，w' = w - η (m' / (1 - β₁ᵗ')) / (√(v' / (1 - β₂ᵗ')) + ε)，其中 t' = t + 1。",
        },
        {
          en: "Raise the counter. Update both averages. Divide each by one minus its beta to the power of the new counter; take the root of the second quotient; add epsilon; step. Return the averages without the division.",
          zh: "计数器先加一。更新两个平均值。各自除以 1 减去对应 β 的 t' 次方；对第二个商取平方根，再加 ε，然后走一步。返回未做除法的平均值。",
        },
      ],
    },
    adamw: {
      points: 2,
      needs: ["adam"],
      hints: [
        {
          en: "Which weights should decay faster under L2 inside Adam, and which should under real weight decay?",
          zh: "把 L2 放进 Adam，哪些权重衰减得慢？真正的权重衰减又该如何？",
        },
        {
          en: "w' = (1 - ηλ)w - η m̂ / (√v̂ + ε): m and v from the bare gradient.",
          zh: "w' = (1 - ηλ)w - η m̂ / (√v̂ + ε)：m 和 v 只用原本的梯度。",
        },
        {
          en: "Shrink the parameters by one minus rate times decay, then make an ordinary Adam step from there with the gradient as it came.",
          zh: "先把参数乘上 1 减学习率乘衰减系数，再从那里用原来的梯度走普通的一步 Adam。",
        },
      ],
    },
    nadam: {
      points: 4,
      needs: ["adam"],
      hints: [
        {
          en: "Nesterov's form without a second gradient: the momentum of the next step is applied now, to the average that already has today's gradient in it.",
          zh: "不必另求梯度的 Nesterov：下一步的动量提前到现在用，作用在已含今天梯度的平均值上。",
        },
        {
          en: "μ_k = β₁(1 - ½·0.96^(kψ)); P' = P μ_t'; the numerator is μ_(t'+1) m' / (1 - P' μ_(t'+1)) + (1 - μ_t') g / (1 - P'); the denominator is Adam's.",
          zh: "μ_k = β₁(1 - ½·0.96^(kψ))；P' = P μ_t'；分子为 μ_(t'+1) m' / (1 - P' μ_(t'+1)) + (1 - μ_t') g / (1 - P')；分母与 Adam 相同。",
        },
        {
          en: "Raise the counter; compute the momenta of this step and of the next; multiply the product by this step's only. Update m with beta1 itself (not with the momentum) and v. Form the two-term numerator; divide it by Adam's root plus epsilon.",
          zh: "计数器加一；算出这一步和下一步的动量系数；乘积只乘上这一步的。用 β₁ 本身（不是动量系数）更新 m，再更新 v。求两项之和作分子，除以 Adam 的平方根加 ε。",
        },
      ],
    },
    lion: {
      points: 3,
      hints: [
        {
          en: "Two blends of the same average and gradient, with different weights, and only one of them is kept.",
          zh: "同一个平均值与梯度做两次混合，权重不同，只有其中一次存下来。",
        },
        {
          en: "u = sign(β₁m + (1 - β₁)g), w' = w - η(u + λw), m' = β₂m + (1 - β₂)g.",
          zh: "u = sign(β₁m + (1 - β₁)g)，w' = w - η(u + λw)，m' = β₂m + (1 - β₂)g。",
        },
        {
          en: "Blend with beta1 and take the sign; add the decay times the old weight; step by the rate. Then blend the old average, not the first blend, with beta2 for the state.",
          zh: "用 β₁ 混合并取符号；加上衰减系数乘旧权重；按学习率走一步。然后用 β₂ 混合旧的平均值（不是前一次混合的结果），存入状态。",
        },
      ],
    },
    compareOn: {
      points: 4,
      needs: ["sgd", "momentum", "adagrad", "rmsprop", "adam", "adamw", "nadam", "lion"],
      picture: {
        kind: "trajectory",
        of: "[].trajectory",
        x: { en: "first parameter", zh: "第一个参数" },
        y: { en: "second parameter", zh: "第二个参数" },
      },
      hints: [
        {
          en: "A fair race: same start, same number of steps, and nobody inherits anybody's state.",
          zh: "公平的比赛：同一起点，同样步数，谁也不继承别人的状态。",
        },
        {
          en: "w_(k+1) = step(state_k, w_k, ∇f(w_k)); the distance is ‖w_steps - target‖; reached is the smallest k with ‖w_k - target‖ ≤ tolerance.",
          zh: "w_(k+1) = step(state_k, w_k, ∇f(w_k))；距离是 ‖w_steps - target‖；reached 是使 ‖w_k - target‖ ≤ tolerance 的最小 k。",
        },
        {
          en: "For each run: make a zero state for its method (a product of 1 for nadam), begin the list with a copy of the start, and step by step evaluate the gradient at the last point, advance, append, keep the new state. Then compute all distances, the start's among them, and look for the first small one; null if there is none.",
          zh: "对每个参赛者：按其方法建立全零状态（nadam 的乘积取 1），列表先放入起点的副本；每步在最后一个点求梯度，走一步，追加新点，保留新状态。最后算出所有点（包括起点）的距离，找第一个足够小的；没有就是 null。",
        },
      ],
    },
  },
});
