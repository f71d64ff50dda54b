import type { FastifyInstance } from "fastify";
import { UsageError } from "../fault.ts";

/** @returns where it listens, `http://127.0.0.1:4600` @throws UsageError */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    const remedy = REMEDIES[code] ?? { en: "Choose another --host or --port.", zh: "请换一个 --host 或 --port。" };
    throw new UsageError(
      { en: `${host}:${port} cannot be listened on: ${message}.`, zh: `无法监听 ${host}:${port}：${message}。` },
      remedy,
    );
  }
}

const REMEDIES: Readonly<Record<string, { en: string; zh: string }>> = {
  EADDRINUSE: {
    en: "Something listens there already: end it, or choose another --port.",
    zh: "该端口已被占用：请结束占用它的程序，或换一个 --port。",
  },
  EACCES: {
    en: "Ports below 1024 are for administrators: choose another --port.",
    zh: "1024 以下的端口需要管理员权限：请换一个 --port。",
  },
};
