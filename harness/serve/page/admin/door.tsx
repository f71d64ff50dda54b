/** Lets organisers in who know the admin secret. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useWords } from "../shared/language.ts";
import { useModel } from "../shared/model.ts";
import { FailureNotice } from "../shared/shell.tsx";
import { useDoing } from "./asking.ts";
import { organiser } from "./organiser.ts";
import { WORDS } from "./words.ts";

export function ForOrganisers({ children }: { readonly children: ComponentChildren }) {
  const { isSignedIn, failure } = useModel(organiser);
  const words = useWords(WORDS);
  useEffect(() => void organiser.open(), []);
  if (isSignedIn) return <>{children}</>;
  if (isSignedIn === false) return <Door />;
  return failure ? <FailureNotice failure={failure} /> : <p class="muted">{words.loading}</p>;
}

function Door() {
  const words = useWords(WORDS);
  const [secret, setSecret] = useState("");
  const [name, setName] = useState(organiser.name);
  const { isBusy, failure, run } = useDoing();
  const enter = (event: Event) => {
    event.preventDefault();
    void run(() => organiser.signIn(secret.trim(), name));
  };
  return (
    <form class="card door" onSubmit={enter}>
      <h1>{words.door.title}</h1>
      <p>{words.door.about}</p>
      {failure && <FailureNotice failure={failure} />}
      <label class="field">
        {words.door.secret}
        <input
          type="password"
          autocomplete="current-password"
          required
          value={secret}
          onInput={({ currentTarget }) => setSecret(currentTarget.value)}
        />
      </label>
      <label class="field">
        {words.door.name}
        <input
          autocomplete="name"
          maxLength={100}
          aria-describedby="name-about"
          value={name}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
        />
      </label>
      <p class="muted" id="name-about">
        {words.door.nameAbout}
      </p>
      <button type="submit" class="primary" disabled={isBusy || secret.trim() === ""}>
        {words.door.enter}
      </button>
    </form>
  );
}
