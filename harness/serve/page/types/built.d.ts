/** What the build puts there. */
declare module "types:libraries" {
  const libraries: Readonly<Record<string, string>>;
  export default libraries;
}

/** The address of the worker. */
declare const TYPES_WORKER: string;
