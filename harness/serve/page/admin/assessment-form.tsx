/** The form of an assessment, for a new one and for one that is changed. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Catalogue, NewAssessment } from "../../schemas/organiser.ts";
import { useAnswer, useDoing } from "../shared/asking.ts";
import { useLanguage, useWords } from "../shared/language.ts";
import { FailureNotice, Notice } from "../shared/shell.tsx";
import { bodyOf, type Draft, problemsOf } from "./draft.ts";
import { KataPicker } from "./kata-picker.tsx";
import { WORDS } from "./words.ts";

interface FormProps {
  readonly first: Draft;
  readonly button: string;
  save(body: NewAssessment): Promise<unknown>;
  readonly children?: ComponentChildren;
}

export function AssessmentForm({ first, button, save, children }: FormProps) {
  const words = useWords(WORDS);
  const [draft, setDraft] = useState(first);
  const [hasTried, setTried] = useState(false);
  const catalogue = useAnswer<Catalogue>("/api/katas");
  const { isBusy, failure, run } = useDoing();
  const problems = hasTried ? problemsOf(draft) : {};
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const send = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    const isGood = Object.keys(problemsOf(draft)).length === 0;
    if (isGood) await run(() => save(bodyOf(draft)));
    // As soon as the page shows which.
    else setTimeout(() => document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus());
  };
  const fields: FieldsProps = { draft, change, told: (field) => problems[field] && words.problem[problems[field]] };
  return (
    <form class="form" noValidate onSubmit={send}>
      <TextField {...fields} name="title" label={words.form.title} />
      {catalogue.failure && <FailureNotice failure={catalogue.failure} />}
      {catalogue.answer && (
        <KataPicker
          all={catalogue.answer.katas}
          chosen={draft.katas}
          choose={(katas) => change({ katas })}
          limitMinutes={Number(draft.minutes)}
          problem={fields.told("katas")}
        />
      )}
      <Times {...fields} />
      <Rules {...fields} katas={catalogue.answer?.katas ?? []} />
      {Object.keys(problems).length > 0 && <Notice kind="bad">{words.form.wrong}</Notice>}
      {failure && <FailureNotice failure={failure} />}
      <div class="row">
        <button type="submit" class="primary" disabled={isBusy}>
          {button}
        </button>
        {children}
      </div>
    </form>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  change(part: Partial<Draft>): void;
  told(field: keyof Draft): string | undefined;
}

type TextName = { [Name in keyof Draft]: Draft[Name] extends string ? Name : never }[keyof Draft];

interface TextFieldProps extends FieldsProps {
  readonly name: TextName;
  readonly label: string;
  readonly about?: string;
  readonly type?: "text" | "datetime-local";
}

function TextField({ draft, change, told, name, label, about, type = "text" }: TextFieldProps) {
  const problem = told(name);
  const notes = [about && `${name}-about`, problem && `${name}-problem`].filter(Boolean).join(" ");
  return (
    <div class={type === "text" && name === "title" ? "field grows" : "field"}>
      <label for={name}>{label}</label>
      <input
        id={name}
        {...(type === "text"
          ? ({ type } as const)
          : ({ type, step: draft[name].length > "2031-05-04T09:30".length ? 1 : 60 } as const))}
        inputMode={type === "text" && name !== "title" ? "decimal" : undefined}
        value={draft[name]}
        maxLength={200}
        aria-invalid={problem !== undefined}
        aria-describedby={notes || undefined}
        onInput={({ currentTarget }) => change({ [name]: currentTarget.value })}
      />
      {problem && (
        <span class="bad" id={`${name}-problem`}>
          {problem}
        </span>
      )}
      {about && (
        <span class="muted" id={`${name}-about`}>
          {about}
        </span>
      )}
    </div>
  );
}

function Times(fields: FieldsProps) {
  const words = useWords(WORDS).form;
  return (
    <fieldset class="fields">
      <legend>{words.times}</legend>
      <TextField {...fields} name="minutes" label={words.minutes} about={words.minutesAbout} />
      <TextField {...fields} name="opensAt" type="datetime-local" label={words.opens} about={words.opensAbout} />
      <TextField {...fields} name="closesAt" type="datetime-local" label={words.closes} about={words.closesAbout} />
      <TextField {...fields} name="graceSeconds" label={words.grace} about={words.graceAbout} />
    </fieldset>
  );
}

function Rules({ katas, ...fields }: FieldsProps & { readonly katas: Catalogue["katas"] }) {
  const words = useWords(WORDS).form;
  const language = useLanguage();
  const { draft, change } = fields;
  return (
    <fieldset class="fields">
      <legend>{words.rules}</legend>
      <Choice
        label={words.feedback}
        value={draft.feedback}
        options={words.feedbacks}
        choose={(feedback) => change({ feedback })}
      />
      <Choice
        label={words.counts}
        value={draft.counts}
        options={words.counting}
        choose={(counts) => change({ counts })}
      />
      <TextField {...fields} name="maxSubmissions" label={words.max} about={words.maxAbout} />
      <TextField {...fields} name="submitIntervalSeconds" label={words.interval} />
      <TextField {...fields} name="runIntervalSeconds" label={words.runInterval} />
      <Choice
        label={words.practice}
        value={draft.practice}
        options={Object.fromEntries([
          ["", words.noPractice],
          ...katas.map(({ kata, title }) => [kata, `${kata.split("-")[0]} ${title[language]}`]),
        ])}
        choose={(practice) => change({ practice })}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={draft.runs}
          onChange={({ currentTarget }) => change({ runs: currentTarget.checked })}
        />
        {words.runs}
      </label>
      <label class="field all">
        {words.honour}
        <textarea
          rows={3}
          maxLength={4_000}
          value={draft.honour}
          placeholder={words.honourExample}
          onInput={({ currentTarget }) => change({ honour: currentTarget.value })}
        />
      </label>
    </fieldset>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: Readonly<Record<Value, string>>;
  choose(value: Value): void;
}

export function Choice<Value extends string>({ label, value, options, choose }: ChoiceProps<Value>) {
  return (
    <label class="field">
      {label}
      <select value={value} onChange={({ currentTarget }) => choose(currentTarget.value as Value)}>
        {Object.entries<string>(options).map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
