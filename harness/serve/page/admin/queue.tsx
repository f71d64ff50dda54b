/** The gradings that wait, and those that failed each time and can be tried again. */
import { useEffect } from "preact/hooks";
import type { Queue } from "../../schemas/organiser.ts";
import { useAnswer, useDoing } from "../shared/asking.ts";
import { useLanguage, useWords } from "../shared/language.ts";
import { moment } from "../shared/moments.ts";
import { organiser } from "../shared/organiser.ts";
import { FailureNotice } from "../shared/shell.tsx";
import { Link } from "./link.tsx";
import { WideTable } from "./wide-table.tsx";
import { WORDS } from "./words.ts";

const AGAIN_MS = 5_000;

export function QueuePage() {
  const words = useWords(WORDS);
  const language = useLanguage();
  const { answer, failure, again } = useAnswer<Queue>("/api/queue");
  useEffect(() => {
    const timer = setInterval(again, AGAIN_MS);
    return () => clearInterval(timer);
  }, [again]);
  return (
    <>
      <h1>{words.nav.queue}</h1>
      {failure && <FailureNotice failure={failure} />}
      {answer && (
        <>
          <dl class="counts">
            {(["waiting", "running", "dead"] as const).map((one) => (
              <div key={one} class={one === "dead" && answer.dead > 0 ? "bad" : undefined}>
                <dt>{words.queue[one]}</dt>
                <dd>{answer[one]}</dd>
              </div>
            ))}
          </dl>
          {answer.oldestWaitingAt !== null && (
            <p class="muted">{words.queue.oldest(moment(answer.oldestWaitingAt, language))}</p>
          )}
          {answer.deadJobs.length === 0 ? (
            <p class="muted">{words.queue.none}</p>
          ) : (
            <DeadJobs jobs={answer.deadJobs} again={again} />
          )}
        </>
      )}
    </>
  );
}

function DeadJobs({ jobs, again }: { readonly jobs: Queue["deadJobs"]; again(): void }) {
  const words = useWords(WORDS);
  const { isBusy, failure, run } = useDoing();
  const retry = (all: Queue["deadJobs"]) =>
    run(async () => {
      for (const { id } of all)
        await organiser.ask(`/api/queue/${encodeURIComponent(id)}/retry`, { method: "POST", body: organiser.by });
    }).then(again);
  return (
    <>
      <div class="row">
        <h2>{words.queue.deadTitle}</h2>
        <button type="button" disabled={isBusy} onClick={() => void retry(jobs)}>
          {words.queue.retryAll}
        </button>
      </div>
      <p>{words.queue.about}</p>
      {failure && <FailureNotice failure={failure} />}
      <WideTable
        label={words.queue.deadTitle}
        heads={[words.people.name, words.queue.attempts, words.queue.error, null]}
      >
        {jobs.map((job) => (
          <tr key={job.id}>
            <td>
              <Link to={{ at: "person", id: job.session, tab: "report" }}>{words.queue.session}</Link>
            </td>
            <td class="number">{job.attempts}</td>
            <td>
              <code>{job.error ?? "—"}</code>
            </td>
            <td>
              <button type="button" disabled={isBusy} onClick={() => void retry([job])}>
                {words.queue.retry}
              </button>
            </td>
          </tr>
        ))}
      </WideTable>
    </>
  );
}
