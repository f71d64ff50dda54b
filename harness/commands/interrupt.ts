/** Ctrl-C and its kin for a verb that wants to end in order. The second one is not ours any more: it ends the process there and then. */
const NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
type Signal = keyof typeof NUMBERS;

export class Interrupted extends Error {
  constructor(readonly signal: Signal) {
    super(`Ended by ${signal}`);
  }

  /** As shells say it. */
  get status(): number {
    return 128 + NUMBERS[this.signal];
  }
}

/** @returns what gives the signals back */
export function onInterrupt(act: (interrupted: Interrupted) => void): () => void {
  const signals = Object.keys(NUMBERS) as Signal[];
  const giveBack = () => {
    for (const signal of signals) process.off(signal, react);
  };
  const react = (signal: NodeJS.Signals) => {
    giveBack();
    act(new Interrupted(signal as Signal));
  };
  for (const signal of signals) process.on(signal, react);
  return giveBack;
}
