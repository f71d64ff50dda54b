import { Dialog } from "../shared/dialog.tsx";
import { useWords } from "../shared/language.ts";
import { WORDS } from "./words.ts";

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const MOD = IS_MAC ? "⌘" : "Ctrl";

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
    <Dialog title={words.title} onClose={onClose}>
      <table class="keys">
        <tbody>
          {KEYS.map(([strokes, word]) => (
            <tr key={word}>
              <td>
                {strokes.map((stroke, i) => (
                  <span key={stroke.join()}>
                    {i > 0 && " "}
                    {stroke.map((key, j) => (
                      <span key={key}>
                        {j > 0 && "+"}
                        <kbd>{key}</kbd>
                      </span>
                    ))}
                  </span>
                ))}
              </td>
              <td>{words[word]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" class="primary" onClick={onClose}>
        {words.close}
      </button>
    </Dialog>
  );
}
