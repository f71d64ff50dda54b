// The tests start real sandboxes and the real command line, which run from dist/: build it once before all of them.
export { buildAll as setup } from "./build.mjs";
