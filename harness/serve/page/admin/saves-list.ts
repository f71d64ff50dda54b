/** The saves of a person out of the log: when, of what, how much, and from where. */
import type { EventData } from "../../../assess/model.ts";
import type { EventLog } from "../../schemas/sittings.ts";

export interface Save {
  readonly seq: number;
  readonly at: number;
  readonly kata: string;
  /** Of the text, in UTF-8. */
  readonly bytes: number;
  /** Devices are counted in the order in which they first saved; a window that is loaded anew is another one. */
  readonly device: number;
  /** As the log names it. */
  readonly deviceName: string;
  readonly late: boolean;
}

/** In the order of the log. */
export function savesOf(events: EventLog["events"]): Save[] {
  const devices: string[] = [];
  return events.flatMap(({ seq, at, kind, data }) => {
    if (kind !== "saved") return [];
    const { kata, source, device, late } = data as unknown as EventData<"saved">;
    if (!devices.includes(device)) devices.push(device);
    return { seq, at, kata, bytes: source.bytes, device: devices.indexOf(device) + 1, deviceName: device, late };
  });
}
