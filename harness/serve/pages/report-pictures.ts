/** The pictures of a grading on paper: shapes without a script, each with what it says. */
import type { Language } from "../../kata.ts";
import { drawErrorMap, legendOf } from "../../report/pictures/draw-errors.ts";
import { drawPanel } from "../../report/pictures/draw-image.ts";
import { drawCurve, drawTrajectory } from "../../report/pictures/draw-lines.ts";
import type { Drawing, LegendEntry, Shape } from "../../report/pictures/drawing.ts";
import { findingsOf, titleOf } from "../../report/pictures/findings.ts";
import type { Picture } from "../../report/pictures/picture.ts";
import { type PictureWords, pictureWordsIn } from "../../words/pictures.ts";
import type { PartPictures } from "../grader/protocol.ts";
import { type Html, html } from "./html.ts";

/** Nothing where nothing was drawn. */
export function renderPictures(parts: readonly PartPictures[], language: Language): Html | null {
  if (parts.length === 0) return null;
  const words = pictureWordsIn(language);
  return html`<h3>${words.title}</h3>
${parts.map(
  ({ part, pictures }) => html`<p class="mono">${part}</p>
<div class="pictures">${pictures.map((one) => renderPicture(one, language, words))}</div>
`,
)}`;
}

function renderPicture(one: Picture, language: Language, words: PictureWords): Html {
  const findings = findingsOf(one, words);
  const told = one.kind === "image" ? [] : findings;
  const label = [titleOf(one, words), ...findings].join(" ");
  return html`<figure><figcaption><strong>${titleOf(one, words)}</strong>${told.map(
    (sentence) => html`<span>${sentence}</span>`,
  )}</figcaption>
${drawn(one, label, language, words)}</figure>
`;
}

function drawn(one: Picture, label: string, language: Language, words: PictureWords): Html {
  switch (one.kind) {
    case "errors":
      return html`${svg(drawErrorMap(one, words), label)}<p class="legend">${words.legend}: ${legendOf(one, words).map(swatch)}</p>`;
    case "curve":
      return html`${svg(drawCurve(one, language), label)}<p class="legend">${lineLegend(words).map(swatch)}</p>`;
    case "trajectory":
      return html`${svg(drawTrajectory(one, language), label)}<p class="legend">${lineLegend(words).map(swatch)}</p>`;
    case "image":
      return html`<div class="panels">${one.panels.map((panel) => {
        const name = `${words[panel.role]} ${panel.name}${panel.at}`;
        return html`<div>${name}${svg(drawPanel(panel, one.diverging), name)}</div>`;
      })}</div>`;
  }
}

function lineLegend(words: PictureWords): LegendEntry[] {
  return [
    { class: "line-0 line-expected", text: words.expected },
    { class: "line-0 line-got", text: words.got },
  ];
}

function swatch({ class: name, text }: LegendEntry): Html {
  const shape: Shape = name.startsWith("line-")
    ? { tag: "path", d: "M2 6h20", class: name }
    : { tag: "rect", x: 1, y: 1, width: 12, height: 10, class: name };
  return html`<svg width="24" height="12" class="swatch" aria-hidden="true">${shapeIn(shape)}</svg>${text} `;
}

function svg({ width, height, shapes }: Drawing, label: string): Html {
  return html`<svg class="drawn" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">${shapes.map(shapeIn)}</svg>`;
}

function shapeIn(shape: Shape): Html {
  switch (shape.tag) {
    case "rect":
      return html`<rect x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}" class="${shape.class ?? ""}"${
        shape.fill !== undefined && html` fill="${shape.fill}"`
      }/>`;
    case "path":
      return html`<path d="${shape.d}" class="${shape.class}"/>`;
    case "text":
      return html`<text x="${shape.x}" y="${shape.y}" text-anchor="${shape.anchor}" class="${shape.class}">${shape.text}</text>`;
  }
}
