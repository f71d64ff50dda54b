/** The pictures of a part: where it is wrong, and what its kata declares. */
import type { CaseResult, PartResult } from "../../verdict.ts";
import { curveOf, trajectoryOf } from "./curves.ts";
import { errorMapOf } from "./errors.ts";
import { imageOf } from "./image.ts";
import type { Picture } from "./picture.ts";

export interface PicturesOptions {
  /** Whether the numbers of hidden cases may be told. Without it a hidden case shows at most where it is wrong, as its verdict does. */
  readonly reveal: boolean;
}

/** At most one map of errors, and one picture as declared: of the first case that fails and has one, or of one that passes. */
export function picturesOf(part: PartResult, { reveal }: PicturesOptions): Picture[] {
  const isOpen = ({ shown }: CaseResult) => shown || reveal;
  const failed = part.cases.filter(({ verdict }) => verdict !== "passed");
  const declared = firstOf(failed.length > 0 ? failed.filter(isOpen) : part.cases.filter(isOpen), (one) =>
    declaredPicture(part, one),
  );
  const errors = firstOf(failed, (one) => errorMapOf(one, part.outline, isOpen(one)));
  return [...(errors && !isDrawnAs(declared, errors.tensor) ? [errors] : []), ...(declared ? [declared] : [])];
}

/** Whether lines show already where this tensor is wrong. */
function isDrawnAs(picture: Picture | undefined, tensor: string): boolean {
  if (picture?.kind === "curve") return picture.series.some(({ name, wrong }) => wrong > 0 && name === tensor);
  if (picture?.kind === "trajectory")
    return picture.paths.some(({ name, wrong }) => wrong > 0 && tensor.startsWith(name));
  return false;
}

/** What the kata declares for a part, drawn from one of its cases. An image of a right answer says nothing that it does not say. */
export function declaredPicture({ outline }: Pick<PartResult, "outline">, one: CaseResult): Picture | undefined {
  const declared = outline?.picture;
  switch (declared?.kind) {
    case "curve":
      return curveOf(one, declared);
    case "trajectory":
      return trajectoryOf(one, declared);
    case "image":
      return one.verdict === "passed" ? undefined : imageOf(one, declared, outline);
    case undefined:
      return undefined;
  }
}

function firstOf<From, To>(all: readonly From[], make: (one: From) => To | undefined): To | undefined {
  for (const one of all) {
    const made = make(one);
    if (made !== undefined) return made;
  }
  return undefined;
}
