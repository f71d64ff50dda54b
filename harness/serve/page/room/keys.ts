/** The page's own keys, wherever the focus is. */

interface Actions {
  save(): void;
  run(): void;
  submit(): void;
}

/** What a stroke means; undefined: nothing of ours. */
export function actionOf(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">,
): keyof Actions | undefined {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (!(ctrlKey || metaKey) || altKey) return undefined;
  if (key.toLowerCase() === "s" && !shiftKey) return "save";
  if (key === "Enter") return shiftKey ? "submit" : "run";
  return undefined;
}

/** Hears them before the editor does. @returns how to stop */
export function hearKeys(actions: Actions): () => void {
  const hear = (event: KeyboardEvent) => {
    const action = actionOf(event);
    // A dialog stands in front, and the keys are not its.
    if (!action || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) actions[action]();
  };
  addEventListener("keydown", hear, true);
  return () => removeEventListener("keydown", hear, true);
}
