import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "Model compression", zh: "模型压缩" },
  theme: "practice",
  requires: ["mlp"],
  difficulty: "hard",
  minutes: 50,
  parts: {
    magnitudePrune: {
      points: 3,
      hints: [
        {
          en: "One ranking for all layers together. A threshold is not enough: think of equal magnitudes at the cut.",
          zh: "所有层放在一起排一次名。只用阈值不够：想想切口处有相等的绝对值时会怎样。",
        },
        {
          en: "k = round(amount · n), a half to the even number. The k entries that come first by (|w|, index) go.",
          zh: "k = round(amount · n)，恰好一半取偶数。按 (|w|, 下标) 排序，最前面的 k 个被剪掉。",
        },
        {
          en: "Put the magnitudes of all layers into one list, layer after layer, row after row. Sort its indices by magnitude, then by index; the first k form a set. Walk through the layers in the same order with a counter, and write 0 where the counter is in the set.",
          zh: "把所有层的绝对值逐层、逐行放进一个列表。对下标排序，先比绝对值，再比下标；前 k 个组成一个集合。再按同样的顺序带着计数器走一遍各层，计数器在集合里的位置写 0。",
        },
      ],
    },
    pruneNeurons: {
      points: 3,
      hints: [
        {
          en: "A hidden unit lives in three places: a column, a number, a row. All three go.",
          zh: "一个隐藏单元同时住在三个地方：一列、一个数、一行。三处要一起删。",
        },
        {
          en: "Score of unit j: the Euclidean norm of column j of W1. round(amount · H) units of lowest score go, a half to even.",
          zh: "第 j 个单元的得分是 W1 第 j 列的欧几里得范数。得分最低的 round(amount · H) 个单元被剪掉，恰好一半取偶数。",
        },
        {
          en: "Compute the H norms, rank the units by norm and then by index, and drop the first ones. From the indices that are left, ascending, build the new columns of W1, the new b1 and the new rows of W2.",
          zh: "算出 H 个范数，先按范数、再按下标给单元排名，去掉最前面的若干个。用剩下的下标（升序）取出 W1 的列、b1 的元素和 W2 的行。",
        },
      ],
    },
    affineParameters: {
      points: 2,
      hints: [
        {
          en: "Real 0 must lie exactly on the grid. What does that mean for a range such as 2 to 5?",
          zh: "实数 0 必须恰好落在格点上。对 2 到 5 这样的范围，这意味着什么？",
        },
        {
          en: "low = min(min, 0), high = max(max, 0); scale = (high - low) / (2^bits - 1); zeroPoint = round(-2^(bits-1) - low / scale).",
          zh: "low = min(min, 0)，high = max(max, 0)；scale = (high - low) / (2^bits - 1)；zeroPoint = round(-2^(bits-1) - low / scale)。",
        },
        {
          en: "Stretch the range to 0 on the side where it is missing. Divide its length by the number of steps; if it has no length take 1. Ask on which point of the grid real 0 falls when low falls on the lowest, round that to even, and clamp it.",
          zh: "把范围向缺少 0 的一侧扩展到 0。用长度除以间隔数；长度为 0 时取 1。让 low 落在最低的格点上，看实数 0 落在哪里，按“一半取偶”取整，再截断到范围内。",
        },
      ],
    },
    quantizeAffine: {
      points: 2,
      hints: [
        {
          en: "Three things in order: round, shift, saturate. And Math.round is not the rounding that is asked for.",
          zh: "依次做三件事：取整、平移、饱和。另外，Math.round 并不是题目要的取整。",
        },
        {
          en: "q = clamp(roundHalfEven(x / scale) + zeroPoint, -2^(bits-1), 2^(bits-1) - 1).",
          zh: "q = clamp(roundHalfEven(x / scale) + zeroPoint, -2^(bits-1), 2^(bits-1) - 1)。",
        },
        {
          en: "Rounding half to even: take the floor; if the rest is exactly one half, return the floor when it is even and the next number when it is odd; otherwise round as usual.",
          zh: "一半取偶：先向下取整；若余下的恰好是一半，下整数为偶数就返回它，为奇数就返回下一个数；其余情况照常取整。",
        },
      ],
    },
    quantizeSymmetric: {
      points: 2,
      hints: [
        {
          en: "Every output has weights of its own size, so every column has a scale of its own. One column may be all zeros.",
          zh: "每个输出的权重大小不同，所以每一列有自己的 scale。可能有一列全为 0。",
        },
        {
          en: "Q = 2^(bits-1) - 1; s_j = max_i |W_ij| / Q; q_ij = clamp(roundHalfEven(W_ij / s_j), -Q, Q).",
          zh: "Q = 2^(bits-1) - 1；s_j = max_i |W_ij| / Q；q_ij = clamp(roundHalfEven(W_ij / s_j), -Q, Q)。",
        },
        {
          en: "For each column find the largest magnitude and divide it by Q; where that is 0 put 1. Then divide every weight by the scale of its column, round half to even, and keep it within -Q and Q.",
          zh: "对每一列找出最大的绝对值，除以 Q；若为 0 则取 1。再用每个权重除以所在列的 scale，按“一半取偶”取整，并限制在 -Q 和 Q 之间。",
        },
      ],
    },
    dequantize: {
      points: 1,
      hints: [
        { en: "The zero point itself must come back as 0.", zh: "零点本身应当还原成 0。" },
        { en: "x = scale · (q - zeroPoint).", zh: "x = scale · (q - zeroPoint)。" },
        {
          en: "For each entry subtract the zero point and multiply by the scale: the one number if there is one, otherwise the entry of the vector that belongs to the column.",
          zh: "对每个元素先减零点，再乘 scale：若 scale 是一个数就用它，否则用向量中对应该列的那一项。",
        },
      ],
    },
    quantizedMatmul: {
      points: 4,
      hints: [
        {
          en: "Write both factors as scale times whole number. What can be taken out of the sum, and what is left inside?",
          zh: "把两个因子都写成 scale 乘整数。哪些能提到求和号外面，里面还剩什么？",
        },
        {
          en: "S = Σ_k (a_k - z_a)(b_k - z_b), exactly; q = clamp(roundHalfEven(S · s_a · s_b / s_out) + z_out).",
          zh: "S = Σ_k (a_k - z_a)(b_k - z_b)，精确计算；q = clamp(roundHalfEven(S · s_a · s_b / s_out) + z_out)。",
        },
        {
          en: "Subtract the zero points and multiply the matrices of whole numbers: that is the accumulator. For each entry of it multiply by the scale of a and by the scale of its column of b, divide by the scale of the result, round half to even, add the result's zero point, and saturate to int8.",
          zh: "减去零点，把两个整数矩阵相乘，就得到累加器。对其中每个元素，乘 a 的 scale 和 b 中该列的 scale，除以结果的 scale，按“一半取偶”取整，加上结果的零点，再饱和到 int8。",
        },
      ],
    },
    lowRank: {
      points: 5,
      picture: {
        kind: "curve",
        of: "singularValues",
        x: { en: "index", zh: "序号" },
        y: { en: "singular value", zh: "奇异值" },
      },
      hints: [
        {
          en: "You need the singular value decomposition, and there is no library. Two vectors in the plane can always be made orthogonal by a rotation.",
          zh: "需要奇异值分解，但没有库可用。平面上的两个向量总可以用一次旋转变得正交。",
        },
        {
          en: "Rotate columns p and q by the angle with cot 2θ = (‖q‖² - ‖p‖²) / (2 p·q), again and again for all pairs, until all columns are orthogonal: then W V = U Σ. Or: power iteration on WᵀW, and take σ u vᵀ off.",
          zh: "让第 p、q 两列旋转角度 θ，其中 cot 2θ = (‖q‖² - ‖p‖²) / (2 p·q)；对所有列对反复进行，直到各列两两正交，这时 W V = U Σ。或者：对 WᵀW 做幂迭代，再减去 σ u vᵀ。",
        },
        {
          en: "Work on the transpose if W is wide. Keep two lists, the columns of W and those of an identity matrix. For every pair that is not yet orthogonal compute the rotation and apply it to both lists; stop when a whole sweep finds nothing to do. The lengths of the columns are the singular values. Sort them downwards, keep r, choose the sign by the entry of largest magnitude in v, and give the left factor the lengths.",
          zh: "W 若是宽矩阵，就对转置做。准备两个列表：W 的各列和单位矩阵的各列。对每一对还不正交的列算出旋转，同时作用到两个列表上；整整一轮都无事可做时停止。各列的长度就是奇异值。按降序排列，留下 r 个，用 v 中绝对值最大的元素决定符号，长度归左因子。",
        },
      ],
    },
    distillationLoss: {
      points: 4,
      hints: [
        {
          en: "Two terms with two different softmaxes of the student: one softened like the teacher's, one as it is.",
          zh: "损失有两项，用到学生的两个不同的 softmax：一个与教师一样被软化，另一个保持原样。",
        },
        {
          en: "∂/∂z of T² KL(p‖q) with q = softmax(z/T) is T (q - p). The other term gives softmax(z) - y. Both over N.",
          zh: "T² KL(p‖q) 对 z 的导数（q = softmax(z/T)）是 T (q - p)。另一项给出 softmax(z) - y。两者都除以 N。",
        },
        {
          en: "For each row compute three log-softmaxes, each with the largest logit taken out: student at T, teacher at T, student at 1. Add up exp(log p) times (log p - log q) for the divergence, take the label's entry of the third, weight both, and divide by N.",
          zh: "对每一行算三个 log-softmax（都先减去最大值）：学生在 T、教师在 T、学生在 1。把 exp(log p) 乘 (log p - log q) 加起来得到散度，取第三个里标签对应的元素，两项加权，再除以 N。",
        },
      ],
    },
    compressionRatio: {
      points: 2,
      hints: [
        {
          en: "Whatever is needed to run the layer has to be stored: indices and scales as well.",
          zh: "运行这一层所需的东西都要存：下标和 scale 也不例外。",
        },
        {
          en: "dense R·C·b; sparse nnz·(b + index bits); low rank r·(R + C)·b; quantized R·C·b + 32·C. Ratio: Σ 32·R·C over the sum of these.",
          zh: "dense：R·C·b；sparse：nnz·(b + 下标位数)；lowRank：r·(R + C)·b；quantized：R·C·b + 32·C。压缩比是 Σ 32·R·C 除以它们的总和。",
        },
        {
          en: "Add up two numbers over the layers: what float32 would need, and what this kind of storage needs. Divide once, at the end.",
          zh: "对各层累加两个数：float32 需要的位数，以及该存储方式需要的位数。最后只除一次。",
        },
      ],
    },
  },
});
