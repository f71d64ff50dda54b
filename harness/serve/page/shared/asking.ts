/** Questions to the server as parts of a page: what came, or what went wrong, and how to ask again. */
import { useCallback, useEffect, useState } from "preact/hooks";
import { asFailure, type Failure } from "./api.ts";
import { organiser } from "./organiser.ts";

export interface Asked<Answer> {
  readonly answer: Answer | undefined;
  readonly failure: Failure | undefined;
  again(): void;
}

/** @param path undefined: nothing is asked */
export function useAnswer<Answer>(path: string | undefined): Asked<Answer> {
  const [known, setKnown] = useState<{ path: string; answer?: Answer; failure?: Failure }>();
  const [times, setTimes] = useState(0);
  useEffect(() => {
    if (path === undefined) return;
    let isWanted = true;
    organiser.ask<Answer>(path).then(
      (answer) => isWanted && setKnown({ path, answer }),
      (error) => isWanted && setKnown({ path, failure: asFailure(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, [path, times]);
  const again = useCallback(() => setTimes((n) => n + 1), []);
  const isCurrent = known?.path === path;
  return { answer: isCurrent ? known?.answer : undefined, failure: isCurrent ? known?.failure : undefined, again };
}

export interface Doing {
  readonly isBusy: boolean;
  readonly failure: Failure | undefined;
  /** @returns whether it was done */
  run(work: () => Promise<unknown>): Promise<boolean>;
}

/** One change at a time, and what it met. */
export function useDoing(): Doing {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
      return true;
    } catch (error) {
      setFailure(asFailure(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, failure, run };
}
