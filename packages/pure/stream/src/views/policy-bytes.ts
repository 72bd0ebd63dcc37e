/**
 * The versions of a policy that a row's numbers are judged by, and which of them lie in which window (rule 30): mostly one. What is
 * queued before a change and leaves after it counts under its own version; then the window names that one too (`judgedBefore`).
 */
import {
  C,
  DEFAULT_LOW_SCORE,
  FIRST_CONTACT_MS,
  inForceWithin,
  policyId,
  type QueuePolicy,
  type ServiceLevelPolicyId,
  type SitePolicy,
  WINDOW_IDS,
  type WindowId,
} from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import type { NumberVector } from "./number-vector.ts";
import { readOptional, writeOptional } from "./view-bytes.ts";

type Version = QueuePolicy | SitePolicy;

/** Versions in order, the last one in force now. */
export interface ToldPolicies {
  readonly formula: ServiceLevelPolicyId;
  /** By which the vectors are read. */
  readonly first: ServiceLevelPolicyId;
  /** Null: of a site. */
  readonly thresholdMs: number | null;
  /** Ids of the versions that judged what a window counts, by spaces. */
  idsOf(window: WindowId, vector: NumberVector): string;
}

/** `from` of a window, which ends now. */
export function writePolicies(
  writer: ByteWriter,
  versions: readonly Version[],
  from: (window: WindowId) => number,
  now: number,
): void {
  const inWindows = WINDOW_IDS.map((window) => inForceWithin(versions, from(window), now + 1));
  const oldest = Math.min(...inWindows.map((within) => versions.indexOf(within[0]!)));
  const newest = versions.indexOf(inWindows[0]!.at(-1)!);
  // The one before is told too: some may have been queued under it.
  const told = versions.slice(Math.max(0, oldest - 1), newest + 1);
  writer.unsigned(told.length);
  for (const version of told) {
    writer.text(version.formula);
    const limits = "thresholdMs" in version ? version : null;
    const calendar = "calendar" in version ? (version.calendar?.hours.id ?? null) : null;
    writer.byte(
      (limits === null ? 0 : LIMITS) +
        (version.attribution === "offered" ? OFFERED : 0) +
        (calendar === null ? 0 : CALENDAR) +
        (version.lowScore === DEFAULT_LOW_SCORE ? 0 : LOW_SCORE) +
        (version.firstContactMs === FIRST_CONTACT_MS ? 0 : FIRST_CONTACT),
    );
    if (limits !== null) writer.unsigned(limits.thresholdMs);
    if (limits !== null) writer.unsigned(limits.shortAbandonMs + 1);
    if (calendar !== null) writer.text(calendar);
    if (version.lowScore !== DEFAULT_LOW_SCORE) writer.unsigned(version.lowScore);
    if (version.firstContactMs !== FIRST_CONTACT_MS) writer.unsigned(version.firstContactMs);
    writer.byte(inWindows.reduce((mask, within, index) => mask | (within.includes(version) ? 1 << index : 0), 0));
  }
  const { first, formula } = told.at(-1)!;
  writeOptional(writer, first.formula === formula ? null : first.formula);
}

const LIMITS = 1;
const OFFERED = 2;
const CALENDAR = 4;
const LOW_SCORE = 8;
const FIRST_CONTACT = 16;

export function readPolicies(reader: ByteReader): ToldPolicies {
  const ids: string[] = [];
  const masks: number[] = [];
  let [formula, thresholdMs] = ["" as ServiceLevelPolicyId, null as number | null];
  for (let left = reader.unsigned(); left > 0; left--) {
    formula = reader.text() as ServiceLevelPolicyId;
    const flags = reader.byte();
    const attribution = (flags & OFFERED) === 0 ? "outcome" : "offered";
    thresholdMs = (flags & LIMITS) === 0 ? null : reader.unsigned();
    const limits = thresholdMs === null ? null : { thresholdMs, shortAbandonMs: reader.unsigned() - 1 };
    const calendar = (flags & CALENDAR) === 0 ? null : reader.text();
    const lowScore = (flags & LOW_SCORE) === 0 ? DEFAULT_LOW_SCORE : reader.unsigned();
    const firstContactMs = (flags & FIRST_CONTACT) === 0 ? FIRST_CONTACT_MS : reader.unsigned();
    ids.push(policyId(formula, attribution, limits, calendar, lowScore, firstContactMs));
    masks.push(reader.byte());
  }
  const first = (readOptional(reader) ?? formula) as ServiceLevelPolicyId;
  const idsOf = (window: WindowId, { counters }: NumberVector): string => {
    const bit = 1 << WINDOW_IDS.indexOf(window);
    let from = masks.findIndex((mask) => (mask & bit) !== 0);
    if (counters[C.judgedBefore]! > 0 && from > 0) from--;
    return [...new Set(ids.slice(from))].join(" ");
  };
  return { formula, first, thresholdMs, idsOf };
}
