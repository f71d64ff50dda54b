/** Whether the pictures that a kata declares can be drawn of what its reference gives. */
import type { LoadedGrading } from "../catalog/catalog.ts";
import type { PreparedPart } from "../judge/prepare.ts";
import { declaredPicture } from "../report/pictures/pictures-of.ts";

/** What no type can hold: the places in results, the positions of arguments, the words of the axes. */
export function checkPictures({ kata }: Pick<LoadedGrading, "kata">, parts: readonly PreparedPart[]): string[] {
  return parts.flatMap((part) => {
    const declared = kata.parts[part.name].picture;
    return declared ? problemsOf(part, declared) : [];
  });
}

function problemsOf(part: PreparedPart, declared: NonNullable<PreparedPart["outline"]["picture"]>): string[] {
  const texts = declared.kind === "image" ? [] : [declared.x, declared.y];
  const problems = texts.some(({ en, zh }) => !en.trim() || !zh.trim())
    ? [`${part.name}: a name on an axis of its picture is empty in one language`]
    : [];
  const positions =
    declared.kind === "image" ? (declared.inputs ?? []) : declared.kind === "curve" ? [declared.at ?? 0] : [];
  const least = Math.min(...part.cases.map(({ args }) => args.length));
  for (const position of positions)
    if (!(Number.isInteger(position) && position >= 0 && position < least))
      problems.push(`${part.name}: its picture names the argument ${position}; there are ${least}, counted from 0`);
  if (problems.length === 0 && !part.cases.some((one) => isDrawn(part, one)))
    problems.push(
      `${part.name}: its ${declared.kind} of ${JSON.stringify(declared.of)} can be drawn of no case: name a place in the result that holds enough numbers`,
    );
  return problems;
}

/** As though the reference's own answer had come, and been wrong. */
function isDrawn(
  { outline }: PreparedPart,
  { held, args, name, group, shown, sizes }: PreparedPart["cases"][number],
): boolean {
  const one = { name, group, shown, sizes, verdict: "wrong-value", ran: true, durationMs: 0 } as const;
  return (
    declaredPicture({ outline }, { ...one, held, args, expected: held.expected, actual: held.expected }) !== undefined
  );
}
