/**
 * A configuration beside what its owner has stored: what it adds with a date of its own counts, what it edits in place does not, for a
 * change never rewrites the past (rule 30). What is stored is in force, also where the configuration no longer has it.
 */
import type { SiteConfig } from "@floorwalker/domain";
import {
  calendarsOf,
  type DatedChange,
  type DatedSettings,
  datedSettings,
  type Settings,
  type SettingsOf,
  storedCalendar,
  withSettings,
} from "./dated-settings.ts";

export type RefusedBecause =
  /** It is another than the one that was in force. */
  | "edited_in_place"
  /** A change that came into force is no longer there. */
  | "change_missing"
  /** A new change whose time has passed: some were judged without it. */
  | "begins_in_the_past";

export interface RefusedEdit {
  readonly of: SettingsOf;
  readonly because: RefusedBecause;
  /** Of the change; null: of what is in force since ever. Epoch ms. */
  readonly from: number | null;
  readonly inForce: Settings | null;
  readonly configured: Settings | null;
}

export interface SettledPolicies {
  /** For policies and membership; for all else the one that was given. */
  readonly inForce: SiteConfig;
  readonly refused: readonly RefusedEdit[];
  /** When an agent was put into a team without a date, while the site was running. */
  readonly joined: ReadonlyMap<string, number>;
}

/** `since`: of a team, where it is not since ever. */
export type StoredSetting = DatedSettings & { readonly since?: number };
export type StoredSettings = ReadonlyMap<string, readonly [SettingsOf, StoredSetting]>;

export const settingsKey = (of: SettingsOf): string => JSON.stringify(of);

/** `clock`: the site's, as stored; −∞: it has judged nobody yet. `toldUntil`: what agents did up to then was told. */
export function settlePolicies(
  stored: StoredSettings,
  config: SiteConfig,
  clock: number,
  toldUntil = clock,
): SettledPolicies {
  const refused: RefusedEdit[] = [];
  let inForce = config;
  const configured = new Map(datedSettings(config).map((each) => [settingsKey(each[0]), each[1]]));
  const now = calendarsOf(config);
  const calendars = new Map(now);
  // Calendars first: what runs in one names it.
  const ofCalendars = [...stored].sort(([, [a]], [, [b]]) => Number(b[0] === "calendar") - Number(a[0] === "calendar"));
  for (const [key, [of, before]] of ofCalendars) {
    const wanted = configured.get(key);
    const kept = withNewSettings(before, wanted);
    const found = wanted === undefined ? null : refusal(of, kept, wanted, clock);
    if (found !== null) refused.push(found);
    if (found === null && wanted !== undefined) continue;
    if (of[0] === "calendar") calendars.set(of[1], storedCalendar(of[1], kept, now.get(of[1])));
    inForce = withSettings(inForce, of, kept, calendars);
  }
  return { inForce, refused, joined: joinedOf(stored, configured.keys(), toldUntil) };
}

function joinedOf(stored: StoredSettings, configured: Iterable<string>, toldUntil: number): Map<string, number> {
  const joined = new Map<string, number>();
  for (const [[kind, agent], { since }] of stored.values())
    if (kind === "team" && since !== undefined) joined.set(agent, since);
  if (toldUntil === Number.NEGATIVE_INFINITY) return joined;
  for (const key of configured) {
    const [kind, agent] = JSON.parse(key) as SettingsOf;
    if (kind === "team" && !stored.has(key)) joined.set(agent, toldUntil + 1);
  }
  return joined;
}

/** A setting that the program that stored them did not date has been as it is configured now. */
function withNewSettings(stored: StoredSetting, wanted: DatedSettings | undefined): StoredSetting {
  const missing = Object.entries(wanted?.first ?? {}).filter(([key]) => !(key in stored.first));
  if (missing.length === 0) return stored;
  const first = Object.entries({ ...stored.first, ...Object.fromEntries(missing) }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return { ...stored, first: Object.fromEntries(first) };
}

/** What has not come into force yet may still be edited. */
function refusal(of: SettingsOf, stored: DatedSettings, wanted: DatedSettings, clock: number): RefusedEdit | null {
  if (!isSame(stored.first, wanted.first))
    return { of, because: "edited_in_place", from: null, inForce: stored.first, configured: wanted.first };
  const began = stored.changes.filter(({ from }) => from <= clock);
  for (const change of began) {
    const same = wanted.changes.find(({ from }) => from === change.from);
    const because = same === undefined ? "change_missing" : "edited_in_place";
    if (same === undefined || !isSame(change, same))
      return { of, because, from: change.from, inForce: change, configured: same ?? null };
  }
  const early = wanted.changes.find((change) => change.from <= clock && !has(began, change.from));
  if (early === undefined) return null;
  return { of, because: "begins_in_the_past", from: early.from, inForce: null, configured: early };
}

const has = (changes: readonly DatedChange[], from: number): boolean => changes.some((change) => change.from === from);

const isSame = (a: Settings, b: Settings): boolean => JSON.stringify(a) === JSON.stringify(b);
