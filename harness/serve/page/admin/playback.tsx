/** How an attempt came to be, as a film that can be stopped, sped up and searched. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Playback } from "../../../assess/playback.ts";
import { useAnswer } from "../shared/asking.ts";
import { useWords } from "../shared/language.ts";
import { clockFace } from "../shared/moments.ts";
import { FailureNotice } from "../shared/shell.tsx";
import { Choice } from "./assessment-form.tsx";
import { CodeView } from "./code-view.tsx";
import { Marks } from "./marks.tsx";
import { MARKS, type Mark, markFrom, momentAfter, type Scene, sceneAt, scenesOf } from "./playhead.ts";
import type { Moment } from "./route.ts";
import { WORDS } from "./words.ts";

interface PlaybackPartProps {
  readonly id: string;
  readonly katas: readonly string[];
  /** Where it begins. */
  readonly moment?: Moment;
}

export function PlaybackPart({ id, katas, moment }: PlaybackPartProps) {
  const words = useWords(WORDS);
  const [kata, setKata] = useState(katas.find((one) => one === moment?.kata) ?? katas[0]);
  const path = `/api/sessions/${encodeURIComponent(id)}/playback?kata=${encodeURIComponent(kata ?? "")}`;
  const { answer, failure } = useAnswer<Playback>(kata === undefined ? undefined : path);
  if (kata === undefined) return <p>{words.report.notStarted}</p>;
  return (
    <>
      <Choice
        label={words.list.kata}
        value={kata}
        options={Object.fromEntries(katas.map((one) => [one, one]))}
        choose={setKata}
      />
      {failure && <FailureNotice failure={failure} />}
      {!answer && !failure && <p class="muted">{words.loading}</p>}
      {answer && <Film key={kata} playback={answer} seq={kata === moment?.kata ? moment.seq : undefined} />}
    </>
  );
}

const SPEEDS = [1, 4, 16, 64] as const;
const STEP_MS = 100;

function Film({ playback, seq }: { readonly playback: Playback; readonly seq: number | undefined }) {
  const words = useWords(WORDS);
  const scenes = useMemo(() => scenesOf(playback), [playback]);
  const end = scenes.at(-1)?.at ?? 0;
  const [head, setHead] = useState(() => momentAfter(scenes, seq));
  const [speed, setSpeed] = useState<number>(16);
  const [isPlaying, setPlaying] = useState(false);
  const [wished, setWished] = useState<ReadonlySet<Mark>>(new Set(MARKS));
  const at = sceneAt(scenes, head);
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => setHead((now) => Math.min(end, now + STEP_MS * speed)), STEP_MS);
    return () => clearInterval(timer);
  }, [isPlaying, speed, end]);
  useEffect(() => {
    if (head >= end) setPlaying(false);
  }, [head, end]);
  const jump = (to: number | undefined) => {
    if (to === undefined) return;
    setPlaying(false);
    setHead(scenes[to]?.at ?? 0);
  };
  if (scenes.length === 0) return <p>{words.playback.empty}</p>;
  const [before, after] = [markFrom(scenes, at, -1, wished), markFrom(scenes, at, 1, wished)];
  return (
    <section class="film" aria-label={words.personTabs.playback}>
      <div class="row tools">
        <button
          type="button"
          class="primary"
          onClick={() => {
            if (head >= end) setHead(0);
            setPlaying(!isPlaying);
          }}
        >
          {isPlaying ? words.playback.pause : words.playback.play}
        </button>
        <button type="button" disabled={at < 0} onClick={() => jump(at - 1)}>
          {words.playback.stepBack}
        </button>
        <button type="button" disabled={at + 1 >= scenes.length} onClick={() => jump(at + 1)}>
          {words.playback.step}
        </button>
        <button type="button" disabled={before === undefined} onClick={() => jump(before)}>
          {words.playback.markBefore}
        </button>
        <button type="button" disabled={after === undefined} onClick={() => jump(after)}>
          {words.playback.markAfter}
        </button>
        <Choice
          label={words.playback.speed}
          value={String(speed)}
          options={Object.fromEntries(SPEEDS.map((one) => [String(one), `${one}×`]))}
          choose={(next) => setSpeed(Number(next))}
        />
      </div>
      <input
        class="scrub"
        type="range"
        min={0}
        max={end}
        step={STEP_MS}
        value={head}
        aria-label={words.playback.scrub}
        aria-valuetext={momentOf(scenes[at])}
        onInput={({ currentTarget }) => {
          setPlaying(false);
          setHead(Number(currentTarget.value));
        }}
      />
      <Marks scenes={scenes} end={end} at={at} wished={wished} wish={setWished} jump={jump} />
      <Standing scenes={scenes} at={at} isPlaying={isPlaying} />
      <Text scene={scenes[at]} skeleton={playback.skeleton} />
    </section>
  );
}

function momentOf(scene: Scene | undefined): string {
  return clockFace(scene?.frame.ms ?? 0);
}

/** Where the head stands; while the film runs nothing is read out. */
function Standing({ scenes, at, isPlaying }: { scenes: readonly Scene[]; at: number; isPlaying: boolean }) {
  const words = useWords(WORDS);
  const scene = scenes[at];
  return (
    <p class="standing" aria-live={isPlaying ? "off" : "polite"}>
      <strong class="number">{momentOf(scene)}</strong> {words.playback.frame(at + 1, scenes.length)}{" "}
      {scene && words.playback.what(scene.frame)}
    </p>
  );
}

function Text({ scene, skeleton }: { readonly scene: Scene | undefined; readonly skeleton: string }) {
  const words = useWords(WORDS);
  const marked = useMemo(() => (scene?.written ? { stretch: scene.written } : {}), [scene]);
  if (scene && scene.text === undefined) return <p class="warn">{words.playback.gone}</p>;
  return <CodeView text={scene?.text ?? skeleton} label={words.playback.text} marked={marked} />;
}
