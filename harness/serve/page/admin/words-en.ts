import type { Frame } from "../../../assess/playback.ts";
import { span } from "../shared/moments.ts";
import type { News, Told } from "./live.ts";

const time = (seconds: number) => span(seconds, "en");
const many = (n: number, one: string, more = `${one}s`) => `${n} ${n === 1 ? one : more}`;
const points = (n: number) => String(Math.round(n * 100) / 100);

const ended = {
  expired: "time was up",
  finished: "finished",
  closed: "closed by an organiser",
  revoked: "withdrawn",
};

const events = {
  invited: "invited",
  opened: "opened the link",
  reconnected: "came back from another place",
  practised: "used the practice room",
  started: "started",
  saved: "saved",
  ran: "ran the examples",
  submitted: "submitted",
  verdict: "verdict",
  "focus-lost": "left the page",
  "focus-returned": "came back to the page",
  pasted: "pasted from outside",
  "time-changed": "time changed",
  expired: "time was up",
  finished: "finished",
  closed: "closed",
  reopened: "opened again",
  revoked: "invitation withdrawn",
  reissued: "new link issued",
  regraded: "graded again",
  ended: "end",
};

function told(news: News): string {
  switch (news.kind) {
    case "started":
      return "has started";
    case "ended":
      return "has ended";
    case "revoked":
      return "was withdrawn";
    case "submitted":
      return `submitted ${news.kata}`;
    case "scored":
      return `${news.kata}: ${points(news.score)} points`;
  }
}

function what(frame: Frame): string {
  switch (frame.kind) {
    case "edit": {
      const { edit, moved, late } = frame;
      const change = edit ? `+${edit.inserted.length} −${edit.removed} characters` : "a text that is not kept";
      return `${events.saved}: ${change}${moved ? ", from another device" : ""}${late ? ", too late" : ""}`;
    }
    case "submitted":
      return `${events.submitted}${frame.by === "candidate" ? "" : " by the end"}${frame.late ? ", too late" : ""}`;
    case "pasted":
      return `${events.pasted}: ${many(frame.bytes, "byte")}`;
    case "ended":
      return `the end: ${ended[frame.how as keyof typeof ended] ?? frame.how}`;
    case "gap":
      return `nothing for ${time(frame.lengthMs / 1_000)}`;
    default:
      return events[frame.kind];
  }
}

