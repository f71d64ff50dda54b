/** Of a kata, as its folder has it: `07`. */
export function numberOf(number: number): string {
  return String(number).padStart(2, "0");
}
