/** Which part of the console an address means. Addresses are real ones: they can be kept, sent and opened again. */

export const PERSON_TABS = ["report", "playback", "log"] as const;
export const ASSESSMENT_TABS = ["live", "invitations", "board", "similarity", "settings"] as const;
export type PersonTab = (typeof PERSON_TABS)[number];
export type AssessmentTab = (typeof ASSESSMENT_TABS)[number];

export type Route =
  | { readonly at: "list" | "new" | "queue" | "nowhere" }
  | { readonly at: "assessment"; readonly id: string; readonly tab: AssessmentTab }
  | { readonly at: "preview"; readonly id: string }
  | { readonly at: "person"; readonly id: string; readonly tab: PersonTab; readonly moment?: Moment };

/** A moment of a playback. */
export interface Moment {
  readonly kata: string;
  /** Of an entry of the log. */
  readonly seq: number;
}

/** @param path as `location.pathname` */
export function readRoute(path: string): Route {
  const [, , first, second, third, ...rest] = path.split("/").map(decoded);
  if (first === "person" && second && third === "playback" && rest.length === 2) {
    const [kata, seq] = [rest[0], Number(rest[1])];
    const isFit = kata !== "" && Number.isSafeInteger(seq) && seq > 0;
    return isFit ? { at: "person", id: second, tab: "playback", moment: { kata, seq } } : { at: "nowhere" };
  }
  if (rest.length > 0) return { at: "nowhere" };
  if (!first) return { at: "list" };
  if (first === "person" && second) {
    const tab = PERSON_TABS.find((one) => one === (third || "report"));
    return tab ? { at: "person", id: second, tab } : { at: "nowhere" };
  }
  if (first === "assessment" && second) {
    if (third === "preview") return { at: "preview", id: second };
    const tab = ASSESSMENT_TABS.find((one) => one === (third || "live"));
    return tab ? { at: "assessment", id: second, tab } : { at: "nowhere" };
  }
  return (first === "new" || first === "queue") && !second ? { at: first } : { at: "nowhere" };
}

export function pathOf(route: Route): string {
  switch (route.at) {
    case "assessment":
      return `/admin/assessment/${encodeURIComponent(route.id)}/${route.tab}`;
    case "preview":
      return `/admin/assessment/${encodeURIComponent(route.id)}/preview`;
    case "person": {
      const { id, tab, moment } = route;
      const to = moment === undefined ? "" : `/${encodeURIComponent(moment.kata)}/${moment.seq}`;
      return `/admin/person/${encodeURIComponent(id)}/${tab}${to}`;
    }
    case "new":
    case "queue":
      return `/admin/${route.at}`;
    default:
      return "/admin";
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
