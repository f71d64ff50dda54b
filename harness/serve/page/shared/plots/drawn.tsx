/** Shapes as SVG. */
import type { Drawing, LegendEntry, Shape } from "../../../../report/pictures/drawing.ts";

interface DrawnProps {
  readonly drawing: Drawing;
  readonly label: string;
  readonly class?: string;
}

export function Drawn({ drawing: { width, height, shapes }, label, class: name }: DrawnProps) {
  return (
    // Grows with the letters.
    <svg
      class={name}
      width={`${width / 16}rem`}
      height={`${height / 16}rem`}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      {shapes.map((shape, i) => (
        <OneShape key={i} shape={shape} />
      ))}
    </svg>
  );
}

function OneShape({ shape }: { readonly shape: Shape }) {
  switch (shape.tag) {
    case "rect": {
      const { tag: _, ...rest } = shape;
      return <rect {...rest} />;
    }
    case "path":
      return <path d={shape.d} class={shape.class} />;
    case "text":
      return (
        <text x={shape.x} y={shape.y} text-anchor={shape.anchor} class={shape.class}>
          {shape.text}
        </text>
      );
  }
}

/** Swatches with their words. */
export function Legend({ title, entries }: { readonly title?: string; readonly entries: readonly LegendEntry[] }) {
  return (
    <ul class="picture-legend">
      {title && <li class="muted">{title}</li>}
      {entries.map(({ class: name, text }) => (
        <li key={text}>
          <Swatch class={name} /> {text}
        </li>
      ))}
    </ul>
  );
}

function Swatch({ class: name }: { readonly class: string }) {
  const isLine = name.startsWith("line-");
  return (
    <svg class="swatch" width={isLine ? 28 : 16} height="14" aria-hidden="true">
      {isLine ? <path d="M2 7h24" class={name} /> : <rect x="1" y="1" width="14" height="12" class={name} />}
      {(name === "heat-differs" || name === "heat-infinite") && <path d="M5 4l6 6M11 4l-6 6" class="heat-cross" />}
    </svg>
  );
}
