/** Every save of a person, and the way from each into the playback. */
import { useState } from "preact/hooks";
import type { EventLog } from "../../schemas/sittings.ts";
import { useAnswer } from "../shared/asking.ts";
import { useLanguage, useWords } from "../shared/language.ts";
import { timeOfDay } from "../shared/moments.ts";
import { Scroll } from "../shared/scroll.tsx";
import { FailureNotice } from "../shared/shell.tsx";
import { type Save, savesOf } from "./saves-list.ts";
import { ToPlayback } from "./to-playback.tsx";
import { WORDS } from "./words.ts";

const SHOWN = 200;

export function SavesPart({ id }: { readonly id: string }) {
  const words = useWords(WORDS);
  const { answer, failure } = useAnswer<EventLog>(`/api/sessions/${encodeURIComponent(id)}/events`);
  const [isWhole, setWhole] = useState(false);
  const saves = savesOf(answer?.events ?? []);
  const shown = isWhole ? saves : saves.slice(0, SHOWN);
  return (
    <>
      <h2>{words.report.saves}</h2>
      {failure && <FailureNotice failure={failure} />}
      {!answer && !failure && <p class="muted">{words.loading}</p>}
      {answer && saves.length === 0 && <p class="muted">{words.report.noSaves}</p>}
      {shown.length > 0 && <Saves id={id} saves={shown} />}
      {shown.length < saves.length && (
        <button type="button" onClick={() => setWhole(true)}>
          {words.report.more(saves.length - shown.length)}
        </button>
      )}
    </>
  );
}

function Saves({ id, saves }: { readonly id: string; readonly saves: readonly Save[] }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  return (
    <Scroll label={words.report.saves} class="low">
      <table class="wide">
        <thead>
          <tr>
            <th scope="col">{words.report.at}</th>
            <th scope="col">{words.list.kata}</th>
            <th scope="col">{words.report.size}</th>
            <th scope="col">{words.report.device}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {saves.map(({ seq, at, kata, bytes, device, deviceName, late }) => (
            <tr key={seq}>
              <th scope="row" class="number">
                {timeOfDay(at, language)}
              </th>
              <td>
                {kata}
                {late && <strong class="warn"> {words.report.late}</strong>}
              </td>
              <td class="number">{words.report.bytes(bytes)}</td>
              <td title={deviceName}>{words.report.deviceNumber(device)}</td>
              <td>
                <ToPlayback session={id} kata={kata} seq={seq} label={timeOfDay(at, language)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
