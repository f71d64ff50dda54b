/** The editor: one view, a state for each kata, types from the worker. */
import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { diagnosticCount, lintKeymap, nextDiagnostic, setDiagnosticsEffect } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import type { TypeService } from "../types/type-service.ts";
import { changesBetween } from "./changes.ts";
import { THEME } from "./theme.ts";
import { typesOf } from "./types.ts";

export interface EditorEvents {
  edited(kata: string, text: string): void;
  copied(text: string): void;
  pasted(kata: string, text: string): void;
  /** How many type errors stand in the text; they are looked for a moment after each edit. */
  problems(count: number): void;
}

export class Editor {
  readonly #view: EditorView;
  readonly #kept = new Map<string, { state: EditorState; scroll: ReturnType<EditorView["scrollSnapshot"]> }>();
  readonly #types: TypeService;
  readonly #events: EditorEvents;
  readonly #hasSiblings: boolean;
  readonly #readOnly = new Compartment();
  readonly #words = new Compartment();
  #kata = "";
  #isReadOnly = false;
  #label: Extension = [];

  /** @param hasSiblings whether a text may import files beside it */
  constructor(parent: HTMLElement, types: TypeService, events: EditorEvents, hasSiblings: boolean) {
    this.#types = types;
    this.#hasSiblings = hasSiblings;
    this.#events = events;
    this.#view = new EditorView({ parent, state: EditorState.create({ extensions: nonce() }) });
  }

  /** @param text what it begins with, when it was never shown before */
  show(kata: string, text: string): void {
    if (this.#kata !== "") this.#kept.set(this.#kata, { state: this.#view.state, scroll: this.#view.scrollSnapshot() });
    this.#kata = kata;
    const kept = this.#kept.get(kata);
    this.#view.setState(kept?.state ?? this.#stateOf(kata, text));
    // It may have changed while another one was shown.
    if (kept) this.replace(text);
    this.#view.dispatch({ effects: kept?.scroll ?? EditorView.scrollIntoView(0) });
    this.#apply();
  }

  /** In one step, which can be undone; the cursor stays where it is in the text. */
  replace(text: string): void {
    const before = this.#view.state.doc.toString();
    // The editor knows one kind of line end.
    const after = text.replace(/\r\n?/g, "\n");
    if (before !== after) this.#view.dispatch({ changes: changesBetween(before, after) });
  }

  set isReadOnly(yes: boolean) {
    if (yes === this.#isReadOnly) return;
    this.#isReadOnly = yes;
    this.#apply();
  }

  /** @param label for those who hear the page */
  relabel(label: string, phrases: Readonly<Record<string, string>>): void {
    this.#label = [
      EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
      EditorState.phrases.of(phrases),
    ];
    this.#apply();
  }

  focus(): void {
    this.#view.focus();
  }

  goToProblem(): void {
    nextDiagnostic(this.#view);
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }

  #apply(): void {
    if (this.#kata === "") return;
    this.#view.dispatch({
      effects: [
        this.#readOnly.reconfigure(EditorState.readOnly.of(this.#isReadOnly)),
        this.#words.reconfigure(this.#label),
      ],
    });
  }

  #stateOf(kata: string, doc: string): EditorState {
    return EditorState.create({
      doc,
      extensions: [
        this.#readOnly.of(EditorState.readOnly.of(this.#isReadOnly)),
        this.#words.of(this.#label),
        nonce(),
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSpecialChars(),
        highlightSelectionMatches(),
        history(),
        drawSelection(),
        EditorState.allowMultipleSelections.of(true),
        indentUnit.of("  "),
        EditorState.tabSize.of(2),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        javascript({ typescript: true }),
        THEME,
        typesOf(kata, this.#types, this.#hasSiblings),
        keymap.of([
          ...closeBracketsKeymap,
          // The page's own: it runs the examples.
          ...defaultKeymap.filter(({ key }) => key !== "Mod-Enter"),
          ...searchKeymap,
          ...historyKeymap,
          ...completionKeymap,
          ...lintKeymap,
          indentWithTab,
        ]),
        this.#ears(kata),
      ],
    });
  }

  #ears(kata: string): Extension {
    const copied = (_event: ClipboardEvent, view: EditorView) => {
      for (const { from, to } of view.state.selection.ranges) this.#events.copied(view.state.sliceDoc(from, to));
      return false;
    };
    return [
      EditorView.updateListener.of(({ docChanged, state, transactions }) => {
        if (docChanged) this.#events.edited(kata, state.doc.toString());
        const isLooked = transactions.some(({ effects }) => effects.some((one) => one.is(setDiagnosticsEffect)));
        if (isLooked && !this.#types.isBroken) this.#events.problems(diagnosticCount(state));
      }),
      EditorView.domEventHandlers({
        beforeinput: typeOver,
        copy: copied,
        cut: copied,
        paste: (event) => {
          this.#events.pasted(kata, event.clipboardData?.getData("text/plain") ?? "");
          return false;
        },
        drop: (event) => {
          this.#events.pasted(kata, event.dataTransfer?.getData("text/plain") ?? "");
          return false;
        },
      }),
    ];
  }
}

/**
 * What is typed over a selection is put there by us: a browser would first dress it in the style of what it replaces, by an attribute that
 * the policy of the page forbids.
 */
function typeOver(event: InputEvent, view: EditorView): boolean {
  const { state } = view;
  const { inputType, data, isComposing } = event;
  const { empty, from, to } = state.selection.main;
  if (inputType !== "insertText" || data === null || isComposing || empty || state.readOnly) return false;
  const typed = () => state.update(state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
  if (!state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, typed)))
    view.dispatch(typed());
  event.preventDefault();
  return true;
}

/** The policy of the page lets styles in that carry it. */
function nonce(): Extension {
  const own = document.querySelector<HTMLLinkElement>("link[nonce]")?.nonce;
  return own ? EditorView.cspNonce.of(own) : [];
}
