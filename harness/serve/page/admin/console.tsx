/** The organiser's console: what stands around its parts, and which of them is shown. */
import { useEffect, useRef } from "preact/hooks";
import { ForOrganisers } from "../shared/for-organisers.tsx";
import { useWords } from "../shared/language.ts";
import { useModel } from "../shared/model.ts";
import { organiser } from "../shared/organiser.ts";
import { Shell } from "../shared/shell.tsx";
import { AssessmentPage } from "./assessment.tsx";
import { CreatePage } from "./create.tsx";
import { Link, useRoute } from "./link.tsx";
import { ListPage } from "./list.tsx";
import { PersonPage } from "./person.tsx";
import { PreviewPage } from "./preview.tsx";
import { QueuePage } from "./queue.tsx";
import { pathOf, type Route } from "./route.ts";
import { WORDS } from "./words.ts";

export function Console() {
  const words = useWords(WORDS);
  const route = useRoute();
  const { isSignedIn } = useModel(organiser);
  return (
    <Shell title={words.title} bar={isSignedIn && <Bar route={route} />}>
      <ForOrganisers>
        <Focused key={pathOf(route)} route={route} />
      </ForOrganisers>
    </Shell>
  );
}

function Bar({ route }: { readonly route: Route }) {
  const words = useWords(WORDS);
  return (
    <>
      <nav class="row places" aria-label={words.nav.label}>
        <Link to={{ at: "list" }} current={route.at === "list"}>
          {words.nav.list}
        </Link>
        <Link to={{ at: "new" }} current={route.at === "new"}>
          {words.nav.create}
        </Link>
        <Link to={{ at: "queue" }} current={route.at === "queue"}>
          {words.nav.queue}
        </Link>
      </nav>
      <span class="bar-space" />
      <button type="button" class="quiet" onClick={() => void organiser.signOut()}>
        {words.nav.signOut}
      </button>
    </>
  );
}

/** Whoever followed a link hears where they are: the heading has the focus then. */
function Focused({ route }: { readonly route: Route }) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!hasMoved) {
      hasMoved = true;
      return;
    }
    const inTab = document.activeElement?.getAttribute("role") === "tab";
    if (!inTab) document.getElementById("content")?.focus({ preventScroll: true });
  }, []);
  return <div ref={frame}>{partOf(route)}</div>;
}

let hasMoved = false;

function partOf(route: Route) {
  switch (route.at) {
    case "list":
      return <ListPage />;
    case "new":
      return <CreatePage />;
    case "queue":
      return <QueuePage />;
    case "assessment":
      return <AssessmentPage id={route.id} tab={route.tab} />;
    case "preview":
      return <PreviewPage id={route.id} />;
    case "person":
      return <PersonPage id={route.id} tab={route.tab} moment={route.moment} />;
    case "nowhere":
      return <Nowhere />;
  }
}

function Nowhere() {
  const words = useWords(WORDS);
  return (
    <>
      <h1>{words.nowhere.title}</h1>
      <p>
        {words.nowhere.about} <Link to={{ at: "list" }}>{words.nav.list}</Link>
      </p>
    </>
  );
}
