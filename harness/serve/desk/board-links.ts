/** Boards for whoever has a link: a projector, those who sit, a crowd. They see ranks and scores, and nothing that leads to a person or a session. */
import { hashToken, newToken, sessionAlias } from "../../assess/token.ts";
import type { Assessment } from "../../store/assessments.ts";
import {
  addBoardLink,
  type BoardLink,
  dropBoardLink,
  findBoardLink,
  freezeBoardLink,
  listBoardLinks,
} from "../../store/board-links.ts";
import { notFound, unauthorized } from "../api-error.ts";
import type { BoardLinkView, BoardView } from "../schemas/organiser.ts";
import { assessmentOf } from "./assessments.ts";
import { boardIn } from "./board.ts";
import { type Desk, newId, SESSION_CHANNEL } from "./desk.ts";

/** @returns the secret of the link, which nobody can read again */
export async function makeBoardLink(
  { store, clock }: Desk,
  assessmentId: string,
  settings: Pick<BoardLink, "names" | "freezeMinutes">,
): Promise<{ link: BoardLinkView; token: string }> {
  const token = newToken();
  const one: BoardLink = { ...settings, id: newId(), assessmentId, createdAt: clock.now(), frozenAt: null };
  await store.write(async (tx) => {
    await assessmentOf(tx, assessmentId);
    await addBoardLink(tx, one, hashToken(token));
  });
  return { link: viewLink(one), token };
}

export function readBoardLinks({ store }: Desk, assessment: string): Promise<BoardLinkView[]> {
  return store.read(async (tx) => {
    await assessmentOf(tx, assessment);
    return (await listBoardLinks(tx, assessment)).map(viewLink);
  });
}

/** Ends a link, at once also for those who look. */
export async function revokeBoardLink({ store }: Desk, id: string): Promise<void> {
  await store.write(async (tx) => {
    const assessment = await dropBoardLink(tx, id);
    if (assessment === undefined) throw notFound({ en: "There is no such board link.", zh: "没有这个榜单链接。" });
    await tx.wake(SESSION_CHANNEL, assessment);
  });
}

/** A link as whoever shows its secret may use it. */
export interface OpenedBoard {
  readonly hash: string;
  readonly assessment: string;
}

/** @throws ApiError for a secret that opens no board, or another one */
export async function openBoard({ store }: Desk, id: string, token: string): Promise<OpenedBoard> {
  const hash = hashToken(token);
  const link = await store.read((tx) => findBoardLink(tx, hash));
  if (link?.id !== id) throw unauthorized("board");
  return { hash, assessment: link.assessmentId };
}

/** What a link shows now. @throws ApiError when it was revoked */
export async function readLinkedBoard({ store, clock }: Desk, hash: string): Promise<BoardView> {
  const { link, shown } = await store.read(async (tx) => {
    const link = await findBoardLink(tx, hash);
    if (!link) throw unauthorized("board");
    const { board, assessment } = await boardIn(tx, link.assessmentId, link, clock.now());
    return { link, shown: disguise(board, assessment, link.names) };
  });
  const { frozenAt } = shown;
  if (frozenAt !== null && link.frozenAt === null) await store.write((tx) => freezeBoardLink(tx, link.id, frozenAt));
  return shown;
}

/** Without the ids of sessions; with pseudonyms also without the order of invitation, in which equal rows would stand. */
function disguise(board: BoardView, { secret }: Assessment, names: BoardLink["names"]): BoardView {
  const rows = board.rows.map((row) => ({ ...row, id: sessionAlias(secret, row.id, `board, names ${names}`) }));
  if (names === "shown") return { ...board, rows };
  const sorted = rows.sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
  const length = lengthThatTellsApart(sorted.map(({ id }) => id));
  return { ...board, rows: sorted.map((row) => ({ ...row, name: row.id.slice(0, length).toUpperCase() })) };
}

/** So many characters of each, and no fewer than five, are enough to tell them apart. */
function lengthThatTellsApart(ids: readonly string[]): number {
  for (let length = 5; ; length++) if (new Set(ids.map((id) => id.slice(0, length))).size === ids.length) return length;
}

function viewLink({ id, names, freezeMinutes, createdAt }: BoardLink): BoardLinkView {
  return { id, names, freezeMinutes, createdAt };
}
