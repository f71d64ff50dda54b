/** The editor comes when there is code to read: most of the console shows none. */
import { later } from "../shared/later.tsx";

export const CodeView = later(async () => (await import("../editor/code-view.tsx")).CodeView);
