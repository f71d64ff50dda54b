import type { Frame } from "../../../assess/playback.ts";
import { span } from "../shared/moments.ts";
import type { News } from "./live.ts";
import type { en } from "./words-en.ts";

const time = (seconds: number) => span(seconds, "zh");
const points = (n: number) => String(Math.round(n * 100) / 100);

const ended = { expired: "时间用尽", finished: "已交卷", closed: "由组织者结束", revoked: "已撤回" };

const events = {
  invited: "受邀",
  opened: "打开链接",
  reconnected: "从别处重新连接",
  practised: "使用练习室",
  started: "开始",
  saved: "保存",
  ran: "运行示例",
  submitted: "提交",
  verdict: "判定",
  "focus-lost": "离开页面",
  "focus-returned": "回到页面",
  pasted: "从外部粘贴",
  "time-changed": "时间变更",
  expired: "时间用尽",
  finished: "交卷",
  closed: "结束",
  reopened: "重新开放",
  revoked: "邀请撤回",
  reissued: "换发链接",
  regraded: "重新评分",
  ended: "终止",
};

function told(news: News): string {
  switch (news.kind) {
    case "started":
      return "已开始";
    case "ended":
      return "已结束";
    case "revoked":
      return "已撤回";
    case "submitted":
      return `提交了 ${news.kata}`;
    case "scored":
      return `${news.kata}：${points(news.score)} 分`;
  }
}

function what(frame: Frame): string {
  switch (frame.kind) {
    case "edit": {
      const { edit, moved, late } = frame;
      const change = edit ? `+${edit.inserted.length} −${edit.removed} 字符` : "文本未保留";
      return `${events.saved}：${change}${moved ? "，来自另一设备" : ""}${late ? "，已迟到" : ""}`;
    }
    case "submitted":
      return `${events.submitted}${frame.by === "candidate" ? "" : "（结束时自动）"}${frame.late ? "，已迟到" : ""}`;
    case "pasted":
      return `${events.pasted}：${frame.bytes} 字节`;
    case "ended":
      return `终止：${ended[frame.how as keyof typeof ended] ?? frame.how}`;
    case "gap":
      return `${time(frame.lengthMs / 1_000)}没有动静`;
    default:
      return events[frame.kind];
  }
}

