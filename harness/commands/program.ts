/** Every verb and its options. A verb's file is loaded only when it is asked for. */
import { Command, CommanderError, Option } from "commander";
import { faultOf } from "../fault.ts";
import { packageVersion } from "../paths.ts";
import { backendOption, chosenBackend, referenceOption } from "./backend.ts";
import { EXIT, tellFailure, tellNearestVerb } from "./failure.ts";

const program = new Command("kata")
  .description("Practise the mathematics of deep learning: save a file, see a verdict.")
  .version(packageVersion)
  .showHelpAfterError("(`kata --help` shows how it is used)")
  .configureHelp({ showGlobalOptions: true })
  .option("--pack <folder>", "add the katas of a pack; may be repeated", (folder, all: string[] = []) => [
    ...all,
    folder,
  ])
  .option("--attempts <folder>", "where your attempts lie; default: attempts, here or in a folder above")
  .option("--lang <language>", "en or zh; default: your locale")
  .exitOverride();

/** What the verb that ran says. */
let status: number = EXIT.ok;

type Verb<Args extends unknown[]> = (...args: Args) => Promise<number>;

/** An action that loads its verb, runs it with the global options too, and keeps the exit status. */
function verb<Args extends unknown[]>(load: () => Promise<Verb<Args>>) {
  return async (...given: unknown[]) => {
    const command = given.at(-1) as Command;
    const args = [...command.processedArgs, command.optsWithGlobals()] as unknown as Args;
    status = await (await load())(...args);
  };
}

program
  .command("watch", { isDefault: true })
  .summary("practise: grade on every save")
  .description("Shows the current kata and grades it on every save. Without a terminal it grades once.")
  .argument("[kata]", "number or name; default: where you were")
  .option("--poll", "look at the files ten times a second, where file events do not arrive")
  .action(verb(async () => (await import("./watch.ts")).watch));
program
  .command("run")
  .summary("grade one attempt once")
  .description("Grades the attempt of one kata and prints the report.")
  .argument("[kata]", "number or name; default: the current one")
  .option("--reveal", "print the numbers of hidden cases too")
  .addOption(referenceOption())
  .addOption(backendOption("where the twins on tfjs run; says --reference tfjs"))
  .action(verb(async () => (await import("./run.ts")).run));
program
  .command("list")
  .summary("every kata, with your progress")
  .description(
    "Lists the katas, by theme, difficulty or time, or as a path on which each comes after those that it builds on.",
  )
  .argument("[search]", "a part of the name")
  .addOption(
    new Option("--by <order>", "how to group them")
      .choices(["theme", "difficulty", "minutes", "path"])
      .default("theme"),
  )
  .option("--json", "one JSON object a line")
  .action(verb(async () => (await import("./list.ts")).list));
program
  .command("next")
  .summary("go to the next kata of the path that you have not passed")
  .description("Makes the first kata of the learning path that is not passed the current one, and says where it lies.")
  .action(verb(async () => (await import("./next.ts")).next));
program
  .command("show")
  .summary("the statement")
  .description("Prints the statement of a kata.")
  .argument("[kata]", "number or name; default: the current one")
  .option("--raw", "as Markdown")
  .action(verb(async () => (await import("./show.ts")).show));
program
  .command("hint")
  .summary("one more hint")
  .description("Prints the hints seen so far for a part, and one more.")
  .argument("[kata]", "number or name; default: the current one")
  .argument("[part]", "default: the first that has hints left")
  .action(verb(async () => (await import("./hint.ts")).hint));
program
  .command("reset")
  .summary("begin a kata again")
  .description("Puts the skeleton in place of an attempt; the attempt is kept as a backup.")
  .argument("[kata]", "number or name; default: the current one")
  .option("-y, --yes", "do not ask")
  .action(verb(async () => (await import("./reset.ts")).reset));
program
  .command("solve")
  .summary("see a solution")
  .description("Prints a reference solution after a confirmation; your progress records it.")
  .argument("[kata]", "number or name; default: the current one")
  .option("-y, --yes", "do not ask")
  .action(verb(async () => (await import("./solve.ts")).solve));
program
  .command("grade")
  .summary("grade files for scripts")
  .description(
    "Grades attempt files, folders NN-slug/ with an attempt.ts, or folders of such. Exit status 0 when grading worked, whatever the\n" +
      "verdict; 1 with --strict when something is not full marks; 2 for misuse; 3 for a fault of ours.",
  )
  .argument("<path...>", "what to grade")
  .option("--kata <kata>", "which kata, when the path does not say")
  .addOption(new Option("--format <format>", "how to print").choices(["jsonl", "json", "text"]).default("jsonl"))
  .option("--secret <secret>", "mix a secret into the hidden cases")
  .option("--out <file>", "write there instead of standard output")
  .option("--strict", "exit with 1 unless everything has full marks")
  .addOption(referenceOption())
  .addOption(backendOption("where the twins on tfjs run; says --reference tfjs"))
  .action(verb(async () => (await import("./grade.ts")).grade));
program
  .command("doctor")
  .summary("what works on this machine, and what to do about the rest")
  .description("Checks Node, the layers of the sandbox, the backends and file events.")
  .action(verb(async () => (await import("./doctor.ts")).doctor));

const dev = program.command("dev").summary("for authors: make and check katas").description("For authors of katas.");
dev
  .command("check")
  .description(
    "Proves that katas grade what they say. With --backend also that their twins on tfjs agree with the hand-derived references.",
  )
  .argument("[kata...]", "which; default: all")
  .addOption(
    backendOption("compute the twins there: auto, webgpu, cpu or wasm; may be repeated").argParser(
      (name: string, all: string[] = []) => [...all, chosenBackend(name)],
    ),
  )
  .action(verb(async () => (await import("./dev-check.ts")).devCheck));
dev
  .command("fixtures")
  .description("Writes expected.json again from the references.")
  .argument("[kata...]", "which; default: all")
  .action(verb(async () => (await import("./dev-fixtures.ts")).devFixtures));
dev
  .command("new")
  .description("Writes the skeleton of a kata: declaration, statements, reference, grading.")
  .argument("<NN-slug>", "number and name of its folder, such as 31-attention")
  .option("--into <pack>", "the folder of a pack; default: this one")
  .action(verb(async () => (await import("./dev-new.ts")).devNew));

/** Runs what the arguments ask for and returns the exit status. @param quit ends the process there and then */
export async function runProgram(quit: (status: number) => void): Promise<number> {
  // Who reads may leave early, as in `kata list | head -1`: that is no failure. A full disk behind `kata list > FILE` is one.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    quit(
      error.code === "EPIPE"
        ? EXIT.ok
        : tellFailure(faultOf(error, { en: "The output cannot be written", zh: "无法写出结果" })),
    );
  });
  process.stderr.on("error", () => {});
  try {
    await program.parseAsync();
    return status;
  } catch (error) {
    const told = error instanceof CommanderError ? (error.exitCode === 0 ? EXIT.ok : EXIT.misuse) : tellFailure(error);
    const [word] = program.args;
    if (told === EXIT.misuse && word !== undefined)
      tellNearestVerb(
        word,
        program.commands.map((command) => command.name()),
      );
    return told;
  }
}
