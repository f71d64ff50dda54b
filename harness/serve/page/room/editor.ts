/** The editor is fetched while the server is asked who is here: whoever sits needs it, and nobody waits for it twice. */
import { later } from "../shared/later.tsx";

const loading = import("../editor/editor-pane.tsx");
// Whoever needs it hears why it did not come.
loading.catch(() => {});

export const EditorPane = later(async () => (await loading).EditorPane);
