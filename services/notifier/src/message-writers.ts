/** What a notifier writes messages with, from what every profile has: store, configuration, history and the installation's key. */
import { toldKey } from "@floorwalker/domain";
import type { History, Store } from "@floorwalker/ports";
import { type Configuration, type Logger, privacyDigest, type Timing } from "@floorwalker/runtime";
import { liveMoments } from "./live-moments.ts";
import { receiverDisclosure } from "./receiver-disclosure.ts";
import type { NotifierOptions } from "./start-notifier.ts";
import { alertWriter } from "./write-alert.ts";
import { reportWriter } from "./write-report.ts";

export interface MessageWritersOptions {
  readonly config: () => Pick<Configuration, "sites" | "receivers" | "privacy">;
  /** What pseudonyms and keys of alerts are made of, where the configuration names no other. */
  readonly privacyKey: string;
  /** Where how things stand is read from; null: nowhere. */
  readonly rows: { readonly store: Pick<Store, "snapshot">; readonly partitions: number } | null;
  /** Null: none is kept here. */
  readonly history: Pick<History, "read" | "restatements"> | null;
  readonly publicUrl: () => string | null;
  readonly linkSecret: string | null;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
  readonly timing: Timing;
  readonly logger: Logger;
}

export type MessageWriters = Pick<NotifierOptions, "writeAlert" | "writeReport" | "toldKey">;

/** Longest reading of rows, ms: an alert waits for nothing, and an attempt has to end within its lease. */
const READ_MS = 1_000;

export function messageWriters(options: MessageWritersOptions): MessageWriters {
  const { config, privacyKey, rows, history, publicUrl, linkSecret, clock, timing, logger } = options;
  const sites = () => config().sites;
  const receivers = () => config().receivers;
  const digest = privacyDigest(privacyKey, () => config().privacy.key);
  const moments = rows === null ? null : liveMoments({ ...rows, sites, clock, timing });
  const reading = { logger, timing, readMs: READ_MS, ...(moments === null ? {} : { moments }) };
  const told = receiverDisclosure({ ...reading, sites, receivers, privacy: () => config().privacy, digest, clock });
  return {
    writeAlert: alertWriter({ ...reading, sites, receivers, publicUrl, told, linkSecret }),
    writeReport: reportWriter({ history, sites, receivers, told, clock, timing }),
    toldKey: (about, key) => toldKey(digest(), about, key),
  };
}
