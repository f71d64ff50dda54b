/** The panels of an image, side by side where there is room. */
import { number } from "../../../../report/numbers.ts";
import { drawPanel } from "../../../../report/pictures/draw-image.ts";
import type { Image, Panel } from "../../../../report/pictures/picture.ts";
import type { PictureWords } from "../../../../words/pictures.ts";
import { Drawn } from "./drawn.tsx";

export function Panels({
  image: { panels, diverging },
  words,
}: {
  readonly image: Image;
  readonly words: PictureWords;
}) {
  const isMarked = panels.some(({ cells }) => /[<>!]/.test(cells.join("")));
  return (
    <>
      <div class="picture-panels">
        {panels.map((panel) => {
          const { role, name, at, shape, low, high } = panel;
          const told = words.panel(words[role], `${name}${at}`, ...shape, number(low, 3), number(high, 3));
          return (
            <div key={`${role} ${name}`} class="picture-panel">
              <span class={`panel-${role}`}>
                {words[role]} <code>{`${name}${at}`}</code>
              </span>
              <Drawn drawing={drawPanel(panel, diverging)} label={told} />
              <span class="muted">{axesText(panel)}</span>
              <span class="muted">{words.scale(number(low, 3), number(high, 3))}</span>
            </div>
          );
        })}
      </div>
      {isMarked && <p class="muted picture-note">{words.outside}</p>}
    </>
  );
}

/** `H=5 × W=6`. */
function axesText({ shape, axes }: Panel): string {
  return shape.map((length, i) => (axes ? `${axes[i]}=${length}` : String(length))).join(" × ");
}
