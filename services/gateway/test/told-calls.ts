/** View rows of a site as its owner writes them, made of calls that are told in one line each. */
import { type CanonicalEvent, type EventType, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { PartitionState } from "@floorwalker/stream";

export interface ToldCall {
  readonly queue?: string;
  /** Epoch ms. */
  readonly queuedAt: number;
  readonly waitSeconds: number;
  /** Absent: gave up. */
  readonly answeredBy?: string;
  readonly talkSeconds?: number;
  /** What it is about. */
  readonly about?: string;
}

/** Also who is signed in, and what else was told of agents. */
export function rowsOf(
  site: SiteConfig,
  calls: readonly ToldCall[],
  now: number,
  more: readonly Partial<CanonicalEvent>[] = [],
): Record<string, Uint8Array> {
  const state = new PartitionState({
    siteConfig: (id) => (id === site.id ? site : unconfiguredSite(id)),
    attribution: "outcome",
    horizonMs: null,
    graceMs: 120_000,
    retentionMs: null,
    longestKept: 64,
    viewLimit: 10_000,
  });
  const events = calls.flatMap((call, index) => eventsOf(site.id, call, `c${index}`));
  const told = more.map((event, index) => ({ ...blank(site.id), id: `m${index}`, ...event }) as CanonicalEvent);
  state.site(site.id);
  for (const event of [...events, ...told].sort((a, b) => a.time - b.time)) state.insert(event, event.time);
  state.advance(now);
  return Object.fromEntries(state.draft(true).views.flatMap(([id, row]) => (row === null ? [] : [[id, row]])));
}

const blank = (site: string) => ({
  source: "/acd",
  recordedTime: null,
  site,
  channel: null,
  contact: null,
  segment: null,
  queue: null,
  agent: null,
  data: {},
});

function eventsOf(
  site: string,
  { queue = "sales", queuedAt, waitSeconds, answeredBy, talkSeconds = 180, about }: ToldCall,
  contact: string,
): CanonicalEvent[] {
  const event = (type: string, time: number, agent: string | null = null): CanonicalEvent => ({
    ...blank(site),
    id: `${contact}-${type}`,
    type: `cc.contact.${type}` as EventType,
    time,
    channel: "call",
    contact,
    queue,
    agent,
    ...(about === undefined ? {} : { contactReason: about }),
  });
  const left = queuedAt + waitSeconds * 1000;
  if (answeredBy === undefined) return [event("queued", queuedAt), event("abandoned", left)];
  const answered = [event("queued", queuedAt), event("answered", left, answeredBy)];
  return [...answered, event("ended", left + talkSeconds * 1000, answeredBy)];
}
