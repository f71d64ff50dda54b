/** The editor in the page. It keeps its own state for each kata; the page only says which. */
import { useEffect, useRef } from "preact/hooks";
import { useLanguage, useWords } from "../shared/language.ts";
import { TypeService } from "../types/type-service.ts";
import { Editor } from "./editor.ts";
import { PHRASES } from "./phrases.ts";
import { WORDS } from "./words.ts";

const types = new TypeService();

interface EditorPaneProps {
  readonly kata: string;
  readonly title: string;
  readonly text: string;
  /** Grows when the text came from elsewhere. */
  readonly version: number;
  readonly isReadOnly: boolean;
  /** Whether the text may import files beside it, which the page does not have. */
  readonly hasSiblings?: boolean;
  readonly handle: { current: Editor | null };
  edited(kata: string, text: string): void;
  copied(text: string): void;
  pasted(kata: string, text: string): void;
  problems(count: number): void;
}

export function EditorPane(props: EditorPaneProps) {
  const { kata, title, text, version, isReadOnly, handle } = props;
  const language = useLanguage();
  const words = useWords(WORDS);
  const frame = useRef<HTMLDivElement>(null);
  const now = useRef(props);
  now.current = props;
  useEffect(() => {
    const events = {
      edited: (kata: string, text: string) => now.current.edited(kata, text),
      copied: (text: string) => now.current.copied(text),
      pasted: (kata: string, text: string) => now.current.pasted(kata, text),
      problems: (count: number) => now.current.problems(count),
    };
    const editor = new Editor(frame.current!, types, events, props.hasSiblings ?? false);
    handle.current = editor;
    return () => {
      handle.current = null;
      editor.destroy();
    };
  }, []);
  useEffect(() => handle.current?.show(kata, text), [kata]);
  useEffect(() => {
    if (version > 0) handle.current?.replace(text);
  }, [version]);
  useEffect(() => {
    handle.current!.isReadOnly = isReadOnly;
  }, [isReadOnly]);
  useEffect(() => handle.current?.relabel(words.editor(title), PHRASES[language]), [title, language]);
  return <div ref={frame} class="editor" />;
}
