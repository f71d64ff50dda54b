import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "Overfitting, and L1 and L2 regularization", zh: "过拟合与 L1、L2 正则化" },
  theme: "generalization",
  requires: ["batch-gradient-descent"],
  difficulty: "medium",
  minutes: 35,
  parts: {
    l1: {
      points: 1,
      hints: [
        {
          en: "The penalty is one number, the gradient one number for each weight. What is the slope of |w| left and right of 0, and what is agreed on at 0?",
          zh: "惩罚项是一个数，梯度则是每个权重一个数。|w| 在 0 的左右两侧斜率各是多少？在 0 处又约定取什么？",
        },
        {
          en: "penalty = λ Σ |wᵢ|, ∂/∂wᵢ = λ sign(wᵢ), sign(0) = 0.",
          zh: "penalty = λ Σ |wᵢ|，∂/∂wᵢ = λ sign(wᵢ)，sign(0) = 0。",
        },
        {
          en: "Add up the absolute values and multiply by the strength. For the gradient, give each weight the strength with the sign of that weight, and 0 where the weight is 0.",
          zh: "把绝对值加起来，再乘强度。梯度则逐个给出：强度带上该权重的符号；权重为 0 的地方就是 0。",
        },
      ],
    },
    l2: {
      points: 1,
      hints: [
        {
          en: "The ½ in front is there so that nothing is left in front of the gradient.",
          zh: "前面的 ½ 就是为了让梯度前面不再有系数。",
        },
        { en: "penalty = ½λ Σ wᵢ², ∂/∂wᵢ = λwᵢ.", zh: "penalty = ½λ Σ wᵢ²，∂/∂wᵢ = λwᵢ。" },
        {
          en: "Add up the squares, without a root, and multiply by half the strength. The gradient is the weight times the strength, entry by entry.",
          zh: "把平方加起来，不开方，再乘强度的一半。梯度就是逐元素的权重乘强度。",
        },
      ],
    },
    elasticNet: {
      points: 2,
      needs: ["l1", "l2"],
      hints: [
        {
          en: "Nothing new has to be derived: a sum of two penalties has the sum of their gradients.",
          zh: "不需要推导新的东西：两个惩罚项之和，梯度就是两个梯度之和。",
        },
        {
          en: "penalty = λρ Σ |wᵢ| + ½λ(1 - ρ) Σ wᵢ².",
          zh: "penalty = λρ Σ |wᵢ| + ½λ(1 - ρ) Σ wᵢ²。",
        },
        {
          en: "Call your L1 penalty with the strength times the ratio, your L2 penalty with the strength times what is left of 1, and add the two penalties and the two gradients.",
          zh: "用“强度乘比例”调用你的 L1，用“强度乘 1 减比例”调用你的 L2，再把两个惩罚值、两个梯度分别相加。",
        },
      ],
    },
    regularizedStep: {
      points: 3,
      needs: ["l1", "l2"],
      hints: [
        {
          en: "The penalty changes the gradient of each weight by something that depends on that weight alone. And which parameter is not penalised?",
          zh: "惩罚项给每个权重的梯度加上一项，这一项只取决于该权重自己。另外，哪个参数不受惩罚？",
        },
        {
          en: "W' = W - η(dW + λ₁ sign(W) + λ₂W), b' = b - η db.",
          zh: "W' = W - η(dW + λ₁ sign(W) + λ₂W)，b' = b - η db。",
        },
        {
          en: "For each weight take the loss gradient, add the L1 strength with the weight's sign and the L2 strength times the weight, and go against that by the rate. Use the weight from before the step in both. Move the bias by its own gradient only.",
          zh: "对每个权重：取损失的梯度，加上带该权重符号的 L1 强度，再加上 L2 强度乘该权重，然后按学习率反方向走一步。两处用的都是更新前的权重。偏置只按自己的梯度移动。",
        },
      ],
    },
    ridge: {
      points: 4,
      hints: [
        {
          en: "For any fixed w the best free intercept makes the mean residual 0. What does that say about centred data?",
          zh: "固定任意 w，不受惩罚的截距取最优时，残差的均值为 0。把数据中心化之后，这意味着什么？",
        },
        {
          en: "With X and y centred, (XᵀX + λI) w = Xᵀy; then b = ȳ - x̄·w, with the means from before centring.",
          zh: "X 和 y 中心化之后，(XᵀX + λI) w = Xᵀy；然后 b = ȳ - x̄·w，其中的均值是中心化之前的。",
        },
        {
          en: "Take the column means of X and the mean of y and subtract them. Form the d × d matrix of products of centred columns and add λ along its diagonal. Form the products of the columns with the centred y. Solve the system by elimination; no pivots are needed, since the matrix is symmetric and positive definite. The intercept is the mean target less the prediction at the mean sample.",
          zh: "求 X 的列均值和 y 的均值，并减去。用中心化后的各列两两作内积，得到 d × d 矩阵，对角线上加 λ。再求各列与中心化后的 y 的内积。用消元法解方程组；矩阵对称正定，不需要选主元。截距等于目标均值减去在平均样本处的预测。",
        },
      ],
    },
    softThreshold: {
      points: 2,
      hints: [
        {
          en: "Three cases: far on the right, far on the left, near 0.",
          zh: "分三种情况：右边远处、左边远处、0 附近。",
        },
        {
          en: "S(z) = z - t for z > t, z + t for z < -t, 0 between; or sign(z) · max(|z| - t, 0).",
          zh: "z > t 时 S(z) = z - t，z < -t 时 S(z) = z + t，其间为 0；也就是 sign(z) · max(|z| - t, 0)。",
        },
        {
          en: "For each number shorten its size by the threshold, stop at 0, and give it its old sign back.",
          zh: "对每个数：绝对值减去阈值，减到 0 为止，再把原来的符号还给它。",
        },
      ],
    },
    lasso: {
      points: 4,
      needs: ["softThreshold", "l1"],
      picture: {
        kind: "curve",
        of: "objectives",
        x: { en: "step", zh: "步" },
        y: { en: "objective", zh: "目标函数值" },
      },
      hints: [
        {
          en: "Split the objective: one half has a gradient everywhere, the other half has a minimiser in closed form. Each step does justice to both, one after the other.",
          zh: "把目标函数拆成两半：一半处处可导，另一半的最小化有闭式解。每一步先处理一半，再处理另一半。",
        },
        {
          en: "w ← S(w - η Xᵀ(Xw - y)/n, ηλ). The threshold is the strength times the step size.",
          zh: "w ← S(w - η Xᵀ(Xw - y)/n, ηλ)。阈值是强度乘步长。",
        },
        {
          en: "Start with w = 0 and note the objective. In each step: compute the residuals, then the gradient of the squared part as the mean over the samples of residual times sample; move against it; soft-threshold the result, with the threshold of this step size; note the objective of the new w.",
          zh: "从 w = 0 出发，记下目标值。每一步：先算残差，再算平方项的梯度，即“残差乘样本”对样本取平均；沿反方向移动；对结果做软阈值，阈值要与这个步长相配；记下新 w 的目标值。",
        },
      ],
    },
  },
});
