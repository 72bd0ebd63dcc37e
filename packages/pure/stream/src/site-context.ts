/** What the tables of one site share: its settings, its clock, and how rows of the store are named. */
import type { Attribution, Channel, Limits, SiteConfig } from "@floorwalker/domain";
import type { ConfiguredNames } from "./configured-names.ts";
import type { LogTime } from "./log-time.ts";
import type { StoredSettings } from "./policies/settle-policies.ts";
import type { SitePolicies } from "./policies/site-policies.ts";

export interface SiteSettings {
  readonly config: SiteConfig;
  /** Of an owner that has stored what it judged by; absent: the configuration is in force. */
  readonly stored?: StoredPolicies;
  /** Nobody configured it: what judges it is stored nowhere. */
  readonly unconfigured?: boolean;
  /** Of sites that say nothing else. */
  readonly attribution: Attribution;
  /** How late an event may be, ms; null: never too late (a replay). */
  readonly horizonMs: Readonly<Record<Channel, number>> | null;
  /** A closed contact stays in memory this long after its last event, ms. */
  readonly graceMs: number;
  /** Slices are kept this long and to the beginning of their business day, ms; null: for ever. */
  readonly retentionMs: number | null;
  /** Intervals are told when they have closed, and anew when they change (`history/`); absent: they are not. */
  readonly tellsIntervals?: boolean;
  /** More of a site's past is still to come: nothing closes before it is there, so it is told once; absent: nothing is waited for. */
  readonly awaitsPast?: (site: string) => boolean;
  /** Contacts are told when they have left memory (`facts/`); absent: they are not. */
  readonly tellsFacts?: boolean;
  /** What nobody configured is taken in up to these; null or absent: all of it (a replay). */
  readonly limits?: Limits | null;
  /** Longest waits known exactly per bucket. */
  readonly longestKept: number;
}

/** What an owner has stored of a site's policies, and up to when it has judged by them. */
export interface StoredPolicies {
  readonly settings: StoredSettings;
  readonly clock: number;
  /** What agents did up to then was told. */
  readonly toldUntil: number;
}

export interface SiteContext extends SiteSettings {
  /** The site's own, filled up from the installation's. */
  readonly limits: Limits | null;
  readonly configured: ConfiguredNames;
  /** Who is judged by what, and whose team is which, at any time. */
  readonly policies: SitePolicies;
  /** Site time, epoch ms; goes back only with a wall clock that is set right (rule 16). −∞ before the first event. */
  clock: number;
  /** What the log says of time; what is dropped follows it, never the clock. */
  readonly log: LogTime;
  /** Nobody reads the windows now: views are not built, alerts not evaluated (rule 16). */
  catchingUp: boolean;
}

/** Between the parts of a row's key; no id may contain it (ingest rejects control characters). */
export const KEY_SEPARATOR = "\u001e";

export const rowKey = (site: string, ...parts: readonly (string | number)[]): string =>
  [site, ...parts].join(KEY_SEPARATOR);

/** Collects the rows of one commit. */
export interface RowSink {
  /** `value`: see `row-format.ts`. */
  row(key: string, value: Uint8Array | null): void;
  record(put: {
    readonly class: string;
    readonly bucket: number;
    readonly key: string;
    readonly value: Uint8Array | null;
  }): void;
}
