/** Both texts, line by line, and the choice between them. */
import { Dialog } from "../shared/dialog.tsx";
import { useWords } from "../shared/language.ts";
import { type Doc, shown } from "./doc.ts";
import { compareTexts, mergeTexts } from "./merge.ts";
import type { Practice } from "./practice-model.ts";
import { WORDS } from "./words.ts";

interface CompareProps {
  readonly practice: Practice;
  readonly doc: Doc;
  onClose(): void;
}

const SIGN = { mine: "+", theirs: "−", both: " ", gap: "" } as const;

export function CompareDialog({ practice, doc, onClose }: CompareProps) {
  const words = useWords(WORDS);
  const theirs = shown(doc.theirs?.text ?? "");
  const lines = compareTexts(theirs, doc.text);
  const merged = mergeTexts(doc.baseText, doc.text, theirs);
  const choose = (act: () => Promise<void>) => () => {
    onClose();
    void act();
  };
  return (
    <Dialog title={words.compareTitle} onClose={onClose}>
      <p>{lines.length === 0 ? words.compareSame : words.compareAbout}</p>
      {/* The keyboard scrolls it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <pre class="comparison" tabIndex={0}>
        {lines.map(({ side, text }, i) => (
          <span key={i} class={`compared compared-${side}`}>
            {side === "mine" && <span class="unseen">{words.inPage}: </span>}
            {side === "theirs" && <span class="unseen">{words.onDisk}: </span>}
            <span aria-hidden="true">{SIGN[side]} </span>
            {`${text}\n`}
          </span>
        ))}
      </pre>
      {merged === undefined && <p class="muted">{words.mergeNot}</p>}
      <div class="row">
        <button type="button" class="primary" onClick={choose(() => doc.keepMine())}>
          {words.mine}
        </button>
        <button type="button" onClick={choose(() => practice.takeTheirs())}>
          {words.theirs}
        </button>
        {merged !== undefined && (
          <button type="button" onClick={choose(() => doc.takeMerged(merged))}>
            {words.merge}
          </button>
        )}
        <button type="button" class="quiet" onClick={onClose}>
          {words.later}
        </button>
      </div>
    </Dialog>
  );
}
