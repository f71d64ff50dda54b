/** The room before the clock: the same editor and runs, nothing kept by the server. */
import type { KataPage, RunView } from "../../schemas/candidate.ts";
import { asFailure, ask } from "../shared/api.ts";
import { Model } from "../shared/model.ts";
import type { RunState } from "./draft.ts";

export class Practice extends Model {
  readonly page: KataPage;
  text: string;
  state: RunState | undefined;

  /** @throws Refused, Unreached */
  static async open(): Promise<Practice> {
    return new Practice(await ask<KataPage>("/api/session/practice"));
  }

  private constructor(page: KataPage) {
    super();
    this.page = page;
    this.text = page.skeleton;
  }

  async run(): Promise<void> {
    if (this.state?.isRunning) return;
    this.state = { ...this.state, isRunning: true, failure: undefined };
    this.changed();
    try {
      const body = { text: this.text };
      const result = await ask<RunView>("/api/session/practice/run", { method: "POST", body, patienceMs: 120_000 });
      this.state = { isRunning: false, result };
    } catch (error) {
      this.state = { ...this.state, isRunning: false, failure: asFailure(error) };
    }
    this.changed();
  }
}
