#!/usr/bin/env node
/** The command line. Each verb's file is loaded only when it is asked for. This is the only place that ends the process. */
import { Command, CommanderError } from "commander";
import { tellFailure } from "./commands/failure.ts";
import { packageVersion } from "./paths.ts";

const program = new Command("kata")
  .description("Practise the mathematics of deep learning: save a file, see a verdict.")
  .version(packageVersion)
  .showHelpAfterError("(`kata --help` shows how it is used)")
  .configureHelp({ showGlobalOptions: true })
  .option(
    "--pack <folder>",
    "add the katas of a pack; may be repeated",
    (folder, all: string[]) => [...all, folder],
    [] as string[],
  )
  .option("--attempts <folder>", "where your attempts lie", "attempts")
  .option("--lang <language>", "en or zh; default: your locale")
  .exitOverride();

const dev = program.command("dev").description("for authors: make and check katas");
dev
  .command("check")
  .description("prove that katas grade what they say")
  .argument("[kata...]", "which; default: all")
  .action(async (katas: string[]) =>
    exit(await (await import("./commands/dev-check.ts")).devCheck(katas, program.opts())),
  );
dev
  .command("fixtures")
  .description("write expected.json again from the references")
  .argument("[kata...]", "which; default: all")
  .action(async (katas: string[]) =>
    exit(await (await import("./commands/dev-fixtures.ts")).devFixtures(katas, program.opts())),
  );

function exit(status: number): void {
  process.exitCode = status;
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : tellFailure(error);
}
