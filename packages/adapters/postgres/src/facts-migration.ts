/** Contacts that are over, and the view in which others read their segments (`docs/spec/history-schema.md`). */
export const FACTS_TABLES = `
  CREATE TABLE contacts (
    site text NOT NULL, channel text NOT NULL, name text COLLATE "C" NOT NULL, step smallint NOT NULL, begins bigint NOT NULL,
    ends bigint NOT NULL, epoch bigint NOT NULL, sequence bigint NOT NULL, contact text, zone text NOT NULL, left_at bigint NOT NULL,
    first boolean NOT NULL, told_from bigint, facts jsonb NOT NULL, added bytea NOT NULL,
    PRIMARY KEY (site, channel, name)
  );
  CREATE INDEX contacts_begins ON contacts (site, step, begins);
  CREATE INDEX contacts_ends ON contacts (ends);
  CREATE TABLE contacts_put (site text PRIMARY KEY, begins bigint NOT NULL, epoch bigint NOT NULL, sequence bigint NOT NULL);
`;

const text = (field: string, column: string): string => `fact ->> '${field}' AS ${column}`;
const moment = (field: string, column: string): string =>
  `to_timestamp((fact ->> '${field}')::bigint / 1000.0) AS ${column}`;
const seconds = (field: string, column: string): string =>
  `(fact ->> '${field}')::bigint / 1000.0::double precision AS ${column}`;
const flag = (field: string): string => `coalesce((fact ->> '${field}')::boolean, false) AS ${field}`;

export const FACTS_VIEW = `
  CREATE VIEW segments AS SELECT
    site, zone, channel, contact, number, ${text("segment", "segment")}, ${text("queue", "queue")},
    ${moment("queuedAt", "queued_at")}, ${seconds("waitMs", "wait_seconds")}, ${seconds("talkMs", "talk_seconds")}, ${seconds("holdMs", "hold_seconds")},
    ${seconds("wrapUpMs", "wrap_up_seconds")}, ${moment("endedAt", "ended_at")},
    ${text("outcome", "outcome")}, ${text("reason", "reason")}, ${moment("outcomeAt", "outcome_at")},
    ${text("agent", "agent")}, coalesce(fact -> 'agents', '[]'::jsonb) AS agents,
    (fact ->> 'inTime')::boolean AS in_time, ${seconds("thresholdMs", "threshold_seconds")}, ${text("policy", "policy")},
    ${["transferred", "escalated", "complained", "reopened"].map(flag).join(", ")}, ${text("why", "why")},
    to_timestamp(begins / 1000.0) AS contact_begins, to_timestamp(ends / 1000.0) AS contact_ends
  FROM contacts CROSS JOIN LATERAL jsonb_array_elements(facts) WITH ORDINALITY AS told(fact, number);
`;
