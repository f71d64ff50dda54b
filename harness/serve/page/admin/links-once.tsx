/** Secret links, which no page can show a second time. */
import { useEffect, useState } from "preact/hooks";
import { useGap, useWords } from "../shared/language.ts";
import { Scroll } from "../shared/scroll.tsx";
import { Notice } from "../shared/shell.tsx";
import { useCopying } from "./copying.ts";
import { download, type Link, linksAsCsv, linksAsText } from "./links.ts";
import { WORDS } from "./words.ts";

interface LinksOnceProps {
  readonly links: readonly Link[];
  onDone(): void;
}

export function LinksOnce({ links, onDone }: LinksOnceProps) {
  const words = useWords(WORDS);
  const gap = useGap();
  const { told, copy } = useCopying();
  const [isKept, setKept] = useState(false);
  useEffect(() => {
    if (isKept) return;
    const warn = (event: Event) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [isKept]);
  useEffect(() => setKept(false), [links]);
  const copyLinks = async (name: string, text: string, isAll: boolean) => {
    if ((await copy(name, text)) && isAll) setKept(true);
  };
  return (
    <div class="card">
      <Notice kind="warn">
        <strong>{words.links.title}</strong>
        {gap}
        {words.links.about}
      </Notice>
      <div class="row">
        <button
          type="button"
          class="primary"
          onClick={() => {
            download("invitations.csv", "text/csv;charset=utf-8", linksAsCsv(links));
            setKept(true);
          }}
        >
          {words.links.csv}
        </button>
        <button type="button" onClick={() => void copyLinks(words.links.all, linksAsText(links), true)}>
          {words.links.copyAll}
        </button>
        <button type="button" class="quiet" onClick={onDone}>
          {words.links.done}
        </button>
        <span role="status">{told}</span>
      </div>
      <Scroll label={words.links.title} class="low">
        <table class="wide">
          <tbody>
            {links.map(({ id, name, link }) => (
              <tr key={id}>
                <th scope="row" class="name">
                  {name}
                </th>
                <td>
                  <code class="link">{link}</code>
                </td>
                <td>
                  <button type="button" onClick={() => void copyLinks(name, link, links.length === 1)}>
                    {words.links.copy}
                    <span class="unseen"> {name}</span>
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </div>
  );
}
