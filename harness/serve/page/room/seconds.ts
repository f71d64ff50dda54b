import { useEffect, useReducer } from "preact/hooks";

/** Draws again about every half second: for what tells seconds. */
export function useSeconds(): void {
  const [, draw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(() => draw(undefined), 500);
    return () => clearInterval(timer);
  }, []);
}
