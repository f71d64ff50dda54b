/** Options that the verbs around a server share. */
import { Option } from "commander";

export function dataOption(): Option {
  return new Option(
    "--data <folder>",
    "where to keep everything (default: katagrad-data, unless DATABASE_URL names a database)",
  );
}

export function jobsOption(): Option {
  return new Option("--jobs <n>", "gradings at once (default: one for each core)");
}

export function unsafeOption(): Option {
  return new Option(
    "--unsafe-isolation <layer>",
    "go on where the system cannot isolate other people's code: say `process`",
  ).choices(["process"]);
}
