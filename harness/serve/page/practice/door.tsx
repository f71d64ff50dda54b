/** For who comes without the secret of the link. */
import { useState } from "preact/hooks";
import { useWords } from "../shared/language.ts";
import type { Practice } from "./practice-model.ts";
import { WORDS } from "./words.ts";

export function Door({ practice }: { readonly practice: Practice }) {
  const words = useWords(WORDS).door;
  const [link, type] = useState("");
  const enter = (event: Event) => {
    event.preventDefault();
    void practice.enter(link);
  };
  return (
    <section class="narrow card">
      <h1>{words.title}</h1>
      <p>{words.about}</p>
      <form class="row" onSubmit={enter}>
        <input
          class="grows"
          aria-label={words.link}
          placeholder="http://127.0.0.1:4600/practice#…"
          value={link}
          autocomplete="off"
          onInput={({ currentTarget }) => type(currentTarget.value)}
        />
        <button type="submit" class="primary">
          {words.enter}
        </button>
      </form>
      <p class="door-start">{words.where}</p>
      <pre>npx kata serve --practice</pre>
    </section>
  );
}
