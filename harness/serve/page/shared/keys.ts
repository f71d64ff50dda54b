/** The keys of a page itself, wherever the focus is. */

export type Action = "save" | "run" | "submit" | "list";

/** What a stroke means; undefined: nothing of ours. */
export function actionOf(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">,
): Action | undefined {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (!(ctrlKey || metaKey) || altKey) return undefined;
  if (key.toLowerCase() === "s" && !shiftKey) return "save";
  if (key.toLowerCase() === "k" && !shiftKey) return "list";
  if (key === "Enter") return shiftKey ? "submit" : "run";
  return undefined;
}

/** Hears those that the page has an action for, before the editor does. @returns how to stop */
export function hearKeys(actions: Partial<Readonly<Record<Action, () => void>>>): () => void {
  const hear = (event: KeyboardEvent) => {
    const action = actionOf(event);
    // A dialog stands in front, and the keys are not its.
    const act = action && actions[action];
    if (!act || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) act();
  };
  addEventListener("keydown", hear, true);
  return () => removeEventListener("keydown", hear, true);
}
