/** Two panes side by side, and a divider that the mouse and the arrows move. Where there is no room they stand one below the other. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import "./panes.css";

interface SplitProps {
  readonly label: string;
  readonly left: ComponentChildren;
  readonly right: ComponentChildren;
}

const KEY = "katagrad.split";
const [LEAST, MOST, FIRST] = [20, 75, 44];

export function Split({ label, left, right }: SplitProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState(remembered);
  useEffect(() => {
    frame.current?.style.setProperty("--share", `${share}%`);
  }, [share]);
  const move = (to: number) => {
    const next = Math.round(Math.min(MOST, Math.max(LEAST, to)));
    setShare(next);
    try {
      localStorage.setItem(KEY, String(next));
    } catch {
      // Remembered for this visit then.
    }
  };
  const drag = (event: PointerEvent) => {
    if (!(event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) return;
    const { left, width } = frame.current!.getBoundingClientRect();
    move(((event.clientX - left) / width) * 100);
  };
  const step = (event: KeyboardEvent) => {
    const to = { ArrowLeft: share - 2, ArrowRight: share + 2, Home: LEAST, End: MOST }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  };
  return (
    <div ref={frame} class="split">
      <div class="split-left">{left}</div>
      {/* biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved */}
      <div
        class="divider"
        role="separator"
        tabIndex={0}
        aria-label={label}
        aria-orientation="vertical"
        aria-valuemin={LEAST}
        aria-valuemax={MOST}
        aria-valuenow={share}
        onKeyDown={step}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
      />
      <div class="split-right">{right}</div>
    </div>
  );
}

function remembered(): number {
  try {
    const kept = Number(localStorage.getItem(KEY));
    return kept >= LEAST && kept <= MOST ? kept : FIRST;
  } catch {
    return FIRST;
  }
}
