import { UsageError } from "../fault.ts";
import { answerOf } from "../join/client.ts";
import { type AssessOptions, asOrganiser, print, secondsOf, table, utc } from "./assess-organiser.ts";
import { EXIT } from "./failure.ts";

export interface BoardLinkOptions extends AssessOptions {
  readonly names?: boolean;
  readonly freeze?: string;
  readonly list?: boolean;
  readonly revoke?: string;
}

/** Makes a link to the board of an assessment and prints it, this once; or lists the links, or ends one. */
export async function boardLink(id: string, options: BoardLinkOptions): Promise<number> {
  const path = { id };
  if (options.list) {
    const { links } = await asOrganiser(options, (api) =>
      answerOf(api.GET("/api/assessments/{id}/board-links", { params: { path } })),
    );
    print(options, links, () =>
      table([
        ["link", "names", "freeze", "made"],
        ...links.map((one) => [one.id, one.names, minutes(one.freezeMinutes), utc(one.createdAt)]),
      ]),
    );
  } else if (options.revoke !== undefined) {
    const params = { path: { id: options.revoke } };
    const done = await asOrganiser(options, (api) => answerOf(api.DELETE("/api/board-links/{id}", { params })));
    if (options.json) print(options, done, () => []);
  } else {
    const body = { names: options.names ? "shown" : "pseudonyms", freezeMinutes: freezeOf(options) } as const;
    const made = await asOrganiser(options, (api) =>
      answerOf(api.POST("/api/assessments/{id}/board-links", { params: { path }, body })),
    );
    print(options, made, () => [made.link]);
  }
  return EXIT.ok;
}

/** Minutes. @throws UsageError */
function freezeOf({ freeze = "0" }: BoardLinkOptions): number {
  const seconds = secondsOf("--freeze", freeze);
  if (seconds >= 0 && seconds % 60 === 0) return seconds / 60;
  throw new UsageError(
    { en: `--freeze ${freeze} is no number of minutes.`, zh: `--freeze ${freeze} 不是整数分钟。` },
    { en: "Write it as --freeze 10m.", zh: "请写成 --freeze 10m。" },
  );
}

function minutes(count: number): string {
  return count === 0 ? "-" : `${count} min`;
}
