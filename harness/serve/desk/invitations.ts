/** Who is invited, and the links, each of which is told once. */
import { initialState } from "../../assess/apply.ts";
import { hashToken, newToken } from "../../assess/token.ts";
import { forget } from "../../store/forget.ts";
import { addPerson, findPerson, reissueToken } from "../../store/people.ts";
import { addSession } from "../../store/sessions.ts";
import { assessmentOf } from "./assessments.ts";
import { act, actOn, type Desk, newId, noSession, rowOf } from "./desk.ts";

export interface Invited {
  readonly id: string;
  readonly name: string;
  readonly token: string;
  readonly expiresAt: number | null;
}

interface Invitee {
  readonly name: string;
  readonly email: string | null;
  readonly extraSeconds: number;
}

/** All of them or none. */
export async function invite(
  { store, clock }: Desk,
  assessment: string,
  { people, expiresAt, by }: { people: readonly Invitee[]; expiresAt: number | null; by: string },
): Promise<Invited[]> {
  return store.write(async (tx) => {
    await assessmentOf(tx, assessment);
    const invited: Invited[] = [];
    for (const { name, email, extraSeconds } of people) {
      const [id, token] = [newId(), newToken()];
      const createdAt = clock.now();
      const tokenHash = hashToken(token);
      await addPerson(tx, { id, assessmentId: assessment, name, email, tokenHash, createdAt, expiresAt });
      await addSession(tx, { ...rowOf(initialState(id)), assessmentId: assessment });
      await act(tx, id, { kind: "invite", assessment, expiresAt, by }, clock);
      const reason = "agreed before the invitation";
      if (extraSeconds !== 0) await act(tx, id, { kind: "changeTime", seconds: extraSeconds, by, reason }, clock);
      invited.push({ id, name, token, expiresAt });
    }
    return invited;
  });
}

/** A new link for the same session; the old one ends. */
export async function reissue(
  { store, clock }: Desk,
  id: string,
  { expiresAt, by }: { expiresAt: number | null; by: string },
): Promise<string> {
  const token = newToken();
  await store.write(async (tx) => {
    await act(tx, id, { kind: "reissue", expiresAt, by }, clock);
    if (!(await reissueToken(tx, id, hashToken(token), expiresAt))) throw noSession();
  });
  return token;
}

export async function revoke(desk: Desk, id: string, why: { by: string; reason: string }): Promise<void> {
  await actOn(desk, id, { kind: "revoke", ...why });
}

/** Removes who somebody was and what they wrote. Asking again changes nothing. */
export async function forgetPerson({ store }: Desk, id: string, by: string): Promise<void> {
  await store.write(async (tx) => {
    if (!(await findPerson(tx, id))) throw noSession();
    await forget(tx, id, by);
  });
}
