import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "What is momentum?", zh: "什么是动量法？" },
  theme: "optimization",
  requires: ["gradient-descent"],
  difficulty: "easy",
  minutes: 25,
  parts: {
    momentumStep: {
      points: 2,
      hints: [
        {
          en: "Two updates in a fixed order: the velocity first, then the position, with the new velocity.",
          zh: "两次更新，顺序固定：先更新速度，再用新的速度更新位置。",
        },
        { en: "v' = μv - ηg, w' = w + v'.", zh: "v' = μv - ηg，w' = w + v'。" },
        {
          en: "For every entry: shrink the old velocity by μ, subtract the rate times the gradient, and keep that as the new velocity. Add it to the parameter as it is: the rate and the minus sign are inside already. Return new arrays.",
          zh: "逐元素处理：旧速度乘 μ，再减去学习率乘梯度，得到新速度。把新速度原样加到参数上：学习率和负号都已经在里面了。返回新数组。",
        },
      ],
    },
    nesterovStep: {
      points: 3,
      needs: ["momentumStep"],
      hints: [
        {
          en: "Only one thing changes: the point at which the gradient is taken. That is why the part receives a function.",
          zh: "只改一处：在哪一点求梯度。所以这一问传进来的是函数。",
        },
        { en: "g = ∇f(w + μv), v' = μv - ηg, w' = w + v'.", zh: "g = ∇f(w + μv)，v' = μv - ηg，w' = w + v'。" },
        {
          en: "Build the look-ahead point from w and the old velocity; call the gradient there, once; then make an ordinary momentum step, and make it from w, not from the look-ahead point.",
          zh: "用 w 和旧速度算出前瞻点；在那里调用一次梯度函数；然后照常走一步动量，起点是 w，不是前瞻点。",
        },
      ],
    },
    emaMomentumStep: {
      points: 3,
      hints: [
        {
          en: "Here v is an average of gradients, not a displacement: the rate and the sign come in only when w moves.",
          zh: "这里的 v 是梯度的平均值，不是位移：学习率和负号要等更新 w 时才出现。",
        },
        {
          en: "v' = βv + (1 - β)g. Without correction w' = w - ηv', with it w' = w - η v' / (1 - βᵗ).",
          zh: "v' = βv + (1 - β)g。不修正时 w' = w - ηv'；修正时 w' = w - η v' / (1 - βᵗ)。",
        },
        {
          en: "Average; choose the divisor (1, or one minus beta to the power t); step against the average over the divisor. Give back the average without the divisor: the next step needs it raw.",
          zh: "先求平均；再选除数（1，或者 1 减去 β 的 t 次方）；沿平均值除以除数的反方向走一步。返回未经修正的平均值：下一步要用的是它。",
        },
      ],
    },
    descend: {
      points: 4,
      needs: ["momentumStep", "nesterovStep", "emaMomentumStep"],
      picture: {
        kind: "trajectory",
        of: "",
        x: { en: "first parameter", zh: "第一个参数" },
        y: { en: "second parameter", zh: "第二个参数" },
      },
      hints: [
        {
          en: "What has to survive from one step to the next, and what must be made anew?",
          zh: "哪些量要从上一步带到下一步，哪些量每步都要重新计算？",
        },
        {
          en: "State (w, v) with v = 0 at first; t = 1 … steps; the points w₀, w₁, …, one more than there are steps.",
          zh: "状态为 (w, v)，开始时 v = 0；t = 1 … steps；依次记录 w₀、w₁……，点数比步数多一。",
        },
        {
          en: "Start the list with the start. For each t: choose the step by the method's name, evaluate the gradient at the present point (or hand the function to Nesterov's step), replace both w and v, append the new w. Plain gradient descent is the momentum step with μ = 0.",
          zh: "列表先放入起点。对每个 t：按方法名选择单步函数，在当前点求梯度（Nesterov 则把函数本身传进去），同时替换 w 和 v，再把新的 w 追加到列表。普通梯度下降就是 μ = 0 的动量步。",
        },
      ],
    },
    effectiveRate: {
      points: 1,
      hints: [
        {
          en: "Let the gradient be constant. Which velocity does not change any more?",
          zh: "设梯度恒定。什么样的速度不会再变？",
        },
        { en: "v = μv - ηg gives v = -g · η / (1 - μ).", zh: "由 v = μv - ηg 得 v = -g · η / (1 - μ)。" },
        {
          en: "Divide the rate by what friction takes away in each step, which is one minus the momentum.",
          zh: "用学习率除以每步被摩擦消耗掉的比例，也就是 1 减去动量系数。",
        },
      ],
    },
  },
});
