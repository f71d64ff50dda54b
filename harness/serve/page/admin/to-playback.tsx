/** From a line of the report to the same moment of the playback. */
import { useWords } from "../shared/language.ts";
import { Link } from "./link.tsx";
import { WORDS } from "./words.ts";

interface ToPlaybackProps {
  readonly session: string;
  readonly kata: string;
  /** Of the entry in the log; undefined: there is no moment to go to. */
  readonly seq: number | undefined;
  /** What tells this link from others, for those who hear it. */
  readonly label: string;
}

export function ToPlayback({ session, kata, seq, label }: ToPlaybackProps) {
  const words = useWords(WORDS);
  if (seq === undefined) return null;
  return (
    <Link to={{ at: "person", id: session, tab: "playback", moment: { kata, seq } }}>
      {words.report.watch}
      <span class="unseen">
        {" "}
        {kata}, {label}
      </span>
    </Link>
  );
}
