/** `realm.ts`, bundled to one expression by the build. */
declare module "realm:source" {
  const source: string;
  export default source;
}