export const en = {
  title: "Katagrad for organisers",
  loading: "Loading …",
  back: "Back to the assessment",
  cancel: "Cancel",
  refresh: "Refresh",
  open: "open",
  closed: "closed",
  board: "Live board",
  export: (format: string) => `Export ${format}`,
  points,
  nav: {
    label: "Console",
    list: "Assessments",
    create: "New assessment",
    queue: "Gradings",
    signOut: "Sign out",
  },
  nowhere: { title: "There is no such page", about: "Check the address, or go back to the list:" },
  phase: { invited: "invited", running: "running", ended: "ended" },
  endedBy: ended,
  events,
  difficulty: { easy: "easy", medium: "medium", hard: "hard" },
  groups: { basic: "basic", edge: "edge", stability: "stability", scale: "scale" },
  list: {
    title: "Assessments",
    none: "There is no assessment yet. Create one: choose katas and a time limit, then invite people.",
    katas: "Katas",
    kata: "Kata",
    limit: "Limit",
    created: "Created",
    state: "State",
  },
  form: {
    title: "Title",
    katas: "Katas",
    sum: (n: number, minutes: string) =>
      n === 0 ? "No kata is chosen yet." : `${many(n, "kata")} chosen, about ${minutes} together.`,
    short: (limit: string) => `That is more than the limit of ${limit}.`,
    times: "Time",
    minutes: "Limit in minutes",
    minutesAbout: "From each person's own start; the clock never pauses.",
    opens: "Opens at",
    opensAbout: "Empty: at once.",
    closes: "Closes at",
    closesAbout: "Empty: never. Who starts late gets the rest of the window.",
    grace: "Grace in seconds",
    graceAbout: "For bytes that were sent in time and are still under way.",
    rules: "Rules",
    feedback: "Candidates see",
    feedbacks: {
      none: "no scores",
      score: "scores",
      full: "scores, part by part",
    },
    counts: "What counts",
    counting: { best: "the best submission", last: "the last submission" },
    max: "Most submissions of a kata",
    maxAbout: "Empty: as many as the interval allows.",
    interval: "Seconds between submissions",
    runInterval: "Seconds between runs",
    practice: "Practice room before the start",
    noPractice: "none",
    runs: "Candidates may run the public examples",
    honour: "Statement to accept before the start (empty: none)",
    honourExample: "I work alone and without the help of others or of language models.",
    wrong: "Some fields need another value; they say which.",
    create: "Create",
    save: "Save the changes",
    saved: "Saved.",
    changeAbout: "Who sits already keeps what held at the start; a change is for those who start later.",
  },
  problem: {
    empty: "This is needed.",
    katas: "Choose at least one kata.",
    number: "A number in the range of this field is needed.",
    moment: "A date with a time is needed.",
    order: "It must close after it opens.",
  },
  assessmentTabs: {
    live: "Live",
    invitations: "Invitations",
    board: "Board links",
    similarity: "Similarity",
    settings: "Settings",
  },
  personTabs: { report: "Report", playback: "Playback", log: "Log" },
  preview: {
    title: "Preview",
    about: "This is what candidates see. Nothing is started, and nobody is told.",
    skeleton: "Skeleton",
  },
  people: {
    title: (n: number) => many(n, "person", "people"),
    name: "Name",
    email: "E-mail",
    invitedAt: "Invited",
    does: "Change",
    forgotten: "(forgotten)",
    revoked: "withdrawn",
    opened: "has opened the link",
    expires: (at: string) => `until ${at}`,
    renew: "New link",
  },
  invite: {
    title: "Invite people",
    list: "Names, e-mail addresses or a table",
    about:
      "One person a line: Ada · ada@example.org · Ada, ada@example.org · Ada <ada@example.org>. Or a table (CSV, or copied from a spreadsheet) with a first line name, email, extra minutes. No e-mail is sent: you hand the links out.",
    expires: "Links end at (empty: never)",
    button: (n: number) => (n === 0 ? "Invite" : `Invite ${many(n, "person", "people")}`),
    read: (n: number) => `${many(n, "person is", "people are")} read:`,
    line: (n: number) => `Line ${n}`,
    problem: {
      quotes: "the quotation marks do not match.",
      address: "this is no e-mail address.",
      "no-name": "there is neither a name nor an address.",
      long: "the name is longer than 200 characters.",
      "two-names":
        "is this one person or several? Put a name with a comma in quotation marks, and each person on a line.",
      extra: "extra minutes must be a number from −1440 to 1440.",
      twice: "this address was there already.",
      columns: "there is more on this line than one person.",
    },
  },
  links: {
    title: "These links are shown once.",
    about:
      "Copy or download them now; the server keeps only their hashes. A lost link can be renewed, which ends the old one.",
    csv: "Download CSV",
    copyAll: "Copy all",
    copy: "Copy",
    all: "All links",
    copied: (name: string) => `Copied: ${name}`,
    noClipboard: "The browser did not let the page copy; download them.",
    done: "Hide",
  },
  boardLinks: {
    about:
      "A link shows the board of this assessment to whoever has it, without a sign-in: for a projector, or for those who sit. It shows nothing else.",
    names: "Names",
    shows: { pseudonyms: "pseudonyms only", shown: "names shown" },
    freeze: "Freeze",
    freezes: (minutes: number) => (minutes === 0 ? "never" : `${minutes} min before the end`),
    make: "Make a link",
    once: "This link is shown once: copy it now. The server keeps only its hash.",
    link: "the link",
    title: (n: number) => many(n, "link to the board", "links to the board"),
    madeAt: "Made at",
    revoke: "Revoke",
  },
  live: {
    away: "No live news at the moment; the page comes back by itself.",
    none: "Nobody is invited yet.",
    chosen: (n: number) => (n === 0 ? "Choose people below:" : `${many(n, "person", "people")} chosen:`),
    all: "Choose all",
    choose: (name: string) => `Choose ${name}`,
    left: "Time left",
    over: "time is up",
    lastSave: "Last save",
    score: "Score",
    final: "final",
    writing: "writes",
    pending: "being graded",
    extra: (seconds: number) => (seconds > 0 ? `+${time(seconds)}` : `−${time(-seconds)}`),
    news: ({ name, news }: Told) => `${name}: ${told(news)}`,
  },
  act: {
    minutes: "Minutes to add (below 0: to take away)",
    reason: "Reason, for the log",
    endRunning: "End those who sit at this moment too",
    targets: (names: readonly string[]) =>
      names.length > 8 ? `${names.slice(0, 8).join(", ")} and ${names.length - 8} more` : names.join(", "),
    time: {
      title: "Change time",
      about:
        "The deadline moves by that much. Time that is added to an ended session opens it again if the new deadline lies ahead.",
    },
    close: { title: "End session", about: "The session ends now; the newest text of each kata is submitted." },
    reopen: { title: "Reopen", about: "The session goes on with the time that is left of it." },
    revoke: { title: "Withdraw", about: "The link ends, and a running session with it." },
    regrade: {
      title: "Grade again",
      about: "Everything submitted in time is graded again. The verdicts before are kept.",
    },
    forget: {
      title: "Forget",
      about: "Removes name, address, texts and records of this person for ever. The count stays. It cannot be undone.",
    },
    closeAll: { title: "Close assessment", about: "Nobody can start any more." },
    regradeAll: {
      title: "Grade all again",
      about: "Everything that was submitted in time, by everybody, is graded again. The verdicts before are kept.",
    },
  },
  report: {
    pictures: "Where it is wrong:",
    notStarted: "This person has not started.",
    notFinal: "not final",
    started: "Started",
    took: "Took",
    deadline: "Deadline",
    extra: "Extra time",
    signals: ({ focusLost, clientChanges, pastes }: { focusLost: number; clientChanges: number; pastes: number }) =>
      `Left the page ${many(focusLost, "time")}; pasted from outside ${many(pastes, "time")}; came from another place ${many(clientChanges, "time")}.`,
    signalsNote: "None of these signs proves anything.",
    doings: (n: { saves: number; runs: number; pastes: number; pastedBytes: number }) =>
      `${many(n.saves, "save")}, ${many(n.runs, "run")}, ${many(n.pastes, "paste")} from outside (${many(n.pastedBytes, "byte")})`,
    ungradable: (n: number) =>
      `${many(n, "submission")} could not be graded, through no fault of the candidate. See Gradings, then grade again.`,
    nothing: "Nothing was submitted.",
    parts: "Parts",
    part: "Part",
    pointsHead: "Points",
    verdict: "Verdict",
    groups: "Cases",
    diagnosis: "Diagnosis (never shown to candidates)",
    history: "Submissions",
    at: "Time",
    sinceStart: "Since the start",
    by: "By",
    rounds: "Score",
    candidate: "the candidate",
    atEnd: "the end of the session",
    late: "too late",
    counts: "counts",
    round: (n: number) => `round ${n}:`,
    timeline: "Timeline",
    print: "Printable report",
    score: (n: number) => `${points(n)} of 100`,
    watch: "Watch",
    saves: "Saves",
    noSaves: "Nothing was saved.",
    size: "Size",
    bytes: (n: number) => many(n, "byte"),
    device: "Device",
    deviceNumber: (n: number) => `device ${n}`,
    more: (n: number) => `Show ${n} more`,
    who: (by: string, reason: string) => `by ${by}${reason === "" ? "" : `: ${reason}`}`,
    until: (at: string) => `until ${at}`,
  },
  log: {
    intact: (n: number) => `The log is intact: ${many(n, "entry", "entries")}, each chained to the one before.`,
    head: "Its newest hash:",
    broken: (seq: number) => `The log is not what was written, from entry ${seq} on.`,
    why: {
      missing: "An entry is missing.",
      changed: "An entry was changed or added.",
      time: "An entry lies earlier than the one before.",
    },
    kind: "Kind",
    all: "all",
    download: "Download JSON",
    more: (n: number) => `Show ${n} more`,
    seq: "No.",
    data: "Data",
    hash: "Hash",
  },
  playback: {
    play: "Play",
    pause: "Pause",
    step: "Next step",
    stepBack: "Step back",
    markBefore: "Mark before",
    markAfter: "Next mark",
    speed: "Speed",
    scrub: "Moment of the playback",
    marks: "Marks",
    text: "The text at this moment",
    frame: (n: number, all: number) => `Step ${n} of ${all}.`,
    what,
    gone: "This text is not kept any more.",
    empty: "Nothing was written.",
  },
  alike: {
    about: (n: number, median: number) =>
      `${many(n, "pair")} compared after the skeleton was taken away${n > 2 ? `; the middle one shares ${Math.round(median * 100)} % of its own code` : ""}.`,
    none: "There are no two attempts that say enough of their own.",
    pair: "Pair",
    share: "Own code in common",
    own: "Pieces of own code",
    standsOut: "stands out",
    compare: "Side by side",
    marked: (n: number) => `${many(n, "passage")} marked by the line at the left; the first is scrolled to.`,
  },
  queue: {
    waiting: "waiting",
    running: "being graded",
    dead: "failed",
    oldest: (at: string) => `The oldest waits since ${at}.`,
    none: "No grading has failed.",
    deadTitle: "Failed gradings",
    about: "These failed each time they were tried. Mend what the message says, then try again.",
    retry: "Try again",
    retryAll: "Try all again",
    attempts: "Attempts",
    error: "Message",
    session: "Report",
  },
};
