/** `GET /v1/restatements` (docs/history.md), read as the rows of the view `restatements` are. */
import type { RestatementRow, Row } from "@floorwalker/protocol";

export interface RestatementsAnswer {
  readonly restatements: readonly {
    readonly at: string;
    readonly scope: Readonly<Partial<Record<"queue" | "channel" | "agent" | "team" | "value", string>>>;
    readonly from: string;
    readonly kpi: string;
    readonly before: number | null;
    readonly after: number | null;
    readonly events: number | null;
  }[];
}

export type Restatement = Pick<
  RestatementRow,
  "id" | "queue" | "channel" | "agent" | "team" | "value" | "kpi" | "from" | "before" | "after" | "events" | "at"
>;

const MOST = "5000";

/** `from`: since when they were told. */
export const restatementsPath = (site: string, from: string): string =>
  `/v1/restatements?${new URLSearchParams({ site, from, limit: MOST })}`;

export const isRestatement = (row: Row): row is Row & RestatementRow => row.kind === "restatement";

export function restatementOf(told: RestatementsAnswer["restatements"][number], index: number): Restatement {
  const { scope, at, from, kpi, before, after, events } = told;
  const { queue = null, channel = null, agent = null, team = null, value = null } = scope;
  const times = { at: Date.parse(at), from: Date.parse(from) };
  return { id: String(index), queue, channel, agent, team, value, kpi, before, after, events, ...times };
}
