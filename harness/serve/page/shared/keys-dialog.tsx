/** All keys of a page, each with what it does. */
import { Dialog } from "./dialog.tsx";
import { Licenses } from "./licenses.tsx";

export const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);
export const MOD = IS_MAC ? "⌘" : "Ctrl";

type Stroke = readonly string[];

interface KeysDialogProps {
  readonly title: string;
  readonly close: string;
  readonly keys: readonly (readonly [strokes: readonly Stroke[], does: string])[];
  onClose(): void;
}

export function KeysDialog({ title, close, keys, onClose }: KeysDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <table class="keys">
        <tbody>
          {keys.map(([strokes, does]) => (
            <tr key={does}>
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
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div class="row">
        <button type="button" class="primary" onClick={onClose}>
          {close}
        </button>
        <Licenses />
      </div>
    </Dialog>
  );
}
