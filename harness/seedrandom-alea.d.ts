/** The one generator of seedrandom that needs nothing of its surroundings, so that it also runs inside the sandbox. */
declare module "seedrandom/lib/alea.js" {
  /** Johannes Baagøe's Alea; `double()` is uniform on [0, 1) with 53 bits. */
  export default function alea(seed: string): { double(): number };
}
