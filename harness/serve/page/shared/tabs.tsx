/** Tabs as readers of the page expect them: arrows choose, Tab goes on to what they show. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import "./panes.css";

interface TabsProps<Name extends string> {
  readonly label: string;
  /** Ids of the tabs and of their panel begin with it. */
  readonly id: string;
  readonly names: readonly Name[];
  readonly chosen: Name;
  /** Of the panel, where it is not this one's own. */
  readonly panel?: string;
  choose(name: Name): void;
  face(name: Name): ComponentChildren;
}

const STEPS: Readonly<Record<string, (at: number, length: number) => number>> = {
  ArrowRight: (at, length) => (at + 1) % length,
  ArrowLeft: (at, length) => (at + length - 1) % length,
  Home: () => 0,
  End: (_at, length) => length - 1,
};

export function Tabs<Name extends string>({ label, id, names, chosen, panel, choose, face }: TabsProps<Name>) {
  const list = useRef<HTMLDivElement>(null);
  // Where there are more than the page is wide.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [chosen]);
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const next = step(names.indexOf(chosen), names.length);
    choose(names[next]);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus();
  };
  return (
    <div ref={list} class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {names.map((name) => (
        <button
          key={name}
          id={`${id}-${name}`}
          type="button"
          role="tab"
          class="tab"
          aria-selected={name === chosen}
          aria-controls={panel ?? `${id}-panel`}
          tabIndex={name === chosen ? 0 : -1}
          onClick={() => choose(name)}
        >
          {face(name)}
        </button>
      ))}
    </div>
  );
}
