/**
 * The dated settings that a site was judged by, as its owner stores them: a row each, so that an edit in place is seen at a reload and
 * after a restart. What the configuration no longer has stays stored.
 */

import type { SiteConfig } from "@floorwalker/domain";
import { jsonRow, rowJson } from "../row-format.ts";
import { type RowSink, rowKey } from "../site-context.ts";
import { type DatedSettings, datedSettings, type SettingsOf } from "./dated-settings.ts";
import { type StoredSettings, settingsKey } from "./settle-policies.ts";

export const POLICY_ROW = "v";
const FORMAT = 1;
/** A commit is bounded: of a site with thousands of agents they are stored with several. */
const ROWS_AT_ONCE = 500;

/** @throws RangeError of a format that nobody knows. */
export function storedSettings(
  rows: readonly (readonly [parts: readonly string[], value: Uint8Array])[],
): StoredSettings {
  const stored = new Map<string, readonly [SettingsOf, DatedSettings]>();
  for (const [[kind, ...of], value] of rows)
    if (kind === POLICY_ROW)
      stored.set(settingsKey(of as unknown as SettingsOf), [of as unknown as SettingsOf, rowJson(FORMAT, value)]);
  return stored;
}

export class PolicyRows {
  readonly #site: string;
  #toStore: (readonly [SettingsOf, DatedSettings])[];

  /** `inForce`: what is to be stored, where it is not yet. */
  constructor(inForce: SiteConfig, stored: StoredSettings) {
    this.#site = inForce.id;
    this.#toStore = datedSettings(inForce).filter(
      ([of, settings]) => JSON.stringify(settings) !== JSON.stringify(stored.get(settingsKey(of))?.[1]),
    );
  }

  drain(sink: RowSink): void {
    for (const [of, settings] of this.#toStore.slice(0, ROWS_AT_ONCE))
      sink.row(rowKey(this.#site, POLICY_ROW, ...of), jsonRow(FORMAT, settings));
    this.#toStore = this.#toStore.slice(ROWS_AT_ONCE);
  }
}
