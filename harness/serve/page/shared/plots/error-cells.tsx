/** A map of errors, its legend, and a line about the other tensors of the result. */
import { shapeText } from "../../../../report/numbers.ts";
import { drawErrorMap, legendOf } from "../../../../report/pictures/draw-errors.ts";
import type { ErrorMap } from "../../../../report/pictures/picture.ts";
import type { PictureWords } from "../../../../words/pictures.ts";
import { Drawn, Legend } from "./drawn.tsx";

interface ErrorCellsProps {
  readonly map: ErrorMap;
  readonly words: PictureWords;
  readonly label: string;
}

export function ErrorCells({ map, words, label }: ErrorCellsProps) {
  return (
    <>
      <Drawn drawing={drawErrorMap(map, words)} label={label} />
      <Legend title={words.legend} entries={legendOf(map, words)} />
      {map.others.length > 0 && (
        <p class="picture-others">
          <span class="muted">{words.others}</span>{" "}
          {map.others.map(({ tensor, shape, wrong, total }) => (
            <span key={tensor} class={wrong === 0 ? "good" : "bad"}>
              {wrong === 0 ? "✓" : "✗"} <code>{`${tensor || words.result} ${shapeText(shape)}`}</code>{" "}
              {wrong === 0 ? words.right : words.wrongHere(wrong, total)}
            </span>
          ))}
        </p>
      )}
    </>
  );
}
