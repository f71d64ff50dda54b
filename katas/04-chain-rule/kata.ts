import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "The chain rule, from compositions to graphs", zh: "链式法则：从复合函数到计算图" },
  theme: "foundations",
  requires: ["backpropagation"],
  difficulty: "medium",
  minutes: 35,
  parts: {
    composeDerivative: {
      points: 3,
      hints: [
        {
          en: "Each function has its slope where it stands: at what comes into it, not at x.",
          zh: "每个函数的斜率要在它自己所处的位置求：在传进它的那个值处，而不是在 x 处。",
        },
        {
          en: "u₀ = x, uₖ = fₖ(uₖ₋₁); the derivative is the product of all fₖ'(uₖ₋₁).",
          zh: "u₀ = x，uₖ = fₖ(uₖ₋₁)；导数是所有 fₖ'(uₖ₋₁) 的乘积。",
        },
        {
          en: "Make a table from each name to value and slope. Carry two numbers, the value so far, beginning with x, and the product so far, beginning with 1. For each name: look up the slope at the old value, multiply it in, then replace the value.",
          zh: "建一张表，从函数名查到值和斜率。随身带两个数：当前的值，从 x 开始；当前的乘积，从 1 开始。对每个函数名：先查出旧值处的斜率，乘进去，再更新值。",
        },
      ],
    },
    evaluateGraph: {
      points: 2,
      hints: [
        {
          en: "The list is in any order. When may a node be computed?",
          zh: "列表的次序是任意的。一个节点什么时候才可以计算？",
        },
        {
          en: "A topological order: every node after all of its arguments. Depth-first search gives one, or counting unfinished arguments.",
          zh: "拓扑次序：每个节点都排在它所有参数之后。深度优先搜索可以得到，也可以对未完成的参数计数。",
        },
        {
          en: "To compute a node: if its value is known, stop; otherwise compute its arguments first, then itself, and remember it. Do so for every node of the list, since some may lead nowhere and are asked all the same. Give the values in the order of the list.",
          zh: "计算一个节点：值已知就直接用；否则先算它的参数，再算它自己，并记下来。对列表里每个节点都这样做，因为有些节点虽然没有人用，也要给出值。最后按列表的次序返回。",
        },
      ],
    },
    backwardGraph: {
      points: 4,
      needs: ["evaluateGraph"],
      hints: [
        {
          en: "A node that several others use receives a gradient from each of them. What do you do with them, and when may it pass anything on itself?",
          zh: "一个节点若被几个节点使用，就会从每一个那里收到梯度。该怎样处理它们？它自己又要等到什么时候才能往下传？",
        },
        {
          en: "ḡ(last) = 1; for each node i and each of its arguments k: ḡ(k) += ḡ(i) · ∂i/∂k, in reversed topological order.",
          zh: "ḡ(末节点) = 1；对每个节点 i 和它的每个参数 k：ḡ(k) += ḡ(i) · ∂i/∂k，按拓扑次序的逆序进行。",
        },
        {
          en: "Evaluate, keeping the order in which nodes were computed. Set all gradients to 0 and that of the last node of the list to 1. Walk the order backwards: for each argument of the node add the node's gradient times the local partial derivative, taken at the arguments' values. If both arguments are the same node, it receives two contributions.",
          zh: "先求值，并记下节点的计算次序。把所有梯度设为 0，列表末节点的梯度设为 1。按这个次序倒着走：对节点的每个参数，加上节点的梯度乘局部偏导数，偏导数在参数的值处求。两个参数是同一个节点时，它收到两份。",
        },
      ],
    },
    dualNumbers: {
      points: 3,
      needs: ["evaluateGraph"],
      hints: [
        {
          en: "Every node gets a second number: how fast it moves when the inputs move as the seed says.",
          zh: "给每个节点再配一个数：输入按 seed 移动时，它移动得多快。",
        },
        {
          en: "(a, ȧ)·(b, ḃ) = (ab, ȧb + aḃ); (a, ȧ)/(b, ḃ) = (a/b, (ȧb - aḃ)/b²); f(a, ȧ) = (f(a), f'(a)ȧ).",
          zh: "(a, ȧ)·(b, ḃ) = (ab, ȧb + aḃ)；(a, ȧ)/(b, ḃ) = (a/b, (ȧb - aḃ)/b²)；f(a, ȧ) = (f(a), f'(a)ȧ)。",
        },
        {
          en: "Give the k-th input of the list the tangent seed[k]. In topological order compute for each node the value, and the tangent as the sum over its arguments of local partial derivative times the argument's tangent. Return both numbers of the last node of the list.",
          zh: "列表中的第 k 个输入，方向导数取 seed[k]。按拓扑次序，对每个节点求值，并求方向导数：对它的各个参数，把局部偏导数乘参数的方向导数，再加起来。返回列表末节点的这两个数。",
        },
      ],
    },
    hessianVectorProduct: {
      points: 4,
      needs: ["backwardGraph", "dualNumbers"],
      hints: [
        {
          en: "H·v is the derivative of the gradient in the direction v. You can compute a gradient, and you can differentiate a computation in a direction.",
          zh: "H·v 就是梯度沿方向 v 的导数。梯度你会算；沿某个方向对一段计算求导，你也会。",
        },
        {
          en: "Differentiate ḡ(k) += ḡ(i)·p along v, with p = ∂i/∂k: ḡ'(k) += ḡ'(i)·p + ḡ(i)·p', where p' is the sum over the arguments j of ∂²i/∂k∂j times the tangent of j.",
          zh: "设 p = ∂i/∂k，把 ḡ(k) += ḡ(i)·p 沿 v 求导：ḡ'(k) += ḡ'(i)·p + ḡ(i)·p'，其中 p' 是对各参数 j，把 ∂²i/∂k∂j 乘 j 的方向导数再求和。",
        },
        {
          en: "Put x into the inputs. Forward: value and tangent of every node, seeded with v. Backward: carry two numbers a node, the gradient (1 at the last node) and its derivative along v (0 there), and update both for every argument, with first and second partial derivatives. The second numbers of the inputs, in the order of the list, are the result.",
          zh: "先把 x 填进各个输入。前向：以 v 为 seed，求每个节点的值和方向导数。反向：每个节点带两个数，一个是梯度（末节点为 1），一个是梯度沿 v 的导数（末节点为 0）；对每个参数，用一阶和二阶偏导数同时更新两者。最后按列表次序取各输入的第二个数，就是结果。",
        },
      ],
    },
  },
});
