/**
 * The windows of several rows as one: vectors are added up, ratios and percentiles are made of the sum, never of each other (V2). Rows
 * may be judged by different formulas, as a region's sites are: each is judged by its own, and the two sides of the service level are
 * added up.
 */
import {
  AGENT_TIME,
  type Live,
  otherwiseOf,
  type ServiceLevelPolicyId,
  serviceLevelParts,
  WINDOW_IDS,
  type WindowId,
} from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import { VectorSum } from "./number-vector.ts";
import type { ToldPolicies } from "./policy-bytes.ts";
import { addDone, addSpan, type SpanVisit } from "./span-fields.ts";
import type { FieldValue } from "./view-bytes.ts";
import { readWindows } from "./window-vectors.ts";

interface Merged {
  readonly sum: VectorSum;
  /** Of each by its own formula. */
  readonly judged: { numerator: number; denominator: number };
  readonly policies: Set<string>;
}

export class MergedWindows {
  readonly #of = Object.fromEntries(
    WINDOW_IDS.map((window) => [
      window,
      { sum: new VectorSum(), judged: { numerator: 0, denominator: 0 }, policies: new Set() },
    ]),
  ) as Readonly<Record<WindowId, Merged>>;
  #formula: ServiceLevelPolicyId | null = null;

  /** All windows of a row whose segments are judged. */
  add(reader: ByteReader, kind: "queue" | "site", policies: ToldPolicies): void {
    this.#formula ??= policies.first;
    readWindows(reader, (window, vector) => {
      const { sum, judged, policies: ids } = this.#of[window];
      const finished = serviceLevelParts(policies.first, vector.counters);
      const otherwise = otherwiseOf(kind, vector.counters);
      judged.numerator += finished.numerator + otherwise.numerator;
      judged.denominator += finished.denominator + otherwise.denominator;
      for (const id of policies.idsOf(window, vector).split(" ")) ids.add(id);
      sum.add(vector);
    });
  }

  /** All windows of a team's row. `timeOnly`: how its agents spent their time, and nothing of what they did. */
  addTeam(reader: ByteReader, timeOnly: boolean): void {
    readWindows(reader, (window, vector) => {
      const { sum } = this.#of[window];
      if (!timeOnly) sum.add(vector);
      else for (const { time } of AGENT_TIME) sum.counters[time]! += vector.counters[time]!;
    });
  }

  /** As of a site. */
  tell(row: Record<string, FieldValue>, live: Live, visit?: SpanVisit): void {
    const formula = this.#formula!;
    for (const window of WINDOW_IDS) {
      const { sum, judged, policies } = this.#of[window];
      const asFirst = serviceLevelParts(formula, sum.counters);
      const otherwise = {
        numerator: judged.numerator - asFirst.numerator,
        denominator: judged.denominator - asFirst.denominator,
      };
      const idsOf = (): string => [...policies].sort().join(" ");
      const judgedBy = { formula, first: formula, thresholdMs: null, idsOf };
      addSpan(row, "site", window, sum, { live, policies: judgedBy, otherwise }, visit);
    }
  }

  /** As of a team. */
  tellDone(row: Record<string, FieldValue>, live: Live, visit?: SpanVisit): void {
    for (const window of WINDOW_IDS) addDone(row, "team", window, this.#of[window].sum, live, visit);
  }
}

/** Who waits and who is there, over all of them; as of the oldest. */
export function mergedLive(lives: readonly Live[]): Live {
  const sum = (of: (live: Live) => number): number => lives.reduce((all, live) => all + of(live), 0);
  const oldest = lives.flatMap(({ oldestQueuedAt }) => (oldestQueuedAt === null ? [] : [oldestQueuedAt]));
  const agents = (state: keyof NonNullable<Live["agents"]>): number => sum((live) => live.agents?.[state] ?? 0);
  return {
    now: Math.min(...lives.map(({ now }) => now)),
    waiting: sum(({ waiting }) => waiting),
    waitingPastThreshold: sum(({ waitingPastThreshold }) => waitingPastThreshold),
    oldestQueuedAt: oldest.length === 0 ? null : Math.min(...oldest),
    agents: {
      idle: agents("idle"),
      onContact: agents("onContact"),
      wrapUp: agents("wrapUp"),
      paused: agents("paused"),
    },
  };
}
