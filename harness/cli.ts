#!/usr/bin/env node
/** What `kata` starts: first a look at Node's age, before anything is loaded that an old one cannot read. The only place that ends the process. */
import { tellOldNode } from "./node-version.ts";

const tooOld = tellOldNode(process.versions.node);
if (tooOld === undefined) {
  import("./commands/program.ts")
    .then(({ runProgram }) => runProgram((status) => process.exit(status)))
    .catch(({ message }: Error) => {
      console.error(
        `! Our fault, not yours: kata cannot start: ${message}\n  Run \`npm install\` in its folder and try again.`,
      );
      return 3;
    })
    .then((status) => {
      process.exitCode = status;
    });
} else {
  console.error(tooOld);
  process.exitCode = 2;
}
