/** The pictures of a part's result, each with what it says in words and its numbers as a table. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { drawSpark } from "../../../../report/pictures/draw-lines.ts";
import { findingsOf, titleOf } from "../../../../report/pictures/findings.ts";
import type { Curve, Picture, Trajectory } from "../../../../report/pictures/picture.ts";
import { type PictureWords, pictureWordsIn } from "../../../../words/pictures.ts";
import { useLanguage } from "../language.ts";
import { Drawn } from "./drawn.tsx";
import { ErrorCells } from "./error-cells.tsx";
import { Lines } from "./lines.tsx";
import { Panels } from "./panels.tsx";
import { tablesOf } from "./tables.ts";
import "./plots.css";

interface PicturesProps {
  readonly pictures: readonly Picture[];
}

export function Pictures({ pictures }: PicturesProps) {
  const words = pictureWordsIn(useLanguage());
  if (pictures.length === 0) return null;
  return (
    <div class="pictures">
      {pictures.map((one) =>
        isRight(one) ? (
          <RightPicture key={one.kind} picture={one} words={words} />
        ) : (
          <OnePicture key={one.kind} picture={one} words={words} />
        ),
      )}
    </div>
  );
}

/** What passes is told in a line, and drawn large for who asks. */
function RightPicture({ picture, words }: { readonly picture: Curve | Trajectory; readonly words: PictureWords }) {
  const [isOpen, open] = useState(false);
  const told = findingsOf(picture, words).join(" ");
  return (
    <details class="picture-right" open={isOpen} onToggle={({ currentTarget }) => open(currentTarget.open)}>
      <summary>
        <Drawn drawing={drawSpark(picture)} label={words[picture.kind]} class="spark" /> {told}
      </summary>
      {isOpen && <OnePicture picture={picture} words={words} />}
    </details>
  );
}

function isRight(picture: Picture): picture is Curve | Trajectory {
  const lines = picture.kind === "curve" ? picture.series : picture.kind === "trajectory" ? picture.paths : undefined;
  return lines?.every(({ wrong }) => wrong === 0) ?? false;
}

function OnePicture({ picture, words }: { readonly picture: Picture; readonly words: PictureWords }) {
  const findings = findingsOf(picture, words);
  return (
    <figure class="picture">
      <figcaption>
        <strong>{titleOf(picture, words)}</strong>
        {picture.kind !== "image" &&
          findings.map((sentence) => (
            <span key={sentence} class="picture-finding">
              {sentence}
            </span>
          ))}
      </figcaption>
      <Body picture={picture} words={words} label={[titleOf(picture, words), ...findings].join(" ")} />
      <Numbers title={picture.kind === "errors" ? words.cells : words.numbers}>
        {() => <Tables picture={picture} words={words} />}
      </Numbers>
    </figure>
  );
}

interface BodyProps {
  readonly picture: Picture;
  readonly words: PictureWords;
  /** What is seen, for who hears it. */
  readonly label: string;
}

function Body({ picture, words, label }: BodyProps) {
  switch (picture.kind) {
    case "errors":
      return <ErrorCells map={picture} words={words} label={label} />;
    case "image":
      return <Panels image={picture} words={words} />;
    case "curve":
    case "trajectory":
      return <Lines picture={picture} words={words} label={label} />;
  }
}

/** Hundreds of cells are made only for who opens them. */
function Numbers({ title, children }: { readonly title: string; children(): ComponentChildren }) {
  const [isOpen, open] = useState(false);
  return (
    <details class="picture-numbers" open={isOpen} onToggle={({ currentTarget }) => open(currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen && children()}
    </details>
  );
}

function Tables({ picture, words }: { readonly picture: Picture; readonly words: PictureWords }) {
  const language = useLanguage();
  return (
    <>
      {tablesOf(picture, words, language).map(({ caption, heads, rows }) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
        <section key={caption} class="picture-table" aria-label={caption} tabIndex={0}>
          <table>
            <caption>{caption}</caption>
            <thead>
              <tr>
                {heads.map((head, i) => (
                  <th key={i} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([head, ...cells], i) => (
                <tr key={i}>
                  <th scope="row">{head}</th>
                  {cells.map((cell, j) => (
                    <td key={j}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </>
  );
}
