/** `floorwalker state refold`: contacts of an older fold get the numbers that today's fold gives them. */
import { randomUUID } from "node:crypto";
import {
  type AggregatorSettings,
  CommitRefused,
  liveSettings,
  refoldPartition,
  refusalText,
} from "@floorwalker/aggregator";
import { DEFAULT_LIMITS, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { EVENTS_TOPIC } from "@floorwalker/events";
import { silentLogger } from "@floorwalker/runtime";
import { ProgramError } from "../program-error.ts";
import { configuration, environment } from "../settings.ts";
import { type StateBackends, withBackends } from "./state-backends.ts";

export const REFOLD_EXPLAINED = `After an upgrade whose fold gives other numbers (the change log says so), contacts of before keep what they had until an event
comes for them. This folds every contact that is still remembered anew: what it had added is taken back, what today's fold says is
added. In small commits; whatever stops it, say it again. Stop the aggregators first: who owns a partition is the only one to write
it. Give the configuration that they have.`;

export interface RefoldFlags {
  readonly data?: string;
  readonly yes?: boolean;
  readonly config?: string;
}

export const refold = ({ data, yes = false, config }: RefoldFlags): Promise<void> =>
  withBackends(data ?? null, async (on) => {
    if (!yes) {
      process.stdout.write(`${on.what} would fold its contacts anew. Stop the aggregators and do it with --yes.\n`);
      return;
    }
    const file = config ?? environment(() => {}).config;
    const configured = file === null ? null : configuration(file);
    const by = {
      settings: liveSettings(() => configured?.limits ?? DEFAULT_LIMITS),
      siteConfig: (site: string) => configured?.sites.get(site) ?? unconfiguredSite(site),
      isListed: (site: string) => configured?.sites.has(site) ?? false,
    };
    let [contacts, changed] = [0, 0];
    for (let partition = 0; partition < on.bounds.length; partition++) {
      if ((await on.store.stored(partition)) === null) continue;
      const folded = await refoldOne(on, partition, by);
      contacts += folded.contacts;
      changed += folded.changed;
    }
    process.stdout.write(
      `${on.what} has folded ${contacts} contacts anew; ${changed} of them have other numbers now.\n`,
    );
  });

async function refoldOne(
  { log, store, bounds }: StateBackends,
  partition: number,
  by: {
    readonly settings: AggregatorSettings;
    readonly siteConfig: (site: string) => SiteConfig;
    readonly isListed: (site: string) => boolean;
  },
) {
  const options = { log, store, topic: EVENTS_TOPIC, logger: silentLogger, ...by };
  const parts = { partition, partitions: bounds.length, nonce: randomUUID, options: { ...options, clock: Date.now } };
  const folded = await refoldPartition(parts).catch((error: unknown) => {
    if (!(error instanceof CommitRefused)) throw error;
    throw new ProgramError(
      "state_in_use",
      `partition ${partition} was claimed by an aggregator meanwhile`,
      "Stop the aggregators and say it again: what is done stays done.",
    );
  });
  if (folded.result === "refolded") return folded;
  const { reason, stored, wanted } = folded;
  throw new ProgramError(reason, `partition ${partition} is refused`, refusalText(reason, stored, wanted));
}
