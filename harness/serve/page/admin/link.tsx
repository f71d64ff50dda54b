/** Goes from one part of the console to another without loading the page anew. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { pathOf, type Route, readRoute } from "./route.ts";

const listeners = new Set<() => void>();
globalThis.addEventListener?.("popstate", () => {
  for (const listener of listeners) listener();
});

export function go(route: Route): void {
  history.pushState(null, "", pathOf(route));
  for (const listener of listeners) listener();
  scrollTo(0, 0);
}

export function useRoute(): Route {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const listener = () => setPath(location.pathname);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return readRoute(path);
}

interface LinkProps {
  readonly to: Route;
  readonly current?: boolean;
  readonly class?: string;
  readonly children: ComponentChildren;
}

export function Link({ to, current = false, children, ...rest }: LinkProps) {
  const click = (event: MouseEvent) => {
    // With one of these the browser opens another tab.
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a {...rest} href={pathOf(to)} aria-current={current ? "page" : undefined} onClick={click}>
      {children}
    </a>
  );
}
