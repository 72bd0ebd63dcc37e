/**
 * The schema, in numbered steps; one that was released is never changed. `docs/spec/history-schema.md` says what others may read.
 * Times are epoch ms in the tables and timestamps in the views.
 */
import { FACTS_TABLES, FACTS_VIEW } from "./facts-migration.ts";
import { counterSql, SERVICE_LEVEL_SQL } from "./service-level-sql.ts";

const TABLES = `
  CREATE TABLE intervals (
    site text NOT NULL, length text NOT NULL, kind text NOT NULL, begins bigint NOT NULL, cell text COLLATE "C" NOT NULL,
    ends bigint NOT NULL, zone text NOT NULL, epoch bigint NOT NULL, sequence bigint NOT NULL, restated integer NOT NULL,
    queue text, channel text, team text, agent text, tag text, value text,
    formula text NOT NULL, policies jsonb NOT NULL, counters jsonb NOT NULL, waits jsonb NOT NULL, longest_wait bigint,
    waiting bigint NOT NULL, waiting_past_threshold bigint NOT NULL, agents jsonb,
    PRIMARY KEY (site, length, kind, begins, cell)
  );
  CREATE INDEX intervals_ends ON intervals (length, ends);
  CREATE TABLE restatements (
    site text NOT NULL, told bigint NOT NULL, length text NOT NULL, begins bigint NOT NULL, cell text COLLATE "C" NOT NULL,
    kpi text COLLATE "C" NOT NULL, ends bigint NOT NULL, before double precision, after double precision,
    queue text, channel text, team text, agent text, tag text, value text,
    PRIMARY KEY (site, told, length, begins, cell, kpi)
  );
  CREATE INDEX restatements_ends ON restatements (length, ends);
`;

const count = (name: Parameters<typeof counterSql>[0], column: string): string => `${counterSql(name)} AS ${column}`;
/** Seconds of ms. */
const average = (sum: string, of: string, column: string): string =>
  `(${sum})::double precision / 1000 / nullif(${of}, 0) AS ${column}`;
const share = (part: string, of: string, column: string): string =>
  `(${part})::double precision / nullif(${of}, 0) AS ${column}`;
const [answered, abandoned, handled] = [counterSql("answered"), counterSql("abandoned"), counterSql("handled")];
const handleTime = ["handledTalkTime", "handledHoldTime", "wrapUpTime"] as const;
const states = ["idleTime", "onContactTime", "wrapUpStateTime", "pausedTime"] as const;
const busy = `${counterSql("onContactTime")} + ${counterSql("wrapUpStateTime")}`;

const VIEWS = `
  CREATE VIEW interval_kpis AS SELECT
    site, zone, length, to_timestamp(begins / 1000.0) AS begins, to_timestamp(ends / 1000.0) AS ends,
    kind, queue, channel, team, agent, tag, value, restated, formula, policies,
    ${count("offered", "offered")}, ${count("answered", "answered")}, ${count("answeredInThreshold", "answered_in_threshold")},
    ${count("abandoned", "abandoned")}, ${count("shortAbandoned", "short_abandoned")}, ${count("flowedOut", "flowed_out")},
    ${count("handled", "handled")}, ${count("contacts", "contacts")}, ${count("transferred", "transferred")},
    ${SERVICE_LEVEL_SQL} AS service_level,
    CASE WHEN kind NOT IN ('agent', 'team') THEN ${abandoned}::double precision / nullif(${counterSql("offered")}, 0) END AS abandon_rate,
    ${average(counterSql("answeredWait"), answered, "average_speed_of_answer")},
    ${average(`${counterSql("answeredWait")} + ${counterSql("abandonedWait")}`, `${answered} + ${abandoned}`, "average_wait")},
    ${average(handleTime.map(counterSql).join(" + "), handled, "average_handle_time")},
    longest_wait / 1000.0::double precision AS longest_wait,
    CASE WHEN kind IN ('site', 'team', 'agent') THEN ${share(busy, `${busy} + ${counterSql("idleTime")}`, "x").replace(" AS x", "")} END AS occupancy,
    (${states.map(counterSql).join(" + ")})::double precision / 1000 AS signed_in_seconds,
    waiting AS waiting_at_end, counters
  FROM intervals;
  CREATE VIEW restated_kpis AS SELECT
    site, to_timestamp(told / 1000.0) AS told, length, to_timestamp(begins / 1000.0) AS begins, to_timestamp(ends / 1000.0) AS ends,
    queue, channel, team, agent, tag, value, kpi, before, after
  FROM restatements;
`;

/** The interval as this program reads it; a row that has none is read by its columns. In its row: it is what most readings are of. */
const PACKED = `
  ALTER TABLE intervals ADD COLUMN packed bytea;
  ALTER TABLE intervals ALTER COLUMN packed SET STORAGE MAIN;
`;

/** By how many events; of what was there nobody counted them. A view takes a column more at its end only. */
const EVENTS = `
  ALTER TABLE intervals ADD COLUMN restated_by integer;
  ALTER TABLE restatements ADD COLUMN events integer;
  CREATE OR REPLACE VIEW restated_kpis AS SELECT
    site, to_timestamp(told / 1000.0) AS told, length, to_timestamp(begins / 1000.0) AS begins, to_timestamp(ends / 1000.0) AS ends,
    queue, channel, team, agent, tag, value, kpi, before, after, events
  FROM restatements;
`;

/** Whether something is kept of a name is asked of all days: each name is one place in it, whatever lies between. */
const NAMES = "CREATE INDEX intervals_names ON intervals (site, kind, cell) WHERE length = 'day';";

export const HISTORY_STEPS: readonly string[] = [TABLES, VIEWS, FACTS_TABLES + FACTS_VIEW, PACKED, EVENTS, NAMES];

export const SCHEMA_VERSION = HISTORY_STEPS.length;
