/** For who comes without a link, or with one that does not open. */
import { useState } from "preact/hooks";
import { useWords } from "../shared/language.ts";
import { Licenses } from "../shared/licenses.tsx";
import { FailureNotice } from "../shared/shell.tsx";
import type { Room } from "./room-model.ts";
import { WORDS } from "./words.ts";

export function Door({ room }: { readonly room: Room }) {
  const words = useWords(WORDS).door;
  const [link, type] = useState("");
  const enter = (event: Event) => {
    event.preventDefault();
    void room.enter(link);
  };
  return (
    <div class="narrow">
      <h1>{words.title}</h1>
      {room.failure && <FailureNotice failure={room.failure} />}
      <form class="card" onSubmit={enter}>
        <p>{words.about}</p>
        <label for="link">{words.link}</label>
        <div class="row">
          <input
            id="link"
            class="grows"
            autocomplete="off"
            spellcheck={false}
            value={link}
            onInput={({ currentTarget }) => type(currentTarget.value)}
          />
          <button type="submit" class="primary" disabled={room.isBusy || link.trim() === ""}>
            {words.enter}
          </button>
        </div>
      </form>
      <p>
        {words.terminal} <code>kata join</code>
      </p>
      <p>
        <a href="/admin">{words.organisers}</a> · <a href="/openapi.json">{words.routes}</a> · <Licenses />
      </p>
    </div>
  );
}
