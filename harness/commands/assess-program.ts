/** The verbs of `kata assess` and their options. */
import { type Command, Option } from "commander";

/** An action that loads its verb when it is asked for. */
// biome-ignore lint/suspicious/noExplicitAny: each verb has arguments of its own
type Act = (load: () => Promise<(...args: any[]) => Promise<number>>) => (...given: unknown[]) => Promise<void>;

export function addAssess(program: Command, verb: Act): void {
  const assess = program
    .command("assess")
    .summary("for organisers: timed assessments on a server")
    .description(
      "Makes and looks after timed assessments on a server that `kata serve` runs.\n\n" +
        "The server: --server or KATAGRAD_SERVER, else http://127.0.0.1:4600. The admin secret: KATAGRAD_SECRET, or a file of mode 0600 that\n" +
        "--secret-file or KATAGRAD_SECRET_FILE names; never an argument. --json prints JSON for scripts.",
    );
  const add = (name: string, description: string) =>
    assess
      .command(name)
      .description(description)
      .option("--server <url>", "default: KATAGRAD_SERVER, else http://127.0.0.1:4600")
      .option("--secret-file <file>", "holds the admin secret, mode 0600; default: KATAGRAD_SECRET_FILE")
      .option("--json", "print JSON");
  const addAct = (name: string, description: string) =>
    add(name, description)
      .option("--by <name>", "who does it, for the log; default: your user name")
      .option("--reason <text>", "why, for the log", "");

  add("create", "Makes an assessment and prints its id.")
    .requiredOption("--title <title>", "what its candidates see")
    .requiredOption("--katas <kata...>", "folders of katas, such as 01-backpropagation, in order")
    .requiredOption("--limit <time>", "from each person's start: 90m, 2h")
    .option("--opens <moment>", "nobody starts earlier: 2031-05-04T09:00+02:00")
    .option("--closes <moment>", "everybody's time ends then at the latest")
    .option("--grace <time>", "how long work that was sent in time may be under way; default 10s")
    .option("--interval <time>", "between two submissions of a kata; default 30s")
    .option("--submissions <n>", "most submissions of a kata; default: any number")
    .addOption(new Option("--counts <which>", "which submission is scored; default: best").choices(["best", "last"]))
    .addOption(
      new Option("--feedback <much>", "what candidates see of a verdict; default: score").choices([
        "none",
        "score",
        "full",
      ]),
    )
    .option("--no-runs", "do not let candidates run the public examples on the server")
    .option("--practice <kata>", "a kata to practise with before the time runs")
    .option("--honour <text>", "a statement to accept before the start")
    .option("--honour-file <file>", "the same from a file")
    .action(verb(async () => (await import("./assess-create.ts")).create));
  add("preview", "Shows what the candidates of an assessment will see.")
    .argument("<assessment>")
    .action(verb(async () => (await import("./assess-create.ts")).preview));
  add("invite", "Invites people and prints their links as CSV. Each link is shown this once.")
    .argument("<assessment>")
    .argument(
      "[file]",
      "CSV with the columns name, email and extra (time of the person's own, as 10m), or a name a line",
      "-",
    )
    .option("--expires <moment>", "the links cannot be used to start later")
    .option("--by <name>", "who does it, for the log; default: your user name")
    .action(verb(async () => (await import("./assess-invite.ts")).invite));
  add("list", "Lists the assessments, or the people of one.")
    .argument("[assessment]")
    .action(verb(async () => (await import("./assess-create.ts")).list));
  add("watch", "Shows who sits, what is left, saved and submitted, until nobody sits any more.")
    .argument("<assessment>")
    .option("--every <seconds>", "how often", "2")
    .option("--once", "once, and end")
    .action(verb(async () => (await import("./assess-watch.ts")).watchAssessment));
  addAct("extend", "Gives one person more time, as 10m, or takes some, as -- -5m. After the end it lets them go on.")
    .argument("<person>")
    .argument("<time>")
    .action(verb(async () => (await import("./assess-act.ts")).extend));
  addAct("close", "Ends the sitting of one person, or with --all closes a whole assessment.")
    .argument("<id>", "a person, or with --all an assessment")
    .option("--all", "nobody can start any more; who sits goes on")
    .option("--end", "with --all: who sits is ended too")
    .action(verb(async () => (await import("./assess-act.ts")).close));
  addAct("reopen", "Lets one person go on whose sitting was closed and whose time is not over.")
    .argument("<person>")
    .action(verb(async () => (await import("./assess-act.ts")).reopen));
  addAct("regrade", "Grades again what was submitted in time. Old verdicts are kept.")
    .argument("<id>", "a person, or with --all an assessment")
    .option("--all", "of everybody")
    .option("--kata <kata>", "only this one")
    .action(verb(async () => (await import("./assess-act.ts")).regrade));
  add("report", "Prints the report of one person.")
    .argument("<person>")
    .addOption(new Option("--format <format>", "how to print").choices(["html", "json"]).default("json"))
    .option("--out <file>", "write there instead of standard output")
    .action(verb(async () => (await import("./assess-results.ts")).report));
  add("board", "Ranks everybody by points.")
    .argument("<assessment>")
    .action(verb(async () => (await import("./assess-results.ts")).board));
  add("board-link", "Makes a link to the board for whoever has it and prints it, this once. It shows nothing else.")
    .argument("<assessment>")
    .option("--names", "show names; default: pseudonyms")
    .option("--freeze <time>", "hide what is submitted so long before the end, as 10m, until it is revealed")
    .option("--list", "list the links that there are")
    .option("--revoke <link>", "end one, by its id in the list")
    .action(verb(async () => (await import("./assess-board-link.ts")).boardLink));
  add("export", "Prints the results of everybody for other programs.")
    .argument("<assessment>")
    .addOption(new Option("--format <format>", "how to print").choices(["jsonl", "csv"]).default("jsonl"))
    .option("--out <file>", "write there instead of standard output")
    .action(verb(async () => (await import("./assess-results.ts")).exportResults));
  addAct("revoke", "Withdraws the invitation of one person; a sitting that runs is ended.")
    .argument("<person>")
    .action(verb(async () => (await import("./assess-act.ts")).revoke));
  add("reissue", "Prints a new link for one person; the old one ends, the sitting goes on.")
    .argument("<person>")
    .option("--by <name>", "who does it, for the log; default: your user name")
    .action(verb(async () => (await import("./assess-act.ts")).reissue));
}
