import { IS_MAC, KeysDialog, MOD } from "../shared/keys-dialog.tsx";
import { useWords } from "../shared/language.ts";
import { WORDS } from "./words.ts";

/** All keys; each list of keys with its word. */
const KEYS = [
  [[[MOD, "S"]], "save"],
  [[[MOD, "Enter"]], "run"],
  [[[MOD, "Shift", "Enter"]], "submit"],
  [[["Esc"], ["Tab"]], "leave"],
  [[["Tab"], ["Shift", "Tab"]], "indent"],
  [[[MOD, "Z"], IS_MAC ? [MOD, "Shift", "Z"] : [MOD, "Y"]], "undo"],
  [[[MOD, "F"]], "find"],
  [[[MOD, "/"]], "comment"],
  [[["Ctrl", "Space"]], "complete"],
  [[["F8"]], "problem"],
  [[["←"], ["→"]], "tabs"],
] as const;

export function HelpDialog({ onClose }: { onClose(): void }) {
  const words = useWords(WORDS).help;
  return (
    <KeysDialog
      title={words.title}
      close={words.close}
      keys={KEYS.map(([strokes, word]) => [strokes, words[word]])}
      onClose={onClose}
    />
  );
}
