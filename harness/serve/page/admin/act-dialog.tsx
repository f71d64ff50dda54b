/** What an organiser does to people or to a whole assessment, each with a reason for the log. */
import { useState } from "preact/hooks";
import { asFailure, type Failure } from "../shared/api.ts";
import { Dialog } from "../shared/dialog.tsx";
import { useLanguage, useWords } from "../shared/language.ts";
import { Notice } from "../shared/shell.tsx";
import { type Act, doAct } from "./act.ts";
import { WORDS } from "./words.ts";

export type { Act };

interface Target {
  readonly id: string;
  readonly name: string;
}

interface ActDialogProps {
  readonly act: Act;
  readonly targets: readonly Target[];
  /** Also when nothing was done. */
  onClose(): void;
}

export function ActDialog({ act, targets, onClose }: ActDialogProps) {
  const words = useWords(WORDS);
  const own = words.act[act];
  const [reason, setReason] = useState("");
  const [minutes, setMinutes] = useState("5");
  const [ends, setEnds] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [left, setLeft] = useState<readonly Refusal[]>([]);
  const seconds = Math.round(Number(minutes) * 60);
  const isFit = act !== "time" || (Number.isFinite(seconds) && seconds !== 0);
  const send = async (event: Event) => {
    event.preventDefault();
    if (!isFit) return;
    setBusy(true);
    const waiting = left.length > 0 ? left.map(({ target }) => target) : targets;
    const refused: Refusal[] = [];
    for (const target of waiting)
      try {
        await doAct(act, target.id, { reason: reason.trim(), seconds, ends });
      } catch (error) {
        refused.push({ target, failure: asFailure(error) });
      }
    setBusy(false);
    setLeft(refused);
    if (refused.length === 0) onClose();
  };
  return (
    <Dialog title={own.title} onClose={onClose}>
      <form onSubmit={send}>
        <p class="targets">{words.act.targets(targets.map(({ name }) => name))}</p>
        <p>{own.about}</p>
        {act === "time" && (
          <label class="field">
            {words.act.minutes}
            <input
              inputMode="decimal"
              value={minutes}
              aria-invalid={!isFit}
              onInput={({ currentTarget }) => setMinutes(currentTarget.value)}
            />
          </label>
        )}
        {act === "closeAll" && (
          <label class="check">
            <input type="checkbox" checked={ends} onChange={({ currentTarget }) => setEnds(currentTarget.checked)} />
            {words.act.endRunning}
          </label>
        )}
        {act !== "forget" && (
          <label class="field">
            {words.act.reason}
            <input maxLength={1_000} value={reason} onInput={({ currentTarget }) => setReason(currentTarget.value)} />
          </label>
        )}
        {left.length > 0 && <Refusals left={left} />}
        <div class="row">
          <button type="submit" class={GRAVE.has(act) ? "danger" : "primary"} disabled={isBusy || !isFit}>
            {own.title}
          </button>
          <button type="button" onClick={(event) => event.currentTarget.closest("dialog")?.close()}>
            {words.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

const GRAVE: ReadonlySet<Act> = new Set(["close", "revoke", "forget", "closeAll"]);

interface Refusal {
  readonly target: Target;
  readonly failure: Failure;
}

function Refusals({ left }: { readonly left: readonly Refusal[] }) {
  const language = useLanguage();
  return (
    <Notice kind="bad">
      <ul>
        {left.map(({ target, failure }) => (
          <li key={target.id}>
            {target.name}: {failure.told[language]} {failure.remedy[language]}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
