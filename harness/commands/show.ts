import { readStatement } from "../catalog/catalog.ts";
import { renderStatement } from "../report/statement.ts";
import { kataAsked, openDesk, wantsColour } from "./desk.ts";
import { EXIT } from "./failure.ts";
import type { GlobalOptions } from "./options.ts";

/** The statement, rendered for the terminal; into a file or a pipe as it is written. */
export async function show(
  name: string | undefined,
  { raw, ...options }: GlobalOptions & { raw?: boolean },
): Promise<number> {
  const desk = await openDesk(options);
  const statement = readStatement(kataAsked(desk, name), desk.language);
  if (raw) process.stdout.write(statement);
  else console.log(renderStatement(statement, { width: desk.width, colour: wantsColour() }).join("\n"));
  return EXIT.ok;
}
