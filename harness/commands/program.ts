/** Every verb and its options. A verb's file is loaded only when it is asked for. */
import { Command, CommanderError, Option } from "commander";
import { BOARD_FORMATS } from "../board/formats.ts";
import { faultOf } from "../fault.ts";
import { packageVersion } from "../paths.ts";
import { FORMAT_NAMES, GRADE_FORMATS } from "../report/formats/names.ts";
import { addAssess } from "./assess-program.ts";
import { backendOption, chosenBackend, referenceOption } from "./backend.ts";
import { EXIT, tellFailure, tellNearestVerb } from "./failure.ts";
import { countOfJobs, countOfPeople } from "./options.ts";
import { dataOption, jobsOption, unsafeOption } from "./serving.ts";

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

/** Whose result it is, where a format must be told. */
function metaOption(): Option {
  return new Option("--meta <key=value>", "what --format classroom50 must be told; may be repeated").argParser(
    (one: string, all: string[] = []) => [...all, one],
  );
}

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
  .option("--time", "also time what passes, beside our reference on the same fresh inputs")
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
    "Grades attempt files, folders NN-slug/ with an attempt.ts, folders of such, and folders of submissions: each a folder or an " +
      "archive (.zip, .tar.gz, .tgz) of folders NN-slug/. An archive that is a path itself may hold many submissions. One record for " +
      "each submission and kata, as it is ready.\n\n" +
      "A submission that cannot be read is a record with the verdict unreadable, and the rest goes on. A time limit that ran out " +
      "beside other gradings counts only if it runs out again with the machine to itself. Ctrl-C ends at once and keeps the records; " +
      "--resume goes on, and grades again only what has changed.\n\n" +
      "jsonl, json, text, csv, tap and github are written as records come, in constant memory; the other formats at the end.\n\n" +
      "With --time each record also tells how fast the parts are that passed: the median over fresh inputs, whose answers are checked, as a " +
      "ratio to the time of our float64 reference, by turns with it, and how noisy that was. Timings are taken one at a time, with the machine " +
      "to themselves, whatever --jobs is. They cost no points.\n\n" +
      "Exit status 0 when grading worked, whatever the verdict; 1 with --strict when something is not full marks; 2 for misuse; 3 for " +
      "a fault of ours; 129, 130 and 143 when SIGHUP, Ctrl-C or SIGTERM ended it.",
  )
  .argument("<path...>", "what to grade")
  .option("--kata <kata>", "which kata, when the path does not say")
  .addOption(new Option("--format <format>", "how to print").choices(GRADE_FORMATS).default("jsonl"))
  .option("--secret <secret>", "mix a secret into the hidden cases")
  .option("--out <file>", "write there instead of standard output")
  .option("--resume <file>", "go on where an interrupted run stopped that wrote JSON lines to this file")
  .option("-j, --jobs <n>", "gradings in flight (default: as many as there are cores)", countOfJobs)
  .option("--sorted", "write records in the order of the input, whichever is ready first")
  .option("--strict", "exit with 1 unless everything has full marks")
  .option("--time", "also time what passes, beside our reference on the same fresh inputs; a few seconds a part")
  .addOption(metaOption())
  .addOption(referenceOption())
  .addOption(backendOption("where the twins on tfjs run; says --reference tfjs"))
  .action(verb(async () => (await import("./grade.ts")).grade));
program
  .command("convert")
  .summary("write records for another program")
  .description("Writes the JSON lines of a `kata grade` in another format. Nothing is graded again.")
  .argument("<file>", "the records; - is standard input")
  .addOption(new Option("--format <format>", "how to print").choices(FORMAT_NAMES).makeOptionMandatory())
  .addOption(metaOption())
  .action(verb(async () => (await import("./convert.ts")).convert));
program
  .command("board")
  .summary("a leaderboard from records")
  .description(
    "Ranks the people of the JSON lines of `kata grade`. A submission belongs to the folder that holds the kata's: students/ada/17-lstm is\n" +
      "ada's. Of several attempts at a kata the best counts, scores are added up, and equal scores share a rank; a policy says otherwise (see\n" +
      "the README). Records are read one at a time and not kept. html is one file that stands alone, with charts.",
  )
  .argument("<file...>", "the records; - is standard input")
  .addOption(new Option("--format <format>", "how to write").choices(BOARD_FORMATS).default("table"))
  .option("--policy <file>", "what counts, and how, as JSON")
  .option(
    "--top <n>",
    "list the first n only, and who shares the last rank (default: all; 1,000 in html)",
    countOfPeople,
  )
  .option("--out <file>", "write there instead of standard output")
  .option("--watch", "follow the files: on the screen until q, or with --out into the file until Ctrl-C")
  .action(verb(async () => (await import("./board.ts")).board));
