/** Code to read: coloured, numbered, scrolled and copied, never changed. */
import { javascript } from "@codemirror/lang-javascript";
import { EditorState, type Range, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "preact/hooks";
import { THEME } from "./theme.ts";

/** What draws the eye: whole lines, from 1, both ends included, or a stretch of text. */
interface Marked {
  readonly lines?: readonly { readonly first: number; readonly last: number }[];
  readonly stretch?: { readonly from: number; readonly to: number };
}

interface CodeViewProps {
  readonly text: string;
  readonly label: string;
  readonly marked?: Marked;
}

export function CodeView({ text, label, marked }: CodeViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  useEffect(() => {
    view.current = new EditorView({ parent: frame.current!, state: stateOf(label) });
    return () => view.current?.destroy();
  }, [label]);
  useEffect(() => {
    const { current } = view;
    if (!current) return;
    const length = current.state.doc.length;
    const isSame = current.state.doc.toString() === text;
    current.dispatch({
      changes: isSame ? undefined : { from: 0, to: length, insert: text },
      effects: mark.of(marked ?? {}),
    });
    const at = firstOf(current.state, marked);
    if (at !== undefined) current.dispatch({ effects: EditorView.scrollIntoView(at, { y: "center" }) });
  }, [text, marked, label]);
  return <div ref={frame} class="code-view" />;
}

const mark = StateEffect.define<Marked>();

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, { effects, state, changes }) {
    const told = effects.find((effect) => effect.is(mark));
    return told ? decorate(state, told.value as Marked) : set.map(changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function decorate(state: EditorState, { lines = [], stretch }: Marked): DecorationSet {
  const numbers = new Set(lines.flatMap(({ first, last }) => rangeOf(first, Math.min(last, state.doc.lines))));
  const ranges: Range<Decoration>[] = [...numbers].map((line) => ALIKE.range(state.doc.line(line).from));
  if (stretch && stretch.to > stretch.from && stretch.to <= state.doc.length)
    ranges.push(WRITTEN.range(stretch.from, stretch.to));
  return Decoration.set(ranges, true);
}

const ALIKE = Decoration.line({ class: "cm-alike" });
const WRITTEN = Decoration.mark({ class: "cm-written" });

function firstOf(state: EditorState, marked: Marked | undefined): number | undefined {
  if (marked?.stretch) return Math.min(marked.stretch.from, state.doc.length);
  const first = marked?.lines?.[0]?.first;
  return first === undefined ? undefined : state.doc.line(Math.min(first, state.doc.lines)).from;
}

function stateOf(label: string): EditorState {
  const nonce = document.querySelector<HTMLLinkElement>("link[nonce]")?.nonce;
  return EditorState.create({
    extensions: [
      nonce ? EditorView.cspNonce.of(nonce) : [],
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      EditorView.contentAttributes.of({ "aria-label": label, "aria-readonly": "true", tabindex: "0" }),
      lineNumbers(),
      javascript({ typescript: true }),
      THEME,
      marks,
    ],
  });
}

function rangeOf(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}
