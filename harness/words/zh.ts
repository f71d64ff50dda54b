/** 终端里给答题人看的全部文字，中文。 */
import type { Words } from "./en.ts";

export const zh: Words = {
  verdict: {
    passed: "通过",
    "wrong-type": "类型不对",
    "wrong-shape": "形状不对",
    "wrong-value": "数值不对",
    "not-finite": "出现非有限数",
    "mutated-input": "修改了输入",
    "not-implemented": "尚未实现",
    "missing-export": "没有导出",
    threw: "抛出异常",
    "compile-error": "无法编译",
    "forbidden-import": "禁止的导入",
    "time-limit": "超时",
    "memory-limit": "超出内存",
    "output-limit": "输出过大",
    "ended-early": "中途结束",
    unreadable: "无法读取",
    "not-graded": "此处不评分",
  },
  theme: {
    foundations: "反向传播",
    optimization: "优化",
    architectures: "网络结构",
    generalization: "泛化",
    evaluation: "评估与调参",
    practice: "应用与工程",
  },
  upToMinutes: (n) => `${n} 分钟以内`,
  pathTitle: "学习路径：每道题都排在它所依赖的题之后",
  difficulty: { easy: "简单", medium: "中等", hard: "困难" },
  minutes: (n) => `${n} 分钟`,
  points: (points, max) => `${max} 分中得 ${points} 分`,
  score: (score) => `得分 ${score}`,
  progress: (passed, all) => `已通过 ${passed} / ${all} 题`,
  statementAt: (path) => `题面  ${path}`,
  attemptAt: (path) => `答卷  ${path}`,
  batchProgress: ({ over, total, rate, secondsLeft }) =>
    [
      `${over.toLocaleString("en")} / ${total.toLocaleString("en")}`,
      `每秒 ${rate.toFixed(rate < 10 ? 1 : 0)} 份`,
      ...(secondsLeft === undefined
        ? []
        : [secondsLeft < 90 ? `还剩 ${Math.ceil(secondsLeft)} 秒` : `还剩 ${Math.ceil(secondsLeft / 60)} 分钟`]),
    ].join(" · "),
  took: (ms) => `${ms} 毫秒`,
  isolation: {
    process: "沙箱：仅独立进程，只运行你信任的代码（详见 kata doctor）",
    os: "沙箱：独立进程、命名空间、系统调用过滤",
    "os+cgroup": "沙箱：独立进程、命名空间、系统调用过滤、控制组",
  },
  backend: ({ backend, adapter, software }) =>
    adapter === undefined ? backend : `${backend}（${adapter}${software ? "，软件适配器，不是 GPU" : ""}）`,
  referenceUsed: (backend, cases, all) =>
    `参考实现：tfjs，${backend}，用于 ${cases} / ${all} 个用例${cases < all ? "，其余用 float64" : ""}`,
  timing: (n) => `正在为 ${n} 个部分计时，每部分几秒：此间最好不要使用这台机器……`,
  speedTitle: "速度：用时是我们的 float64 参考实现在同一批新输入上用时的几倍",
  speedRatio: (ratio, percent) => `${ratio} 倍 ± ${percent} %`,
  speedTimes: (attempt, reference, inputs) => `${attempt} 毫秒，参考实现 ${reference} 毫秒，${inputs} 组输入`,
  speedOfAll: (ratio, percent, parts) =>
    `总计 ${ratio} 倍 ± ${percent} %${parts === 1 ? "" : `，为 ${parts} 个部分的几何平均`}。`,
  speedFlag: {
    "wrong-when-timed": "用例已通过，但在新输入上答错：不参与速度排名，值得查看",
    "stopped-when-timed": "用例已通过，但在新输入上超出限制：不参与速度排名，值得查看",
    "below-floor": "快得超出诚实答卷的合理范围：不参与速度排名，值得查看",
    "too-noisy": "波动太大，不参与排名：请在更空闲的机器上重新计时",
    "too-short": "用时太短，无法计时",
    "same-inputs": "未计时：每次的输入都相同",
    kernel: "未计时：它在 GPU 上运行，float64 无法作为参照",
  },
  kataSpeedFlag: {
    "not-passed": "不参与速度排名：并非所有部分都已通过。",
    "wrong-when-timed": "不参与速度排名：有一次计时的答案不对。",
    "stopped-when-timed": "不参与速度排名：有一次计时的调用被中止。",
    "below-floor": "不参与速度排名：有一个部分快得不合理。",
    "too-noisy": "不参与速度排名：有一个部分波动太大。请在更空闲的机器上重新计时。",
    "nothing-timed": "没有哪个部分的用时长到可以计时。",
  },
  fellBack: (why, backend) => `webgpu 不可用：${why}。改用 ${backend}。`,
  practiceAt: (link: string, folder: string) => [
    "在浏览器中练习：",
    `  ${link}`,
    `你的文件在 ${folder}；同时可以用任何编辑器修改。按 Ctrl-C 结束。`,
  ],
  notYetGraded: "尚未评分：编辑答卷并保存即可。",
  grading: "评分中……",
  allPassed: "全部通过。按 n 进入下一题。",
  allPassedCommand: "全部通过。`kata next` 显示下一题。",
  consoleTitle: "你的代码打印的内容",
  typeErrorsTitle: (n) => `${n} 个类型错误`,
  moreTypeErrors: (n) => `……还有 ${n} 个`,
  hiddenCase: (name, sizes) => `隐藏用例“${name}”${sizes}`,
  shownCase: (name, sizes) => `公开用例“${name}”${sizes}`,
  casesPassed: (passed, all) => `${all} 个用例通过 ${passed} 个`,
  result: "返回值",
  wrongType: (where, expected, actual) => `${where} 应为 ${expected}，实际是 ${actual}。`,
  missingKey: (where) => `缺少 ${where}。`,
  wrongShape: (where, expected, actual) => `${where} 的形状应为 ${expected}，实际是 ${actual}。`,
  wrongScalar: (where) => `${where} 的值不对。`,
  wrongNumbers: (where, shape, wrong, total) => `${where} 的形状 ${shape} 正确，但 ${total} 个数里有 ${wrong} 个不对。`,
  wrongNumbersOf: (wrong, total) => `${total} 个值里有 ${wrong} 个不对。`,
  worst: (where, error, allowed) => `偏差最大处 ${where}：误差 ${error}，允许 ${allowed}。`,
  worstNumbers: (where, actual, expected, allowed) =>
    `偏差最大处 ${where}：得到 ${actual}，应为 ${expected}${allowed ? `，允许误差 ${allowed}` : ""}。`,
  only: (where, error, allowed) => `${where} 的误差为 ${error}，允许 ${allowed}。`,
  onlyNumbers: (where, actual, expected, allowed) =>
    `${where} 是 ${actual}，应为 ${expected}${allowed ? `，允许误差 ${allowed}` : ""}。`,
  notFinite: (where, actual) => `${where} 是 ${actual}，这里应当是有限数。`,
  finiteForNone: (where) => `${where} 是有限数，这里应当是 NaN 或无穷大。`,
  otherNotFinite: (where, actual) => `${where} 是 ${actual}，这里应当是 NaN、Infinity、-Infinity 中的另一个。`,
  expected: "应为",
  got: "得到",
  revealTip: "按 r 查看隐藏用例的数值。",
  revealTipCommand: "加 --reveal 查看隐藏用例的数值。",
  thrownAt: (file, line, column) => `位于 ${file}:${line}:${column}`,
  notRun: "此后未运行",
  notRunCases: (n) => `此后还有 ${n} 个用例没有运行。`,
  noAnswer: "沙箱没有给出结果就结束了。",
  memory: "内存超出上限：对象 128 MB，总共 256 MB。",
  output: "返回的内容超出上限：每个用例 500,000 个数，总共 16 MB。",
  why(why) {
    switch (why.what) {
      case "limit":
        return {
          compile: `编译没有在 ${why.ms} 毫秒内完成：嵌套过深。`,
          load: `文件顶层代码没有在 ${why.ms} 毫秒内执行完。`,
          case: `这个用例没有在 ${why.ms} 毫秒内算完。`,
          kernel: `内核没有在 ${why.ms} 毫秒内算完。`,
          submission: `全部用例合计 ${why.ms / 1000} 秒的时间已经用完。`,
        }[why.of];
      case "missing":
        return `找不到 ${why.file}。`;
      case "unreadable":
        return `无法读取 ${why.file}：请检查文件权限。`;
      case "not-a-file":
        return `${why.file} 不是普通文件（是链接或目录）：请换成普通文件。`;
      case "binary":
        return `${why.file} 不是 UTF-8 文本：请存成文本文件。`;
      case "too-large":
        return `${why.file} 有 ${why.bytes} 字节；一份答卷的全部源码最多 65536 字节。`;
      case "import":
        return `不能导入 "${why.specifier}"：只能导入 "katagrad/nd" 和自己目录里的文件。`;
      case "export":
        return why.kind === undefined
          ? "没有导出：请用这个名字写 `export function …`。"
          : `这个名字导出的是 ${why.kind}，不是函数。`;
      case "no-adapter":
        return `这一部分要在 GPU 上运行，而这里${why.reason.zh}。它不计分；\`kata doctor\` 会说明怎么办。`;
      case "mutated":
        return `第 ${why.argument + 1} 个参数被修改了。请复制一份再改。`;
    }
  },
  keys: {
    next: "下一题",
    previous: "上一题",
    list: "列表",
    hint: "提示",
    all: "全部运行",
    reveal: "查看用例",
    reset: "重置",
    statement: "题面",
    quit: "退出",
  },
  hintTitle: (part, k, n) => `${part} 的提示 ${k} / ${n}`,
  noMoreHints: (part) => `${part} 没有更多提示了。`,
  nothingToHint: "所有部分都已通过，不需要提示。",
  nothingToReveal: "没有失败的用例可看。",
  revealed: (part, name) => `${part}，用例“${name}”`,
  argument: (name) => (typeof name === "number" ? `第 ${name} 个参数` : `参数 ${name}`),
  resetAsk: (path) => `用骨架替换 ${path}？会留下备份。(y/n)`,
  resetDone: (backup) => `已恢复为骨架。原文件保存为 ${backup}。`,
  resetNot: "没有改动任何东西。",
  resetNeedsYes: (id) => `这里没有人能回答：\`kata reset ${id} --yes\` 不经询问直接重置。`,
  savedElsewhere: (id, score) => `你保存了 ${id}：得分 ${score}。它不是当前显示的题目，按 l 可以切换过去。`,
  ranAll: (passed, all) => `全部评完：${all} 题通过 ${passed} 题。`,
  listTitle: "题目",
  listHelp: "输入文字搜索 · ↑ ↓ 选择 · 回车进入 · Esc 返回",
  nothingFound: "没有名字匹配的题目。",
  scrollHelp: "↑ ↓ 空格 滚动 · q 返回",
  lastKata: "这已经是最后一题。",
  firstKata: "这已经是第一题。",
  pollHint: "这里收不到文件事件：请加 --poll 启动。",
  goOn: (path) => [
    `编辑 ${path}，再运行一次 \`npm start\`；在终端里它会一直开着，每次保存都评分。`,
    "`kata list` 列出全部题目，`kata show` 显示题面，`kata hint` 给出提示。",
  ],
  solveAsk: (id) => `显示 ${id} 的参考解答？进度里会记下这件事。(y/n) `,
  solveNeedsYes: (id) => `这里没有人能回答：\`kata solve ${id} --yes\` 不经询问直接显示。`,
  solved: "看过解答",
  hintsUsed: (n) => `${n} 条提示`,
  damagedProgress: (file, kept) => `${file} 已损坏：原件保存为 ${kept}，进度重新开始记录。`,
  unsaved: (message) => `进度写入失败：${message}`,
  next: (id, title) => `下一题：${id}，${title}`,
  everythingPassed: "所有题目都已通过。",
  noAttempts: (folder) => `${folder} 里还没有答卷。`,
  noAttemptsRemedy: "`npm start` 会用骨架生成答卷。",
};
