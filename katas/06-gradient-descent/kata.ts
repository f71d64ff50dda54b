import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "What is gradient descent?", zh: "什么是梯度下降？" },
  theme: "optimization",
  difficulty: "easy",
  minutes: 25,
  parts: {
    descend: {
      points: 2,
      picture: {
        kind: "trajectory",
        of: "",
        x: { en: "first coordinate", zh: "第一个坐标" },
        y: { en: "second coordinate", zh: "第二个坐标" },
      },
      hints: [
        {
          en: "The gradient points to where the function grows fastest. Where do you want to go, and how often must you ask for the way?",
          zh: "梯度指向函数增长最快的方向。你想往哪边走？每走一步要不要重新问路？",
        },
        {
          en: "x_{t+1} = x_t - η ∇f(x_t), for t = 0 … steps - 1.",
          zh: "x_{t+1} = x_t - η ∇f(x_t)，t = 0 … steps - 1。",
        },
        {
          en: "Start the list with a copy of the start. As often as there are steps: ask for the gradient at the present point, build a new point from it, entry by entry, and append that. Never change a point that is in the list already.",
          zh: "列表先放入起点的副本。重复 steps 次：在当前点求梯度，逐元素算出一个新的点，追加到列表。已经在列表里的点不要再改动。",
        },
      ],
    },
    fitLine: {
      points: 4,
      picture: { kind: "curve", of: "losses", x: { en: "step", zh: "步" }, y: { en: "loss", zh: "损失" } },
      hints: [
        {
          en: "Everything comes from one vector, the residuals. All gradients of a step come from the same residuals, those before the step.",
          zh: "一切都出自同一个向量：残差。一步里的所有梯度都来自同一份残差，即这一步之前的那份。",
        },
        {
          en: "r = X·w + b - y; L = Σ r² / 2n; ∂L/∂w = Xᵀr / n; ∂L/∂b = Σ r / n.",
          zh: "r = X·w + b - y；L = Σ r² / 2n；∂L/∂w = Xᵀr / n；∂L/∂b = Σ r / n。",
        },
        {
          en: "Begin with zeros; take the residuals and note the loss. For each step: both gradients from the residuals, then both updates, then new residuals, then the loss again. There is one loss more than there are steps.",
          zh: "从全零开始，算出残差并记下损失。每一步：先由残差求出两个梯度，再更新两个参数，然后重算残差，再记一次损失。损失的个数比步数多一。",
        },
      ],
    },
    backtrackingStep: {
      points: 4,
      hints: [
        {
          en: "Direction and gradient stay the same during the whole search; only the rate changes. What would a straight line with the slope at x promise?",
          zh: "整个搜索过程中方向和梯度都不变，变的只有学习率。如果函数是一条以 x 处斜率延伸的直线，它会许诺下降多少？",
        },
        {
          en: "Accept the first η among lr, lr·s, lr·s², … with f(x - ηg) ≤ f(x) - c η |g|².",
          zh: "在 lr、lr·s、lr·s²……中，接受第一个满足 f(x - ηg) ≤ f(x) - c η |g|² 的 η。",
        },
        {
          en: "Evaluate the value and the gradient at x once. Try at most maxShrinks + 1 rates: build the point from x, evaluate it, and ask whether it is at most the bound, in such a way that NaN says no. If so, return point, value and rate. If no rate is left, return a copy of x, its value, and rate 0.",
          zh: "在 x 处求一次函数值和梯度。最多试 maxShrinks + 1 个学习率：从 x 出发算出新点并求值，判断它是否小于等于界，判断的写法要让 NaN 得到“否”。满足就返回新点、函数值和学习率。全都不行，就返回 x 的副本、x 处的函数值和学习率 0。",
        },
      ],
    },
    converged: {
      points: 3,
      hints: [
        {
          en: "Three questions: is the slope small, has the point hardly moved, has the value hardly changed? For two of them, “small” means small beside what is there.",
          zh: "三个问题：坡度够小吗？点几乎没动吗？函数值几乎没变吗？其中两个问题里的“小”，是相对于现有的大小而言。",
        },
        {
          en: "max|g|; max|x' - x| / max(1, max|x'|); |f' - f| / max(1, |f|, |f'|). Each is compared with its tolerance by ≤.",
          zh: "max|g|；max|x' - x| / max(1, max|x'|)；|f' - f| / max(1, |f|, |f'|)。各自与对应的容差用 ≤ 比较。",
        },
        {
          en: 'Compute the three measures in any case. If the new value is not a finite number, the reason is "diverged". Otherwise go through gradient, step, value in this order and name the first that is within its tolerance; if there is none, say "none".',
          zh: '无论如何都先算出三个度量。若新的函数值不是有限数，reason 为 "diverged"。否则按 gradient、step、value 的顺序检查，返回第一个在容差之内的；都不满足就返回 "none"。',
        },
      ],
    },
  },
});
