/** What happened around the edits: on the strip under the film, and as a list to jump from. */
import { useWords } from "../shared/language.ts";
import { clockFace } from "../shared/moments.ts";
import { Scroll } from "../shared/scroll.tsx";
import { isMark, MARKS, type Mark, type Scene } from "./playhead.ts";
import { WORDS } from "./words.ts";

interface MarksProps {
  readonly scenes: readonly Scene[];
  readonly end: number;
  readonly at: number;
  readonly wished: ReadonlySet<Mark>;
  wish(marks: ReadonlySet<Mark>): void;
  jump(to: number): void;
}

/** Told apart by letter and place too, not by colour alone. */
const SIGNS: Readonly<Record<Mark, string>> = {
  submitted: "▲",
  ran: "▸",
  pasted: "◆",
  "focus-lost": "○",
  "focus-returned": "●",
  reconnected: "↻",
  reopened: "↺",
  ended: "■",
};

export function Marks({ scenes, end, at, wished, wish, jump }: MarksProps) {
  const words = useWords(WORDS);
  const all = scenes.flatMap((scene, i) => (isMark(scene) ? [{ scene, i, kind: scene.frame.kind }] : []));
  const kinds = MARKS.filter((kind) => all.some((one) => one.kind === kind));
  const shown = all.filter(({ kind }) => wished.has(kind));
  const toggle = (kind: Mark) => {
    const next = new Set(wished);
    if (!next.delete(kind)) next.add(kind);
    wish(next);
  };
  return (
    <>
      <svg class="strip-marks" viewBox="0 0 1000 24" preserveAspectRatio="none" aria-hidden="true">
        {shown.map(({ scene, i, kind }) => {
          const x = end === 0 ? 0 : (scene.at / end) * 1000;
          return <line key={i} class={`mark-${kind}`} x1={x} x2={x} y1={0} y2={24} />;
        })}
      </svg>
      <fieldset class="row marks-kinds">
        <legend class="unseen">{words.playback.marks}</legend>
        {kinds.map((kind) => (
          <label key={kind} class="check">
            <input type="checkbox" checked={wished.has(kind)} onChange={() => toggle(kind)} />
            <span class={`sign mark-${kind}`} aria-hidden="true">
              {SIGNS[kind]}
            </span>
            {words.events[kind]} ({all.filter((one) => one.kind === kind).length})
          </label>
        ))}
      </fieldset>
      {shown.length > 0 && (
        <Scroll label={words.playback.marks} class="marks-list">
          <ol>
            {shown.map(({ scene, i, kind }) => (
              <li key={i}>
                <button type="button" class="quiet small" aria-current={i === at} onClick={() => jump(i)}>
                  <span class={`sign mark-${kind}`} aria-hidden="true">
                    {SIGNS[kind]}
                  </span>{" "}
                  {clockFace(scene.frame.ms)} {words.playback.what(scene.frame)}
                </button>
              </li>
            ))}
          </ol>
        </Scroll>
      )}
    </>
  );
}
