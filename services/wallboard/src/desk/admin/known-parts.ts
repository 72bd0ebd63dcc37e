/** Sites, queues and teams as the gateway tells them to whoever chooses among them: what is chosen is there. */
import type { Row } from "@floorwalker/protocol";
import { useDesk } from "../desk-context.ts";
import type { SCOPES } from "./account-rows.ts";
import { useList } from "./use-list.ts";

export interface KnownPart {
  readonly id: string;
  readonly name: string;
}

export type KnownParts = Readonly<Record<(typeof SCOPES)[number], readonly KnownPart[]>>;

export function useKnownParts(): KnownParts {
  const { everything } = useDesk();
  const teams = useList<{ readonly rows: readonly Row[] }>("/v1/views/teams").value?.rows ?? [];
  return {
    sites: partsOf(everything, "site", "site", "name"),
    queues: partsOf(everything, "queue", "queue", "title"),
    teams: partsOf(teams, "team", "team", "title"),
  };
}

/** Each id once: two channels of a queue, and queues of one id at two sites, are one in a scope. */
function partsOf(rows: readonly Row[], kind: string, id: string, name: string): readonly KnownPart[] {
  const found = new Map<string, string>();
  for (const row of rows)
    if (row.kind === kind && !found.has(String(row[id]))) found.set(String(row[id]), String(row[name] ?? row[id]));
  return [...found].map(([each, called]) => ({ id: each, name: called })).sort((a, b) => a.name.localeCompare(b.name));
}
