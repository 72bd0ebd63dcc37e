/** Titles of teams, agents and reasons of which a number was told anew: asked for only where a row names one, since most are of queues. */
import type { AgentRow, TeamRow } from "@floorwalker/protocol";
import type { Restatement } from "../../answers/restatements.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { useView } from "../../live/use-view.ts";

interface Titles {
  readonly team: (id: string) => string;
  readonly agent: (id: string) => string;
  readonly reason: (id: string) => string;
}

interface ReasonTitles {
  readonly reasons: readonly { readonly reason: string; readonly title: string }[];
}

/** What is not told is called by its id. */
export function useTitles(rows: readonly Restatement[], site: string | null): Titles {
  const siteOf = (named: (row: Restatement) => string | null): string | null =>
    rows.some((row) => named(row) !== null) ? site : null;
  const teams = useView(
    "teams",
    siteOf(({ team }) => team),
  ).rows.filter((row): row is typeof row & TeamRow => row.kind === "team");
  const agents = useView(
    "agents",
    siteOf(({ agent }) => agent),
  ).rows.filter((row): row is typeof row & AgentRow => row.kind === "agent");
  const ofReasons = siteOf(({ value }) => value);
  const reasons = useAnswer<ReasonTitles>(ofReasons && `/v1/reasons?site=${encodeURIComponent(ofReasons)}`, null);
  return {
    team: (id) => teams.find(({ team }) => team === id)?.title ?? id,
    agent: (id) => agents.find(({ agent }) => agent === id)?.name ?? id,
    reason: (id) => reasons.value?.reasons.find(({ reason }) => reason === id)?.title ?? id,
  };
}
