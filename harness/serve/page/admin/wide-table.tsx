/** A table of the console: one line of headings, and rows that scroll where they are wider than the page. */
import type { ComponentChildren } from "preact";
import { Scroll } from "../shared/scroll.tsx";

interface WideTableProps {
  readonly label: string;
  /** Null: a column of buttons, which needs no heading. */
  readonly heads: readonly (string | null)[];
  /** Of what scrolls. */
  readonly class?: string;
  /** Of the table, beside `wide`. */
  readonly kind?: string;
  /** Its rows. */
  readonly children: ComponentChildren;
}

export function WideTable({ label, heads, kind, children, ...rest }: WideTableProps) {
  return (
    <Scroll label={label} {...rest}>
      <table class={kind === undefined ? "wide" : `wide ${kind}`}>
        <thead>
          <tr>
            {heads.map((head, i) =>
              head === null ? (
                <td key={i} />
              ) : (
                <th key={head} scope="col">
                  {head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </Scroll>
  );
}
