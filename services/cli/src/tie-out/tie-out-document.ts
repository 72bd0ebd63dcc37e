/** What a tie-out found, as one JSON document: times ISO 8601, durations in seconds, shares 0–1, null where there is nothing. */
import type { Difference, ServiceLevelPolicyId, TiedSegment, TieOut } from "@floorwalker/domain";
import type { NamedQueues } from "./named-queues.ts";
import type { ToldSpan } from "./told-segments.ts";

export interface TieOutOutcome {
  readonly vendor: string;
  readonly formula: ServiceLevelPolicyId;
  readonly span: ToldSpan;
  readonly rows: { readonly compared: number; readonly outside: number };
  readonly notCompared: readonly string[];
  readonly queuesWithoutRows: readonly string[];
  readonly named: NamedQueues;
  readonly tied: TieOut;
}

const isoOf = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

export const tieOutDocument = (outcome: TieOutOutcome): object => ({
  vendor: outcome.vendor,
  formula: outcome.formula,
  site: outcome.span.site,
  zone: outcome.span.zone,
  from: isoOf(outcome.span.from),
  to: isoOf(outcome.span.to),
  rows: outcome.rows,
  compared: outcome.tied.compared,
  equal: outcome.tied.compared - outcome.tied.differences.length,
  notCompared: outcome.notCompared,
  queuesWithoutRows: outcome.queuesWithoutRows,
  differences: outcome.tied.differences.map(differenceOf),
});

const differenceOf = ({ row, cell, ours, explanations, counted }: Difference): object => ({
  line: row.line,
  queue: row.queue,
  from: isoOf(row.from),
  to: isoOf(row.to),
  column: cell.column,
  theirs: cell.value,
  ours,
  explanations: explanations.map(({ id, text, segments }) => ({ id, text, contacts: segments.map(contactOf) })),
  counted: counted.map(contactOf),
});

const contactOf = (segment: TiedSegment): object => ({
  contact: segment.contact,
  segment: segment.segment,
  queuedAt: isoOf(segment.queuedAt),
  waitSeconds: segment.waitMs === null ? null : segment.waitMs / 1000,
  outcome: segment.outcome,
  reason: segment.reason,
  outcomeAt: isoOf(segment.outcomeAt),
  endedAt: isoOf(segment.endedAt),
  agents: segment.agents,
});
