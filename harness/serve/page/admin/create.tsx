/** A new assessment. */
import type { AssessmentView } from "../../schemas/organiser.ts";
import { useWords } from "../shared/language.ts";
import { organiser } from "../shared/organiser.ts";
import { AssessmentForm } from "./assessment-form.tsx";
import { FIRST_DRAFT } from "./draft.ts";
import { go } from "./link.tsx";
import { WORDS } from "./words.ts";

export function CreatePage() {
  const words = useWords(WORDS);
  return (
    <>
      <h1>{words.nav.create}</h1>
      <AssessmentForm
        first={FIRST_DRAFT}
        button={words.form.create}
        save={async (body) => {
          const made = await organiser.ask<AssessmentView>("/api/assessments", { method: "POST", body });
          go({ at: "assessment", id: made.id, tab: "invitations" });
        }}
      />
    </>
  );
}
