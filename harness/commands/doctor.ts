import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Language, Text } from "../kata.ts";
import { tellOldNode } from "../node-version.ts";
import { type Paint, paintIn } from "../report/paint.ts";
import { type Layers, probeLayers } from "../sandbox/layers.ts";
import { Sandbox } from "../sandbox/sandbox.ts";
import { AttemptFiles } from "../watch/files.ts";
import { chooseLanguage } from "../words/words.ts";
import { attemptsAround } from "../workspace/attempts.ts";
import { wantsColour } from "./desk.ts";
import { EXIT } from "./failure.ts";
import type { GlobalOptions } from "./options.ts";

const EVENT_MS = 2_000;

interface Finding {
  readonly state: "good" | "limited" | "bad";
  readonly what: Text;
  /** What to do about it. */
  readonly remedy?: Text;
}

/** Says what works on this machine, and for the rest what to do. */
export async function doctor({ lang, attempts }: GlobalOptions): Promise<number> {
  const language = chooseLanguage(lang, process.env);
  const paint = paintIn(wantsColour());
  const layers = probeLayers();
  const findings = [node(), ...sandbox(layers), await runner(layers), backends(), await fileEvents(attempts)];
  for (const finding of findings) print(finding, language, paint);
  return findings.some(({ state }) => state === "bad") ? EXIT.notFullMarks : EXIT.ok;
}

function print({ state, what, remedy }: Finding, language: Language, paint: Paint): void {
  const mark = { good: paint.green("✓"), limited: paint.yellow("◐"), bad: paint.red("✗") }[state];
  console.log(`${mark} ${what[language]}`);
  if (remedy) console.log(`    ${remedy[language]}`);
}

function node(): Finding {
  const text = `Node ${process.versions.node}, ${process.platform}-${process.arch}`;
  return tellOldNode(process.versions.node) === undefined
    ? { state: "good", what: { en: text, zh: text } }
    : {
        state: "bad",
        what: { en: `${text}: too old`, zh: `${text}：版本过旧` },
        remedy: { en: "Install Node 20.19 or later.", zh: "请安装 Node 20.19 或更新的版本。" },
      };
}

function sandbox({ namespaces, seccomp, limits, ownUser, missing }: Layers): Finding[] {
  const found: Finding[] = [
    {
      state: "good",
      what: {
        en: "Sandbox, process: an attempt runs in a process of its own, without files, environment or code generation.",
        zh: "沙箱·进程层：答卷在独立进程中运行，没有文件、环境变量和动态代码生成。",
      },
    },
  ];
  if (limits)
    found.push({
      state: "good",
      what: {
        en: "Sandbox, limits: memory, processor time, files and core dumps are bounded (prlimit).",
        zh: "沙箱·资源限制：内存、处理器时间、文件与转储均有上限（prlimit）。",
      },
    });
  if (namespaces)
    found.push({
      state: "good",
      what: {
        en: `Sandbox, namespaces: no network, no other processes, an empty file system (bwrap)${ownUser ? ", an identity of its own" : ""}.`,
        zh: `沙箱·命名空间：没有网络，看不到其他进程，文件系统为空（bwrap）${ownUser ? "，并使用独立身份" : ""}。`,
      },
    });
  if (seccomp)
    found.push({
      state: "good",
      what: {
        en: "Sandbox, system calls: an allow-list filters them (seccomp).",
        zh: "沙箱·系统调用：按白名单过滤（seccomp）。",
      },
    });
  return [...found, ...missing.map(({ layer, reason }) => missingLayer(layer, reason))];
}

function missingLayer(layer: Layers["missing"][number]["layer"], reason: string): Finding {
  const { en, zh, remedy } = MISSING[layer];
  // Never used, so there is no reason of this machine to tell.
  if (layer === "cgroup") return { state: "limited", what: { en, zh } };
  return { state: "limited", what: { en: `${en} (${reason})`, zh: `${zh}（${reason}）` }, remedy };
}

