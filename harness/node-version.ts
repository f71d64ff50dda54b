/** Which Node this needs. Plain syntax and no imports: it runs first, on whatever Node there is. */

const OLDEST = [20, 19];

/** One line for who has an older Node, `undefined` for everybody else. @param version as in `process.versions.node` */
export function tellOldNode(version: string): string | undefined {
  const parts = version.split(".");
  const major = Number(parts[0]);
  const minor = Number(parts[1]);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
  return `kata needs Node ${OLDEST.join(".")} or later, and this is ${version}: install a newer one from https://nodejs.org and try again.`;
}
