/** Beside the name: the way to the katas, how far one is, what is saved. */
import { useState } from "preact/hooks";
import { IS_MAC, KeysDialog, MOD } from "../shared/keys-dialog.tsx";
import { useLanguage, useWords } from "../shared/language.ts";
import { numberOf } from "./number.ts";
import type { Practice } from "./practice-model.ts";
import { WORDS } from "./words.ts";

interface BarProps {
  readonly practice: Practice;
  readonly isListed: boolean;
  list(to: boolean): void;
}

const KEYS = [
  [
    [
      [MOD, "S"],
      [MOD, "Enter"],
    ],
    "save",
  ],
  [[[MOD, "K"]], "list"],
  [[["Esc"], ["Tab"]], "leave"],
  [[["Tab"], ["Shift", "Tab"]], "indent"],
  [[[MOD, "Z"], IS_MAC ? [MOD, "Shift", "Z"] : [MOD, "Y"]], "undo"],
  [[[MOD, "F"]], "find"],
  [[[MOD, "/"]], "comment"],
  [[["Ctrl", "Space"]], "complete"],
  [[["F8"]], "problem"],
] as const;

export function Bar({ practice, isListed, list }: BarProps) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const [isOpen, open] = useState(false);
  const { katas = [] } = practice.list ?? {};
  const passed = katas.filter((one) => one.passed).length;
  return (
    <>
      <button
        type="button"
        class="katas-button"
        aria-expanded={isListed}
        aria-controls="katas"
        title={isListed ? words.hideKatas : words.showKatas}
        onClick={() => list(!isListed)}
      >
        <span aria-hidden="true">☰</span> {words.katas}
      </button>
      <span class="overall" title={words.progress(passed, katas.length)}>
        <progress max={katas.length} value={passed} aria-label={words.progress(passed, katas.length)} />
        <span class="muted" aria-hidden="true">
          {passed}/{katas.length}
        </span>
      </span>
      {practice.next && (
        <button
          type="button"
          class="quiet small"
          title={words.nextKata(`${numberOf(practice.next.number)} · ${practice.next.title[language]}`)}
          onClick={() => void practice.show(practice.next!.kata)}
        >
          {words.next} <span aria-hidden="true">→</span>
        </button>
      )}
      <SaveState practice={practice} />
      <button type="button" class="quiet" onClick={() => open(true)}>
        {words.keys}
      </button>
      {isOpen && (
        <KeysDialog
          title={words.keys}
          close={words.close}
          keys={KEYS.map(([strokes, word]) => [strokes, words.does[word]])}
          onClose={() => open(false)}
        />
      )}
    </>
  );
}

function SaveState({ practice }: { readonly practice: Practice }) {
  const words = useWords(WORDS);
  const { work, line } = practice;
  if (!work) return null;
  const { doc, opened } = work;
  if (doc.theirs) return <span class="save-state warn">{words.choose}</span>;
  if (doc.isDirty && line !== "there") return <span class="save-state warn">{words.keptHere}</span>;
  if (doc.isSaving && doc.isDirty) return <span class="save-state muted">{words.saving}</span>;
  if (doc.isDirty) return <span class="save-state muted">{words.unsaved}</span>;
  return <span class="save-state muted">{words.saved(opened.file)}</span>;
}
