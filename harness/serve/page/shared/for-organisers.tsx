/** Lets organisers in who know the admin secret, to whichever page is theirs. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useDoing } from "./asking.ts";
import { useWords } from "./language.ts";
import { Licenses } from "./licenses.tsx";
import { useModel } from "./model.ts";
import { organiser } from "./organiser.ts";
import { FailureNotice } from "./shell.tsx";
import "./fields.css";

const WORDS = {
  en: {
    loading: "Loading …",
    title: "For organisers",
    about:
      "Sign in with the admin secret. The server printed it when it was first started; “kata admin secret --reset” makes a new one.",
    secret: "Admin secret",
    name: "Your name",
    nameAbout: "It stands in the logs beside what you do, such as adding time. Without it they say “organiser”.",
    enter: "Sign in",
  },
  zh: {
    loading: "正在加载…",
    title: "组织者入口",
    about: "请用管理密钥登录。服务器首次启动时会显示密钥；“kata admin secret --reset” 可生成新的密钥。",
    secret: "管理密钥",
    name: "你的姓名",
    nameAbout: "你所做的操作（例如加时）会连同姓名写入日志。不填则记为“organiser”。",
    enter: "登录",
  },
};

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
      <h1>{words.title}</h1>
      <p>{words.about}</p>
      {failure && <FailureNotice failure={failure} />}
      <label class="field">
        {words.secret}
        <input
          type="password"
          autocomplete="current-password"
          required
          value={secret}
          onInput={({ currentTarget }) => setSecret(currentTarget.value)}
        />
      </label>
      <label class="field">
        {words.name}
        <input
          autocomplete="name"
          maxLength={100}
          aria-describedby="name-about"
          value={name}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
        />
      </label>
      <p class="muted" id="name-about">
        {words.nameAbout}
      </p>
      <button type="submit" class="primary" disabled={isBusy || secret.trim() === ""}>
        {words.enter}
      </button>
      <p class="foot">
        <Licenses />
      </p>
    </form>
  );
}
