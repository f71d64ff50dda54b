/** What may be wider than the page scrolls by itself, with the keyboard too. */
import type { ComponentChildren } from "preact";

interface ScrollProps {
  readonly label: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

export function Scroll({ label, children, ...rest }: ScrollProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
    <section class={`scroll ${rest.class ?? ""}`} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