const MISSING: Readonly<Record<Layers["missing"][number]["layer"], { en: string; zh: string; remedy?: Text }>> = {
  namespaces: {
    en: "Sandbox, namespaces: absent. Code that escapes from the JavaScript sandbox could use the network and signal your processes",
    zh: "沙箱·命名空间：缺失。逃出 JavaScript 沙箱的代码可以使用网络，并向你的进程发信号",
    remedy: {
      en: "On Linux install bubblewrap (`apt-get install bubblewrap`) and allow user namespaces. Elsewhere grade only code that you trust.",
      zh: "Linux 上请安装 bubblewrap（`apt-get install bubblewrap`）并允许用户命名空间；其他系统上请只运行你信任的代码。",
    },
  },
  limits: {
    en: "Sandbox, limits: absent. Typed arrays can take more memory than the heap's 128 MB until the time limit ends them",
    zh: "沙箱·资源限制：缺失。在超时之前，类型化数组可以占用超过 128 MB 堆上限的内存",
    remedy: {
      en: "On Linux install util-linux, which brings prlimit. Other systems have no equivalent.",
      zh: "Linux 上请安装 util-linux（提供 prlimit）；其他系统没有对应的机制。",
    },
  },
  seccomp: {
    en: "Sandbox, system calls: not filtered",
    zh: "沙箱·系统调用：没有过滤",
    remedy: {
      en: "The filter exists for x86-64 Linux with bubblewrap; elsewhere the other layers hold alone.",
      zh: "过滤器只支持装有 bubblewrap 的 x86-64 Linux；其他环境由其余各层负责。",
    },
  },
  cgroup: {
    en: "Sandbox, control groups: not used. Limits hold for each process, not for several together; an attempt is one process.",
    zh: "沙箱·控制组：未使用。各项限制按单个进程计算，不按多个进程合计；一份答卷只有一个进程。",
  },
};

/** The proof: a real attempt in a real sandbox. */
async function runner({ launch }: Layers): Promise<Finding> {
  const sandbox = new Sandbox(launch);
  try {
    await sandbox.ready;
    const reply = await sandbox.load("exports.one = () => 1;", 2_000, 1);
    if (reply.loaded)
      return { state: "good", what: { en: "A sandbox starts and runs an attempt.", zh: "沙箱可以启动并运行答卷。" } };
    throw new Error(reply.error.message);
  } catch (error) {
    const { message } = error as Error;
    return {
      state: "bad",
      what: { en: `A sandbox does not work: ${message}`, zh: `沙箱无法工作：${message}` },
      remedy: {
        en: "Run `npm run build`; if it stays, report it with the lines above.",
        zh: "请运行 `npm run build`；若仍不行，请附上以上各行反馈。",
      },
    };
  } finally {
    sandbox.kill();
  }
}

function backends(): Finding {
  return {
    state: "limited",
    what: {
      en: "Backends: float64 (hand-derived references). This version has no tfjs backend yet; nothing that is graded here needs one.",
      zh: "后端：float64（手工推导的参考实现）。此版本还没有 tfjs 后端，目前的评分也不需要它。",
    },
  };
}

async function fileEvents(attempts: string | undefined): Promise<Finding> {
  const folder = folderBeside(attempts ?? attemptsAround(process.cwd()));
  const file = join(folder, "01-doctor", "attempt.ts");
  let arrived: (value: boolean) => void = () => {};
  const event = new Promise<boolean>((resolve) => {
    arrived = resolve;
  });
  const timer = setTimeout(() => arrived(false), EVENT_MS);
  let files: AttemptFiles | undefined;
  try {
    mkdirSync(join(folder, "01-doctor"));
    writeFileSync(file, "before");
    files = new AttemptFiles({ folder, poll: false, onSave: () => arrived(true), onError: () => arrived(false) });
    await files.ready;
    files.remember("01-doctor");
    writeFileSync(file, "after");
    if (await event) return { state: "good", what: { en: "File events arrive.", zh: "可以收到文件事件。" } };
    return {
      state: "limited",
      what: { en: `File events do not arrive in ${dirname(folder)}.`, zh: `${dirname(folder)} 里收不到文件事件。` },
      remedy: { en: "Start with `npm start -- --poll`.", zh: "请用 `npm start -- --poll` 启动。" },
    };
  } finally {
    clearTimeout(timer);
    await files?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An empty folder on the disk that the attempts lie on, which may be another one than that of temporary files. */
function folderBeside(attempts: string): string {
  const name = "katagrad-doctor-";
  try {
    return mkdtempSync(join(dirname(resolve(attempts)), `.${name}`));
  } catch {
    return mkdtempSync(join(tmpdir(), name));
  }
}
