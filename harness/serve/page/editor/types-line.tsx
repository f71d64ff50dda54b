import { useWords } from "../shared/language.ts";
import type { Editor } from "./editor.ts";
import { WORDS } from "./words.ts";

interface TypesProps {
  readonly count: number | undefined;
  readonly editor: { readonly current: Editor | null };
}

/** How many type errors there are, and the way to the next. */
export function Types({ count, editor }: TypesProps) {
  const words = useWords(WORDS);
  if (!count) return <span class="muted">{words.types(count)}</span>;
  return (
    <button
      type="button"
      class="quiet bad linked"
      title={words.nextProblem}
      onClick={() => editor.current?.goToProblem()}
    >
      {words.types(count)}
    </button>
  );
}
