import type { Migration } from "./migration.ts";

/**
 * The first schema. Words from outside (titles, names, addresses, texts, errors) are stored as JSON strings, which both engines keep exactly;
 * `state`, `settings`, `data`, `record` and the like are JSON too. Moments are milliseconds since 1970.
 */
export const assessments: Migration = {
  version: 1,
  statements: [
    `CREATE TABLE assessment (
      id TEXT PRIMARY KEY,
      title TEXT NOT NULL,
      katas TEXT NOT NULL,
      settings TEXT NOT NULL,
      secret TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      closed_at BIGINT,
      data TEXT NOT NULL
    )`,
    // Who shows the secret of one sees its assessment's board, and nothing else.
    `CREATE TABLE board_link (
      id TEXT PRIMARY KEY,
      assessment_id TEXT NOT NULL REFERENCES assessment (id),
      token_hash TEXT NOT NULL UNIQUE,
      names TEXT NOT NULL CHECK (names IN ('shown', 'pseudonyms')),
      freeze_minutes INTEGER NOT NULL,
      frozen_at BIGINT,
      created_at BIGINT NOT NULL
    )`,
    "CREATE INDEX board_link_of_assessment ON board_link (assessment_id, created_at, id)",
    // One row is a person, an invitation and a sitting; its place is how many were invited before. A forgotten one keeps its row, without name, address and token.
    `CREATE TABLE person (
      id TEXT PRIMARY KEY,
      assessment_id TEXT NOT NULL REFERENCES assessment (id),
      name TEXT,
      email TEXT,
      token_hash TEXT UNIQUE,
      place BIGINT NOT NULL,
      created_at BIGINT NOT NULL,
      expires_at BIGINT,
      revoked_at BIGINT,
      forgotten_at BIGINT,
      forgotten_by TEXT
    )`,
    "CREATE INDEX person_of_assessment ON person (assessment_id, place, id)",
    "CREATE INDEX person_by_email ON person (email)",
    `CREATE TABLE session (
      id TEXT PRIMARY KEY REFERENCES person (id),
      assessment_id TEXT NOT NULL REFERENCES assessment (id),
      state TEXT NOT NULL,
      phase TEXT NOT NULL,
      seq BIGINT NOT NULL,
      sweep_at BIGINT,
      updated_at BIGINT NOT NULL
    )`,
    "CREATE INDEX session_of_assessment ON session (assessment_id)",
    "CREATE INDEX session_to_sweep ON session (sweep_at) WHERE sweep_at IS NOT NULL",
    `CREATE TABLE event (
      session_id TEXT NOT NULL REFERENCES session (id),
      seq BIGINT NOT NULL,
      at BIGINT NOT NULL,
      kind TEXT NOT NULL,
      data TEXT NOT NULL,
      hash TEXT NOT NULL,
      PRIMARY KEY (session_id, seq)
    )`,
    `CREATE TABLE source (
      session_id TEXT NOT NULL REFERENCES session (id),
      hash TEXT NOT NULL,
      text TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      PRIMARY KEY (session_id, hash)
    )`,
    `CREATE TABLE submission (
      id TEXT PRIMARY KEY,
      session_id TEXT NOT NULL REFERENCES session (id),
      kata TEXT NOT NULL,
      source_hash TEXT NOT NULL,
      at BIGINT NOT NULL,
      late INTEGER NOT NULL CHECK (late IN (0, 1)),
      by TEXT NOT NULL
    )`,
    "CREATE INDEX submission_of_session ON submission (session_id, at, id)",
    // A job grades a round of a submission, or runs shown cases; its result is then a verdict, or stands here until it is fetched.
    `CREATE TABLE job (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      session_id TEXT NOT NULL REFERENCES session (id),
      submission_id TEXT REFERENCES submission (id),
      round INTEGER NOT NULL,
      data TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'dead')),
      created_at BIGINT NOT NULL,
      available_at BIGINT NOT NULL,
      lease_until BIGINT,
      fence BIGINT NOT NULL,
      attempts INTEGER NOT NULL,
      worker TEXT,
      error TEXT,
      result TEXT,
      finished_at BIGINT
    )`,
    "CREATE INDEX job_waiting ON job (available_at, created_at, id) WHERE state = 'waiting'",
    "CREATE INDEX job_running ON job (lease_until) WHERE state = 'running'",
    "CREATE INDEX job_dead ON job (finished_at) WHERE state = 'dead'",
    "CREATE INDEX job_of_session ON job (session_id)",
    `CREATE TABLE verdict (
      submission_id TEXT NOT NULL REFERENCES submission (id),
      round INTEGER NOT NULL,
      at BIGINT NOT NULL,
      score DOUBLE PRECISION,
      record TEXT NOT NULL,
      PRIMARY KEY (submission_id, round)
    )`,
    "CREATE TABLE admin (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE organiser_token (hash TEXT PRIMARY KEY, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL)",
  ],
};
