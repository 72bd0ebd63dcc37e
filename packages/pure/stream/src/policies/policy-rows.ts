/**
 * The dated settings that a site was judged by, as its owner stores them: a row each, so that an edit in place is seen at a reload and
 * after a restart. What the configuration no longer has stays stored.
 */

import type { SiteConfig } from "@floorwalker/domain";
import { jsonRow, rowJson } from "../row-format.ts";
import { type RowSink, rowKey } from "../site-context.ts";
import type { SiteRow } from "../site-row.ts";
import { datedSettings, type SettingsOf } from "./dated-settings.ts";
import { type StoredSetting, type StoredSettings, settingsKey } from "./settle-policies.ts";

export const POLICY_ROW = "v";
const FORMAT = 1;

/** What the keys begin with that only a site has which somebody configured. */
export const policyPrefix = (site: string): string => rowKey(site, POLICY_ROW, "");

/** A commit is bounded: of a site with thousands of queues they are stored with several. */
const ROWS_AT_ONCE = 500;

/** @throws RangeError of a format that nobody knows. */
export function storedSettings(rows: readonly SiteRow[]): StoredSettings {
  const stored = new Map<string, readonly [SettingsOf, StoredSetting]>();
  for (const { kind, parts, value } of rows)
    if (kind === POLICY_ROW)
      stored.set(settingsKey(parts as unknown as SettingsOf), [parts as unknown as SettingsOf, rowJson(FORMAT, value)]);
  return stored;
}

export class PolicyRows {
  readonly #site: string;
  #toStore: (readonly [SettingsOf, StoredSetting])[];

  /** `inForce`: what is to be stored, where it is not yet; `joined`: since when agents are in their teams, where not since ever. */
  constructor(inForce: SiteConfig, stored: StoredSettings, joined: ReadonlyMap<string, number>) {
    this.#site = inForce.id;
    const settings = datedSettings(inForce).map(([of, each]): readonly [SettingsOf, StoredSetting] => {
      const since = of[0] === "team" ? joined.get(of[1]) : undefined;
      return [of, since === undefined ? each : { ...each, since }];
    });
    this.#toStore = settings.filter(
      ([of, each]) => JSON.stringify(each) !== JSON.stringify(stored.get(settingsKey(of))?.[1]),
    );
  }

  /** Who is in a team is stored with the first that is told of it, however many they are: who is not stored yet, joins it anew. */
  drain(sink: RowSink): void {
    const isNow = ([[kind]]: readonly [SettingsOf, StoredSetting], index: number): boolean =>
      index < ROWS_AT_ONCE || kind === "team";
    for (const [of, settings] of this.#toStore.filter(isNow))
      sink.row(rowKey(this.#site, POLICY_ROW, ...of), jsonRow(FORMAT, settings));
    this.#toStore = this.#toStore.filter((each, index) => !isNow(each, index));
  }
}
