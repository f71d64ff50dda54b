/** Curves and trajectories. A curve becomes one that can be read off with the mouse as soon as the library for it is there. */
import { useEffect, useRef, useState } from "preact/hooks";
import { COLOURS, drawCurve, drawTrajectory } from "../../../../report/pictures/draw-lines.ts";
import type { LegendEntry } from "../../../../report/pictures/drawing.ts";
import type { Curve, Trajectory } from "../../../../report/pictures/picture.ts";
import type { PictureWords } from "../../../../words/pictures.ts";
import { useLanguage } from "../language.ts";
import { Drawn, Legend } from "./drawn.tsx";

interface LinesProps {
  readonly picture: Curve | Trajectory;
  readonly words: PictureWords;
  readonly label: string;
}

export function Lines({ picture, words, label }: LinesProps) {
  const language = useLanguage();
  const drawing = picture.kind === "curve" ? drawCurve(picture, language) : drawTrajectory(picture, language);
  return (
    <>
      {picture.kind === "curve" ? (
        <LiveCurve curve={picture} words={words} label={label}>
          <Drawn drawing={drawing} label={label} class="plot-still" />
        </LiveCurve>
      ) : (
        <Drawn drawing={drawing} label={label} />
      )}
      <Legend entries={legendOf(picture, words)} />
    </>
  );
}

interface LiveProps {
  readonly curve: Curve;
  readonly words: PictureWords;
  readonly label: string;
  /** What is there before, and on paper. */
  readonly children: preact.ComponentChildren;
}

function LiveCurve({ curve, words, label, children }: LiveProps) {
  const place = useRef<HTMLDivElement>(null);
  const language = useLanguage();
  const [isLive, live] = useState(false);
  useEffect(() => {
    let end: (() => void) | undefined;
    let isGone = false;
    // Where it does not come, the still one stays.
    import("./live-curve.ts").then(
      ({ showCurve }) => {
        if (isGone || !place.current) return;
        end = showCurve(place.current, curve, language, words);
        live(true);
      },
      () => {},
    );
    return () => {
      isGone = true;
      end?.();
      live(false);
    };
  }, [curve, language, words]);
  return (
    <div class={isLive ? "plot plot-is-live" : "plot"}>
      {children}
      <div ref={place} class="plot-live" role="img" aria-label={label} aria-hidden={!isLive} />
    </div>
  );
}

function legendOf(picture: Curve | Trajectory, words: PictureWords): LegendEntry[] {
  const lines: readonly { name: string; got: unknown }[] = picture.kind === "curve" ? picture.series : picture.paths;
  return lines.flatMap(({ name, got }, i) => {
    const named = (what: string) => [lines.length > 1 ? name : "", what].filter((one) => one !== "").join(" ");
    const colour = `line-${i % COLOURS}`;
    return got
      ? [
          { class: `${colour} line-expected`, text: named(words.expected) },
          { class: `${colour} line-got`, text: named(words.got) },
        ]
      : [{ class: `${colour} line-expected`, text: named(words.both) }];
  });
}
