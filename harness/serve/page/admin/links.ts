/** The links of invitations as files and texts that go to people. */
import { stringify } from "csv-stringify/browser/esm/sync";
import type { Invited } from "../../schemas/organiser.ts";

export type Link = Invited["invitations"][number] & { readonly email: string | null };

/** With a line of headings; what a table program would run is made harmless. */
export function linksAsCsv(links: readonly Link[]): string {
  return stringify(
    links.map(({ name, email, link }) => ({ name, email: email ?? "", link })),
    { header: true, columns: ["name", "email", "link"], bom: true, record_delimiter: "windows", escape_formulas: true },
  );
}

/** One a line, the name before the link. */
export function linksAsText(links: readonly Link[]): string {
  return links.map(({ name, link }) => `${name}\t${link}\n`).join("");
}

/** Hands a text to the reader as a file. */
export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
