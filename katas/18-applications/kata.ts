import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "What is backpropagation used for?", zh: "反向传播有哪些应用？" },
  difficulty: "medium",
  minutes: 40,
  parts: {
    classificationHead: {
      points: 3,
      hints: [
        {
          en: "The weights decide how the rows are averaged. Find each row's share first; the rest is softmax and cross-entropy.",
          zh: "权重决定各行怎么平均。先求出每一行占的份额，剩下的就是 softmax 加交叉熵。",
        },
        {
          en: "share = w[label] / Σ w[label of every row]; loss = Σ share · (-log p[label]); gradient of a row = share · (p - onehot).",
          zh: "份额 = w[标签] / Σ w[各行标签]；损失 = Σ 份额 · (-log p[标签])；某行的梯度 = 份额 · (p - onehot)。",
        },
        {
          en: "For each row: subtract the maximum, exponentiate, add up. The loss is maximum minus the label's logit plus the logarithm of that sum. Divide the exponentials by the sum, take 1 off at the label, multiply by the row's share. If the shares' divisor is 0, every share is 0.",
          zh: "逐行处理：减去最大值，取指数，求和。损失 = 最大值 - 标签的 logit + 该和的对数。指数除以和，在标签处减 1，再乘该行的份额。份额的分母为 0 时，所有份额取 0。",
        },
      ],
    },
    regressionHead: {
      points: 2,
      hints: [
        {
          en: "A parabola in the middle, a line on either side, with no jump and no corner where they meet.",
          zh: "中间是抛物线，两侧是直线，相接处既不跳变，也没有折角。",
        },
        {
          en: "½e² for |e| ≤ δ, δ(|e| - δ/2) beyond; the slope is e cut off at ±δ. Both over N·D.",
          zh: "|e| ≤ δ 时为 ½e²，之外为 δ(|e| - δ/2)；斜率是截断在 ±δ 的 e。两者都除以 N·D。",
        },
        {
          en: "Error is prediction minus target. Choose the branch by its magnitude and add up; divide by the number of entries. For the gradient clip the error and divide by the same number.",
          zh: "误差 = 预测 - 目标。按绝对值选分支，求和，除以元素个数。梯度则是把误差截断，再除以同一个数。",
        },
      ],
    },
    sequenceHead: {
      points: 4,
      needs: ["classificationHead"],
      hints: [
        {
          en: "Every place is a small classification. How many of them count? That number is the divisor of everything.",
          zh: "每个位置都是一次小的分类。其中有多少个算数？这个数就是所有量的除数。",
        },
        {
          en: "loss = Σ over real tokens of -log p, divided by their number; perplexity = exp(loss); gradient = (p - onehot) / number, and 0 at padding.",
          zh: "损失 = 真实词元的 -log p 之和除以其个数；困惑度 = exp(损失)；梯度 = (p - onehot) / 个数，填充位为 0。",
        },
        {
          en: "Count the targets that differ from padding. Walk through all places: at padding put a row of zeros, elsewhere add to the sum and put p minus one-hot over the count. With a count of 0 the loss is 0.",
          zh: "数出不等于 padding 的目标个数。遍历所有位置：遇到填充放一行零，否则累加损失，并放入 (p - onehot) 除以个数。个数为 0 时损失为 0。",
        },
      ],
    },
    ganLosses: {
      points: 4,
      hints: [
        {
          en: "Write D = σ(z) and simplify -log D and -log(1 - D) before you code: one function does both.",
          zh: "写代码之前，先令 D = σ(z)，化简 -log D 和 -log(1 - D)：一个函数就够用。",
        },
        {
          en: "-log σ(z) = softplus(-z) with slope -σ(-z); -log(1 - σ(z)) = softplus(z) with slope σ(z). softplus(z) = max(z, 0) + log1p(exp(-|z|)).",
          zh: "-log σ(z) = softplus(-z)，斜率 -σ(-z)；-log(1 - σ(z)) = softplus(z)，斜率 σ(z)。softplus(z) = max(z, 0) + log1p(exp(-|z|))。",
        },
        {
          en: "Discriminator: mean of the first over the real logits plus mean of the second over the fake ones. Generator: mean of the first over the fake ones, zeros for the real. Each slope is divided by the count of its own kind. The sigmoid needs two branches by sign.",
          zh: "判别器：真样本上第一式的平均，加上假样本上第二式的平均。生成器：假样本上第一式的平均，真样本的梯度为零。各斜率除以各自的样本数。sigmoid 按正负号分两支计算。",
        },
      ],
    },
    embeddingForward: {
      points: 1,
      hints: [
        { en: "No arithmetic is needed.", zh: "不需要任何算术。" },
        { en: "out[b][t] = table[tokens[b][t]].", zh: "out[b][t] = table[tokens[b][t]]。" },
        {
          en: "For every sequence and every place in it, copy the row of the table that the token names.",
          zh: "对每个序列的每个位置，复制词元所指的那一行。",
        },
      ],
    },
    embeddingBackward: {
      points: 3,
      needs: ["embeddingForward"],
      hints: [
        {
          en: "One row of the table may have been used in many places. What happens to a gradient where a value fans out?",
          zh: "表中的一行可能在很多位置被用到。一个值分叉到多处时，梯度怎么处理？",
        },
        {
          en: "dtable[v] = Σ dout[b][t] over all places with tokens[b][t] = v; 0 for v = padding.",
          zh: "dtable[v] = 所有 tokens[b][t] = v 的位置上 dout[b][t] 之和；v = padding 时为 0。",
        },
        {
          en: "Start from V rows of zeros. Visit each place once, skip it if its token is padding, else add its gradient to the row of its token.",
          zh: "从 V 行零开始。每个位置访问一次：词元是填充就跳过，否则把该处梯度加到词元对应的行。",
        },
      ],
    },
    multiTaskLoss: {
      points: 5,
      needs: ["classificationHead", "regressionHead"],
      hints: [
        {
          en: "Draw the graph: the features fan out to two heads, whose losses meet in one sum. Go back along every path.",
          zh: "画出计算图：特征分叉到两个头，两个损失汇成一个和。沿每条路往回走。",
        },
        {
          en: "L = Σ e⁻ˢ·loss + s/2; dout = e⁻ˢ · (gradient of the head's loss); dW = featuresᵀ·dout, db = Σ dout, features get Σ dout·Wᵀ of both; ds = ½ - e⁻ˢ·loss.",
          zh: "L = Σ e⁻ˢ·损失 + s/2；dout = e⁻ˢ · (该头损失的梯度)；dW = 特征ᵀ·dout，db = Σ dout，特征得到两个头 dout·Wᵀ 之和；ds = ½ - e⁻ˢ·损失。",
        },
        {
          en: "For each task: apply its dense layer to the features, call the finished head, multiply the returned gradient by e to the minus s, and send it back through the dense layer. Add what the two send to the features. Put everything into an object shaped like the input.",
          zh: "对每个任务：特征过线性层，调用已写好的损失函数，返回的梯度乘 e 的 -s 次方，再经线性层传回。把两个任务传给特征的梯度相加。最后组成与输入同结构的对象。",
        },
      ],
    },
  },
});
