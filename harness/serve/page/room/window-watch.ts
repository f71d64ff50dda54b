import type { Sitting } from "./sitting.ts";
import type { Work } from "./work.ts";

/** What a candidate was told would be noted, and what makes the clock doubtful. */
export function watchWindow(sitting: Sitting, work: Work): void {
  let isLost = false;
  const note = (lost: boolean) => {
    if (lost === isLost || sitting.isOver) return;
    isLost = lost;
    work.note({ note: lost ? "focus-lost" : "focus-returned" });
  };
  addEventListener("blur", () => note(true));
  addEventListener("focus", () => note(false));
  addEventListener("online", () => void sitting.refresh().then(() => work.reconnect()));
  addEventListener("pagehide", () => work.flush());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) work.flush();
    // The counter of a machine that slept stood still.
    else void sitting.refresh();
  });
  addEventListener("beforeunload", (event) => {
    work.flush();
    // What is on its way arrives without the page.
    if (work.isAway && work.hasUnsent && !sitting.isOver) event.preventDefault();
  });
}
