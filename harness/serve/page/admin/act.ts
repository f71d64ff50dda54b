/** Which request each act of an organiser is. */
import { organiser } from "../shared/organiser.ts";

export type Act = "time" | "close" | "reopen" | "revoke" | "regrade" | "forget" | "closeAll" | "regradeAll";

export interface Details {
  readonly reason: string;
  readonly seconds: number;
  /** Whether those who sit are ended too. */
  readonly ends: boolean;
}

/** @throws Refused, Unreached */
export function doAct(act: Act, id: string, { reason, seconds, ends }: Details): Promise<unknown> {
  const why = { ...organiser.by, reason };
  const name = encodeURIComponent(id);
  const post = (path: string, body: object) => organiser.ask(path, { method: "POST", body });
  switch (act) {
    case "time":
      return post(`/api/sessions/${name}/time`, { ...why, seconds });
    case "close":
    case "reopen":
    case "regrade":
      return post(`/api/sessions/${name}/${act}`, why);
    case "revoke":
      return organiser.ask(`/api/invitations/${name}?${new URLSearchParams(why)}`, { method: "DELETE" });
    case "forget":
      return post(`/api/people/${name}/forget`, organiser.by);
    case "closeAll":
      return post(`/api/assessments/${name}/close`, { ...why, running: ends ? "end" : "finish" });
    case "regradeAll":
      return post(`/api/assessments/${name}/regrade`, why);
  }
}