export const zh: typeof en = {
  title: "Katagrad 组织者",
  loading: "正在加载…",
  back: "返回测评",
  cancel: "取消",
  refresh: "刷新",
  open: "开放",
  closed: "已关闭",
  board: "实时榜单",
  export: (format) => `导出 ${format}`,
  points,
  nav: { label: "控制台", list: "测评", create: "新建测评", queue: "评分队列", signOut: "退出登录" },
  nowhere: { title: "没有这个页面", about: "请检查地址，或返回列表：" },
  phase: { invited: "已邀请", running: "进行中", ended: "已结束" },
  endedBy: ended,
  events,
  difficulty: { easy: "简单", medium: "中等", hard: "困难" },
  groups: { basic: "基础", edge: "边界", stability: "稳定性", scale: "规模" },
  list: {
    title: "测评",
    none: "还没有测评。请新建一场：选择题目和时限，然后邀请考生。",
    katas: "题目",
    kata: "题目",
    limit: "时限",
    created: "创建时间",
    state: "状态",
  },
  form: {
    title: "标题",
    katas: "题目",
    sum: (n, minutes) => (n === 0 ? "尚未选择题目。" : `已选 ${n} 题，共约 ${minutes}。`),
    short: (limit) => `这超过了 ${limit} 的时限。`,
    times: "时间",
    minutes: "时限（分钟）",
    minutesAbout: "从每个人自己开始时起算，不会暂停。",
    opens: "开放时间",
    opensAbout: "留空：立即开放。",
    closes: "关闭时间",
    closesAbout: "留空：不关闭。开始较晚者只有剩余的时间。",
    grace: "宽限（秒）",
    graceAbout: "留给按时发出、仍在传输中的数据。",
    rules: "规则",
    feedback: "考生能看到",
    feedbacks: { none: "不显示分数", score: "分数", full: "各部分的分数" },
    counts: "计分依据",
    counting: { best: "最好的一次提交", last: "最后一次提交" },
    max: "每题最多提交次数",
    maxAbout: "留空：只受间隔限制。",
    interval: "提交间隔（秒）",
    runInterval: "运行间隔（秒）",
    practice: "开始前的练习室",
    noPractice: "无",
    runs: "考生可运行公开示例",
    honour: "开始前须同意的声明（留空：无）",
    honourExample: "我独立作答，不借助他人或语言模型。",
    wrong: "部分字段需要修改，请看字段旁的说明。",
    create: "创建",
    save: "保存修改",
    saved: "已保存。",
    changeAbout: "已开始的考生沿用开始时的设置；修改只对之后开始的人有效。",
  },
  problem: {
    empty: "此项必填。",
    katas: "请至少选择一题。",
    number: "需要该字段范围内的数字。",
    moment: "需要日期和时间。",
    order: "关闭时间必须晚于开放时间。",
  },
  assessmentTabs: { live: "实时", invitations: "邀请", board: "榜单链接", similarity: "相似度", settings: "设置" },
  personTabs: { report: "报告", playback: "回放", log: "日志" },
  preview: {
    title: "预览",
    about: "这是考生看到的内容。不会开始计时，也不会通知任何人。",
    skeleton: "代码骨架",
  },
  people: {
    title: (n) => `${n} 人`,
    name: "姓名",
    email: "电子邮件",
    invitedAt: "邀请时间",
    does: "操作",
    forgotten: "（已删除）",
    revoked: "已撤回",
    opened: "已打开链接",
    expires: (at) => `有效期至 ${at}`,
    renew: "换发链接",
  },
  invite: {
    title: "邀请考生",
    list: "姓名、电子邮件或表格",
    about:
      "每行一人：李明 · li@example.org · 李明, li@example.org · 李明 <li@example.org>。也可以粘贴表格（CSV 或从电子表格复制），首行为 姓名,邮箱,额外分钟。系统不发邮件，链接由你分发。",
    expires: "链接失效时间（留空：不失效）",
    button: (n) => (n === 0 ? "邀请" : `邀请 ${n} 人`),
    read: (n) => `已识别 ${n} 人：`,
    line: (n) => `第 ${n} 行`,
    problem: {
      quotes: "引号不成对。",
      address: "这不是电子邮件地址。",
      "no-name": "既没有姓名也没有地址。",
      long: "姓名超过 200 个字符。",
      "two-names": "这是一个人还是几个人？含逗号的姓名请加引号，每人一行。",
      extra: "额外分钟须为 −1440 到 1440 的数字。",
      twice: "该地址已出现过。",
      columns: "这一行的内容多于一个人。",
    },
  },
  links: {
    title: "这些链接只显示一次。",
    about: "请立即复制或下载；服务器只保存其散列值。丢失的链接可以换发，旧链接随即失效。",
    csv: "下载 CSV",
    copyAll: "复制全部",
    copy: "复制",
    all: "全部链接",
    copied: (name) => `已复制：${name}`,
    noClipboard: "浏览器不允许复制，请下载。",
    done: "隐藏",
  },
  boardLinks: {
    about: "持有链接者无需登录即可查看本测评的榜单：可用于投影，或供参加者查看。除此之外看不到任何内容。",
    names: "姓名",
    shows: { pseudonyms: "仅代号", shown: "显示姓名" },
    freeze: "封榜",
    freezes: (minutes) => (minutes === 0 ? "不封榜" : `结束前 ${minutes} 分钟`),
    make: "生成链接",
    once: "此链接只显示一次，请立即复制。服务器只保存其哈希值。",
    link: "链接",
    title: (n) => `${n} 个榜单链接`,
    madeAt: "生成时间",
    revoke: "撤销",
  },
  live: {
    away: "暂时没有实时消息；页面会自动恢复。",
    none: "还没有邀请任何人。",
    chosen: (n) => (n === 0 ? "请在下方选择考生：" : `已选 ${n} 人：`),
    all: "全选",
    choose: (name) => `选择 ${name}`,
    left: "剩余时间",
    over: "时间已到",
    lastSave: "最近保存",
    score: "得分",
    final: "最终",
    writing: "作答中",
    pending: "评分中",
    extra: (seconds) => (seconds > 0 ? `+${time(seconds)}` : `−${time(-seconds)}`),
    news: ({ name, news }) => `${name}：${told(news)}`,
  },
  act: {
    minutes: "增加的分钟数（负数为减少）",
    reason: "原因（写入日志）",
    endRunning: "同时结束正在作答的人",
    targets: (names) => (names.length > 8 ? `${names.slice(0, 8).join("、")} 等 ${names.length} 人` : names.join("、")),
    time: { title: "调整时间", about: "截止时间相应移动。若新的截止时间尚未到，已结束的会话会重新开放。" },
    close: { title: "结束会话", about: "会话立即结束；每题最新的文本会被提交。" },
    reopen: { title: "重新开放", about: "会话以剩余的时间继续。" },
    revoke: { title: "撤回邀请", about: "链接失效，进行中的会话随之结束。" },
    regrade: { title: "重新评分", about: "按时提交的内容将重新评分，之前的判定保留。" },
    forget: { title: "删除个人信息", about: "永久删除此人的姓名、地址、文本和记录，只保留计数。无法撤销。" },
    closeAll: { title: "关闭测评", about: "之后任何人都不能开始。" },
    regradeAll: { title: "全部重新评分", about: "所有人按时提交的内容都将重新评分，之前的判定保留。" },
  },
  report: {
    pictures: "错在哪里：",
    notStarted: "此人尚未开始。",
    notFinal: "未最终确定",
    started: "开始",
    took: "用时",
    deadline: "截止",
    extra: "额外时间",
    signals: ({ focusLost, clientChanges, pastes }) =>
      `离开页面 ${focusLost} 次；从外部粘贴 ${pastes} 次；从别处连接 ${clientChanges} 次。`,
    signalsNote: "这些迹象都不能证明任何事情。",
    doings: ({ saves, runs, pastes, pastedBytes }) =>
      `保存 ${saves} 次，运行 ${runs} 次，从外部粘贴 ${pastes} 次（${pastedBytes} 字节）`,
    ungradable: (n) => `有 ${n} 次提交无法评分，与考生无关。请查看“评分队列”，然后重新评分。`,
    nothing: "没有提交。",
    parts: "各部分",
    part: "部分",
    pointsHead: "得分",
    verdict: "判定",
    groups: "用例",
    diagnosis: "诊断（考生看不到）",
    history: "提交记录",
    at: "时间",
    sinceStart: "距开始",
    by: "提交者",
    rounds: "分数",
    candidate: "考生",
    atEnd: "会话结束时自动提交",
    late: "迟到",
    counts: "计分",
    round: (n) => `第 ${n} 轮：`,
    timeline: "时间线",
    print: "可打印的报告",
    score: (n) => `${points(n)} / 100`,
    watch: "回放",
    saves: "保存记录",
    noSaves: "没有保存过任何内容。",
    size: "大小",
    bytes: (n) => `${n} 字节`,
    device: "设备",
    deviceNumber: (n) => `设备 ${n}`,
    more: (n) => `再显示 ${n} 条`,
    who: (by, reason) => `${by}${reason === "" ? "" : `：${reason}`}`,
    until: (at) => `至 ${at}`,
  },
  log: {
    intact: (n) => `日志完好：共 ${n} 条记录，每条都与前一条相链接。`,
    head: "最新散列值：",
    broken: (seq) => `日志从第 ${seq} 条起与写入时不符。`,
    why: { missing: "缺少一条记录。", changed: "有记录被修改或添加。", time: "有记录早于前一条。" },
    kind: "类型",
    all: "全部",
    download: "下载 JSON",
    more: (n) => `再显示 ${n} 条`,
    seq: "序号",
    data: "数据",
    hash: "散列值",
  },
  playback: {
    play: "播放",
    pause: "暂停",
    step: "下一步",
    stepBack: "上一步",
    markBefore: "上一个标记",
    markAfter: "下一个标记",
    speed: "速度",
    scrub: "回放位置",
    marks: "标记",
    text: "此刻的文本",
    frame: (n, all) => `第 ${n} 步，共 ${all} 步。`,
    what,
    gone: "该文本已不再保留。",
    empty: "没有任何作答。",
  },
  alike: {
    about: (n, median) =>
      `去除骨架后比较了 ${n} 对${n > 2 ? `；居中的一对有 ${Math.round(median * 100)} % 的自有代码相同` : ""}。`,
    none: "没有两份作答含有足够的自有代码。",
    pair: "两人",
    share: "相同的自有代码",
    own: "自有代码片段数",
    standsOut: "突出",
    compare: "并排查看",
    marked: (n) => `${n} 段相似内容以左侧竖线标出，已滚动到第一段。`,
  },
  queue: {
    waiting: "等待",
    running: "评分中",
    dead: "失败",
    oldest: (at) => `最早的一项自 ${at} 起等待。`,
    none: "没有失败的评分。",
    deadTitle: "失败的评分",
    about: "这些评分每次尝试都失败了。请按提示修复后重试。",
    retry: "重试",
    retryAll: "全部重试",
    attempts: "尝试次数",
    error: "信息",
    session: "报告",
  },
};
