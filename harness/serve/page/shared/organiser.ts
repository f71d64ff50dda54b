/** Who uses the page: whether they are signed in, and the name that the logs keep. */
import { asFailure, ask, type Failure, type Question, Refused } from "./api.ts";
import { Model } from "./model.ts";

const KEY = "katagrad.organiser";

class Organiser extends Model {
  /** Undefined: nobody has asked yet. */
  isSignedIn: boolean | undefined;
  failure: Failure | undefined;
  #name = remembered();

  /** For the logs: who does it. */
  get name(): string {
    return this.#name;
  }

  /** What every change says of who makes it. */
  get by(): { by?: string } {
    return this.#name === "" ? {} : { by: this.#name };
  }

  async open(): Promise<void> {
    try {
      const { signedIn } = await ask<{ signedIn: boolean }>("/api/admin/session");
      this.isSignedIn = signedIn;
      this.failure = undefined;
    } catch (error) {
      this.failure = asFailure(error);
    }
    this.changed();
  }

  /** @throws Refused, Unreached */
  async signIn(secret: string, name: string): Promise<void> {
    await ask("/api/admin/login", { method: "POST", body: { secret } });
    this.#name = name.trim().slice(0, 100);
    try {
      localStorage.setItem(KEY, this.#name);
    } catch {
      // Asked again the next time.
    }
    this.isSignedIn = true;
    this.changed();
  }

  async signOut(): Promise<void> {
    await ask("/api/admin/logout", { method: "POST", body: {} });
    this.isSignedIn = false;
    this.changed();
  }

  /** As `ask`; who is not signed in any more sees the door. @throws Refused, Unreached */
  async ask<Answer>(path: string, question?: Question): Promise<Answer> {
    try {
      return await ask<Answer>(path, question);
    } catch (error) {
      if (error instanceof Refused && error.status === 401) {
        this.isSignedIn = false;
        this.changed();
      }
      throw error;
    }
  }
}

export const organiser = new Organiser();

function remembered(): string {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}