program
  .command("doctor")
  .summary("what works on this machine, and what to do about the rest")
  .description("Checks Node, the layers of the sandbox, the backends and file events.")
  .action(verb(async () => (await import("./doctor.ts")).doctor));

program
  .command("join")
  .summary("sit a timed assessment in your own editor")
  .description(
    "Opens the link of an invitation: says what will be recorded, asks before the time runs, writes the statements, skeletons and public\n" +
      "examples into katagrad-assessment/, and keeps every save. Without a link it goes on in the folder where you stand.\n\n" +
      "When the server cannot be reached, saves are kept on this disk and sent later, in order. Ctrl-C leaves; the time runs on.",
  )
  .argument("[link]", "the link that you were sent, in quotes")
  .option("-y, --yes", "accept the statement and start without asking")
  .option("--poll", "look at the files ten times a second, where file events do not arrive")
  .action(verb(async () => (await import("./join.ts")).join));
program
  .command("submit")
  .summary("submit a kata of a timed assessment")
  .description("Submits attempt.ts of one kata of the assessment in whose folder you stand, and waits for its verdict.")
  .argument("[kata]", "number or name; default: the one in whose folder you stand")
  .option("--wait <seconds>", "how long to wait for the verdict", "60")
  .option("--json", "print the submission as JSON")
  .action(verb(async () => (await import("./submit.ts")).submit));
program
  .command("serve")
  .summary("practise in the browser, or hold timed assessments")
  .description(
    "Serves assessments to candidates and organisers, and grades what they submit. Keeps everything in a folder, or on PostgreSQL where\n" +
      "DATABASE_URL names a database. Shows the admin secret at its first start. KATAGRAD_LOG sets the level of the log: info.\n\n" +
      "With --practice it serves your own attempts to your own browser, as `kata watch` does to a terminal: statement, editor, a verdict at each\n" +
      "pause. Open the link that it prints. It listens on this machine alone, and needs no database.",
  )
  .option("--practice", "practise in the browser, with the files of `kata watch`")
  .option("--open", "with --practice: open the browser too")
  .option("--poll", "with --practice: look at the files ten times a second, where file events do not arrive")
  .addOption(dataOption())
  .option("--host <address>", "where to listen", "127.0.0.1")
  .option("--port <port>", "0: any that is free", "4600")
  .option("--no-grading", "leave grading to `kata worker`; needs PostgreSQL")
  .addOption(jobsOption())
  .addOption(unsafeOption())
  .option("--trust-proxy", "believe a proxy in front about who asks, over what, and under which name")
  .action(verb(async () => (await import("./serve.ts")).serve));
program
  .command("worker")
  .summary("grade for servers that share a PostgreSQL database")
  .description("Grades what is submitted to the servers of the database that DATABASE_URL names.")
  .addOption(jobsOption())
  .addOption(unsafeOption())
  .action(verb(async () => (await import("./worker.ts")).worker));
addAssess(program, verb);

const admin = program.command("admin").summary("look after a server").description("For whoever runs a server.");
admin
  .command("secret")
  .description("Makes a new admin secret and shows it once; the old one ends. Who is signed in stays so.")
  .addOption(dataOption())
  .option("--reset", "make a new one")
  .option("--to <file>", "write it to a new file of mode 0600 instead of showing it")
  .action(verb(async () => (await import("./admin-secret.ts")).adminSecret));
admin
  .command("backup")
  .description(
    "Writes everything to one file, which does not depend on the kind of database. The server may go on meanwhile.",
  )
  .argument("<file>", "a file that does not exist yet; it will hold secrets")
  .addOption(dataOption())
  .action(verb(async () => (await import("./admin-backup.ts")).adminBackup));
admin
  .command("restore")
  .description(
    "Puts a backup into an empty folder or an empty PostgreSQL database, all of it or nothing. Thus one moves from either kind to the other.",
  )
  .argument("<file>", "what `kata admin backup` wrote")
  .addOption(dataOption())
  .action(verb(async () => (await import("./admin-restore.ts")).adminRestore));
admin
  .command("forget")
  .description(
    "Removes for ever who a person was and what they wrote. An anonymous row and the scores stay, and say when it was done and by whom.",
  )
  .argument("<person>", "the id of an invitation, or the e-mail address for all of theirs")
  .addOption(dataOption())
  .option("--by <name>", "who does it; default: your user name")
  .option("-y, --yes", "do not ask")
  .action(verb(async () => (await import("./admin-forget.ts")).adminForget));

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
