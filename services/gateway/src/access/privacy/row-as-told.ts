/** A row as a privacy profile tells it. What of it nobody may know is null or not there; a row that is of one person may not be there at all. */
import { isNumberTold, KPIS, shortPseudonym, tellsSurveys, WINDOW_IDS } from "@floorwalker/domain";
import type { AlertRow, Row } from "@floorwalker/protocol";
import { seenRow } from "../seen-row.ts";
import type { Disclosure } from "./disclosure.ts";
import { externalAsTold } from "./external-as-told.ts";
import { contactsOf, QUEUE_FRAME } from "./row-fields.ts";

export function rowAsTold(row: Row, told: Disclosure): Row | null {
  const seen = told.profile.agents === "groups" ? inGroups(row, told) : row;
  if (seen === null) return null;
  switch (seen.kind) {
    case "agent":
    case "agentQueue":
      return ofAgent(seen, told);
    case "alert":
      return alert(seen, told);
    case "restatement":
      return restatement(seen, told);
    case "goal":
      return goal(seen, told);
    case "site":
      return { ...seen, ...reasonAsTold(seen, "agentsPausedFor", told) };
    default:
      return seen;
  }
}

function ofAgent(row: Row, told: Disclosure): Row {
  const { hides, profile } = told;
  const named = hides ? byPseudonym(row, told) : row;
  return {
    ...named,
    ...reasonAsTold(row, "reason", told),
    ...(profile.satisfaction ? {} : nothingOf(named, RATED)),
  };
}

function byPseudonym(row: Row, told: Disclosure): Row {
  const pseudonym = told.agent(siteOf(row), String(row.agent)) ?? "";
  return { ...row, id: told.rowId(row.id), agent: pseudonym, name: shortPseudonym(pseudonym) };
}

function alert(row: Row, told: Disclosure): Row | null {
  const { hides } = told;
  if (row.about === "contact" && row.when === "lowScore" && !told.listsRated) return null;
  const isOfAgent = row.about === "agent";
  const named = !hides ? row : isOfAgent ? byPseudonym(row, told) : { ...row, id: told.rowId(row.id) };
  return {
    ...named,
    ...(isOfAgent || row.about === "contact" ? { episode: told.alertKey(row as Row & AlertRow) } : {}),
    ...reasonAsTold(row, "reason", told),
    ...(hides && row.about === "external" ? externalAsTold(row, (text) => told.text(siteOf(row), text)) : {}),
    ...(hides && typeof row.notes === "string" ? { notes: notesAsTold(row.notes, siteOf(row), told) } : {}),
  };
}

/** Of a pause, or of several. */
const reasonAsTold = (row: Row, field: "reason" | "agentsPausedFor", told: Disclosure): object =>
  field in row ? { [field]: told.pauseReason(row[field], siteOf(row)) } : {};

/** JSON, as the row has them. */
export function notesAsTold(notes: string, site: string, told: Disclosure): string {
  const all = JSON.parse(notes) as readonly { readonly text: string }[];
  return JSON.stringify(all.map((note) => ({ ...note, text: told.text(site, note.text) })));
}

function restatement(row: Row, told: Disclosure): Row | null {
  if (!told.hides) return row.agent != null && isRated(row) && !told.profile.satisfaction ? null : row;
  const hidden = { ...row, id: told.rowId(row.id) };
  if (typeof row.agent !== "string") return hidden;
  const isTold = Number(row.from) >= told.personsFrom(siteOf(row)) && (told.profile.satisfaction || !isRated(row));
  return isTold ? { ...hidden, agent: told.agent(siteOf(row), row.agent) } : null;
}

/** Of a person no more than the day where the profile says so. */
function goal(row: Row, told: Disclosure): Row | null {
  const hidden = told.hides ? { ...row, id: told.rowId(row.id) } : row;
  if (typeof row.agent !== "string") return hidden;
  const agent = told.agent(siteOf(row), row.agent);
  if (agent === null || (isRated(row) && !told.profile.satisfaction)) return null;
  const isOfDay = Number.isFinite(told.personsFrom(siteOf(row)));
  return { ...hidden, agent, ...(isOfDay ? { week: null, month: null } : {}) };
}

const isRated = ({ kpi }: Row): boolean => tellsSurveys(String(kpi));

/** Of single persons nothing; of what has no group behind it that it is there, and who waits. */
function inGroups(row: Row, told: Disclosure): Row | null {
  const site = siteOf(row);
  const groups = told.groupsOf(site)!;
  switch (row.kind) {
    case "agent":
    case "agentQueue":
      return null;
    case "team":
      return groups.isTeamTold(String(row.team)) ? without(row, contactsOf(row)) : null;
    case "department":
      return department(row, told);
    case "queue":
      return told.seesNow({ of: "queue", site, queue: String(row.queue) }) ? row : framed(row);
    case "region":
      return told.seesNow({ of: "sites" }) ? row : null;
    case "site":
      return told.seesNow({ of: "site", site }) ? row : seenRow(row, ({ of }) => of === "frame");
    case "alert":
      return ofParts(row, told) && row.about !== "agent" ? alertOfNow(row) : null;
    case "restatement":
      return null;
    case "source":
    case "partition":
    case "waiting":
    // Of what they are was asked already.
    case "screen":
      return row;
    case "goal":
      return { ...row, week: null, month: null };
    default:
      return groups.now.isTold ? row : null;
  }
}

/** Of numbers nothing that is over: nobody knows any more how many were there then. */
function alertOfNow(row: Row): Row | null {
  if (row.about !== "kpi" && row.about !== "budget") return row;
  return row.state === "resolved" ? null : { ...row, worst: null, past: null };
}

/** What it is made of is told. */
const ofParts = (row: Row, told: Disclosure): boolean => {
  const { about, kpi, queue, channel, team, department } = row;
  if (about === "contact" || about === "source" || about === "external") return true;
  return isNumberTold({ kpi, queue, channel, team, department }, told.groupsOf(siteOf(row))!);
};

function department(row: Row, told: Disclosure): Row | null {
  const groups = told.groupsOf(siteOf(row))!;
  if (
    !groups.areAllQueuesTold ||
    !groups.now.areAllQueuesTold ||
    !told.areAllTeamsTold(siteOf(row), String(row.department))
  )
    return null;
  return Number(row.queues) > 0 ? row : without(row, contactsOf(row));
}

const framed = (row: Row): Row =>
  Object.fromEntries([
    ...QUEUE_FRAME.filter((field) => field in row).map((field) => [field, row[field]] as const),
    ["withheld", true] as const,
  ]) as Row;

const without = (row: Row, fields: readonly string[]): Row => ({
  ...row,
  ...Object.fromEntries(fields.map((field) => [field, null])),
});

/** Those of the fields that the row has: null. */
const nothingOf = (row: Row, fields: readonly string[]): object =>
  Object.fromEntries(fields.filter((field) => field in row).map((field) => [field, null]));

const RATED: readonly string[] = KPIS.filter(({ scopes }) => scopes.includes("survey")).flatMap(({ id }) =>
  WINDOW_IDS.map((window) => `${id}.${window}`),
);

const siteOf = (row: Row): string => String(row.site);
