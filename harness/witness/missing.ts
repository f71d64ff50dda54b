/** Why a backend is not to be had on this machine, and what to do about it. */
import type { Text } from "../kata.ts";
import type { Missing } from "./protocol.ts";

/** What the loader and the drivers said on standard error tells one missing adapter from another. */
export function explained(missing: Missing, stderr: string): Missing {
  if (missing.reason !== "no-adapter") return missing;
  if (/libvulkan\.so\.1: cannot open/.test(stderr)) return { ...missing, reason: "no-loader" };
  const refused = /Vulkan .* required/.exec(stderr);
  return refused ? { ...missing, reason: "old-driver", message: refused[0] } : { ...missing, reason: "no-driver" };
}

/** One clause: `there is no graphics adapter …`. */
export function whyMissing({ reason, message }: Missing): Text {
  switch (reason) {
    case "no-loader":
      return {
        en: "the Vulkan loader is not installed (libvulkan.so.1)",
        zh: "没有安装 Vulkan 加载器（libvulkan.so.1）",
      };
    case "old-driver":
      return { en: `the Vulkan driver is too old (${message})`, zh: `Vulkan 驱动过旧（${message}）` };
    case "no-driver":
      return {
        en: "there is no graphics adapter, and no Vulkan driver was found",
        zh: "没有图形适配器，也没有找到 Vulkan 驱动",
      };
    case "null-adapter":
      return { en: "the only adapter is one that computes nothing", zh: "唯一的适配器什么也不计算" };
    default:
      return { en: message, zh: message };
  }
}

export function remedyFor({ reason }: Missing): Text {
  switch (reason) {
    case "no-loader":
      return {
        en: `Install the loader (Debian: \`apt-get install libvulkan1\`) and the driver of your card; ${SOFTWARE.en}.`,
        zh: `请安装加载器（Debian：\`apt-get install libvulkan1\`）和显卡驱动；${SOFTWARE.zh}。`,
      };
    case "old-driver":
      return {
        en: `Install a newer driver (Mesa 25 or later, or your card's own); ${SOFTWARE.en}.`,
        zh: `请安装较新的驱动（Mesa 25 以上，或显卡自带的驱动）；${SOFTWARE.zh}。`,
      };
    case "no-driver":
    case "null-adapter":
      return { en: `Install the driver of your card; ${SOFTWARE.en}.`, zh: `请安装显卡驱动；${SOFTWARE.zh}。` };
    case "no-bindings":
      return {
        en: "Run `npm ci` again: the package webgpu has binaries for Linux, macOS and Windows on x86-64 and arm64.",
        zh: "请重新运行 `npm ci`：webgpu 包自带 Linux、macOS、Windows 的 x86-64 与 arm64 二进制文件。",
      };
    default:
      return {
        en: "Run `npm ci` again; `--backend cpu` works everywhere.",
        zh: "请重新运行 `npm ci`；`--backend cpu` 在哪里都能用。",
      };
  }
}

const SOFTWARE: Text = {
  en: "a software adapter comes with Debian's chromium-common: set VK_ICD_FILENAMES=/usr/lib/chromium/vk_swiftshader_icd.json",
  zh: "Debian 的 chromium-common 带有软件适配器：设置 VK_ICD_FILENAMES=/usr/lib/chromium/vk_swiftshader_icd.json",
};
