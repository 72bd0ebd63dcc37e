/** What a receiver is told of single agents: by its privacy profile, by the installation's key, and in groups by who is there. */
import {
  type KeyedDigest,
  type MessageDisclosure,
  messageDisclosure,
  type Privacy,
  profileCalled,
  RECEIVERS_PROFILE,
  type SiteConfig,
  siteGroups,
  unconfiguredSite,
} from "@floorwalker/domain";
import type { Logger, Timing } from "@floorwalker/runtime";
import type { LiveMoments } from "./live-moments.ts";
import { within } from "./within.ts";

export interface ReceiverDisclosureOptions {
  readonly sites: () => ReadonlyMap<string, SiteConfig>;
  /** Name of each one's profile. */
  readonly receivers: () => Pick<ReadonlyMap<string, { readonly privacy: string }>, "get">;
  readonly privacy: () => Pick<Privacy, "profiles">;
  readonly digest: () => KeyedDigest;
  /** Absent: nobody can say who is there. */
  readonly moments?: Pick<LiveMoments, "floor">;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
  readonly logger?: Logger;
  readonly timing: Timing;
  /** Longest reading, ms. */
  readonly readMs: number;
}

export interface ToldReceiver {
  readonly profile: ReturnType<typeof profileCalled>;
  readonly message: MessageDisclosure;
}

export type ReceiverDisclosure = (receiver: string, site: string) => Promise<ToldReceiver>;

const NOBODY = { present: new Set<string>(), queues: new Map<string, Set<string>>() };

export function receiverDisclosure(options: ReceiverDisclosureOptions): ReceiverDisclosure {
  const { sites, receivers, privacy, digest, moments, clock, logger, timing, readMs } = options;
  /** What cannot be read is nobody: too little is told then, not too much. */
  const floorOf = async (site: string): Promise<typeof NOBODY | Awaited<ReturnType<LiveMoments["floor"]>>> => {
    if (moments === undefined) return NOBODY;
    try {
      return await within(moments.floor(site), readMs, timing);
    } catch (error) {
      logger?.warn("alert_moment_unread", { site, error });
      return NOBODY;
    }
  };
  return async (receiver, site) => {
    const profile = profileCalled(receivers().get(receiver)?.privacy ?? RECEIVERS_PROFILE, privacy());
    const config = sites().get(site) ?? unconfiguredSite(site);
    const groups =
      profile.agents === "groups"
        ? siteGroups({ config, ...(await floorOf(site)), now: clock() }, profile.atLeast)
        : null;
    return { profile, message: messageDisclosure(profile, { site: config, digest: digest(), groups }) };
  };
}
