/**
 * What the owner will most likely not take: it decides in the order of the log, whether a name that nobody configured still
 * has room. The door only tells a sender what this gateway's rows say of it already; an event is appended all the same.
 */
import type { CanonicalEvent, SiteConfig } from "@floorwalker/domain";
import { type Rejection, type RejectionCode, rejection } from "@floorwalker/events";
import type { Row } from "@floorwalker/protocol";
import { viewId } from "@floorwalker/stream";

/** `told` is asked only of a site that refuses something. */
export type ExpectedRefusal = (site: string, told: () => CanonicalEvent) => Rejection | null;

export interface ExpectedRefusalOptions {
  readonly sites: () => ReadonlyMap<string, SiteConfig>;
  /** Of the replica. */
  readonly row: (id: string) => Row | null;
}

type NameKind = "queue" | "agent" | "source";

const CODES: Readonly<Record<NameKind, RejectionCode>> = {
  queue: "too_many_queues",
  agent: "too_many_agents",
  source: "too_many_sources",
};

export function expectedRefusals({ sites, row }: ExpectedRefusalOptions): ExpectedRefusal {
  return (site, told) => {
    const refusing = row(viewId("site", site))?.refusing;
    if (typeof refusing !== "string") return null;
    const event = told();
    const config = sites().get(event.site);
    for (const kind of refusing.split(" ").filter(isKind)) {
      const name = event[kind];
      if (name === null || isConfigured(config, kind, event)) continue;
      const rest = kind === "queue" && event.channel !== null ? [name, event.channel] : [name];
      if (row(viewId(kind, event.site, ...rest)) === null) return rejection(CODES[kind], kind);
    }
    return null;
  };
}

const isKind = (text: string): text is NameKind => text in CODES;

const isConfigured = (config: SiteConfig | undefined, kind: NameKind, event: CanonicalEvent): boolean =>
  config !== undefined &&
  {
    queue: () => config.queues.some(({ queue, channel }) => queue === event.queue && channel === event.channel),
    agent: () => config.agents.some(({ agent }) => agent === event.agent),
    source: () => config.sources.some(({ source }) => source === event.source),
  }[kind]();
