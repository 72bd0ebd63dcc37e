/** The small contact centre that random histories happen in, over a night in which the clocks change: forward, or where asked so back. */
import { type Channel, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";

export const SECOND = 1000;
export const HOUR = 3600 * SECOND;
/** Warsaw's clocks change an hour later. */
const NIGHTS: Readonly<Record<string, number>> = { spring: Date.UTC(2026, 2, 29, 0), autumn: Date.UTC(2026, 9, 25, 0) };
export const BEGIN = NIGHTS[process.env.FLOORWALKER_NIGHT ?? "spring"]!;

const queue = (name: string, channel: Channel, seconds: number, lostAfterHours: number) => ({
  queue: name,
  channel,
  title: name,
  policy: "short-abandons-excluded" as const,
  target: 0.8,
  thresholdMs: seconds * SECOND,
  shortAbandonMs: 5 * SECOND,
  lostAfterMs: lostAfterHours * HOUR,
  waitLostAfterMs: channel === "email" ? Number.POSITIVE_INFINITY : 3 * lostAfterHours * HOUR,
  wrapUpLostAfterMs: lostAfterHours * 600 * SECOND,
});

/** One more queue than configured turns up in the events. Nobody expects to hear of the sources: rows are of now. */
export const SITE: SiteConfig = {
  ...unconfiguredSite("here"),
  zone: "Europe/Warsaw",
  /** Never in the second in which something happens (`one-second.ts` has others). */
  impliedPresenceMs: 1_799_500,
  sources: ["/acd", "/ami", "/crm", "/call", "/chat", "/email", "/survey", "/wfm"].map((source) => ({
    source,
    silentAfterMs: null,
  })),
  queues: [
    queue("q1", "call", 20, 1),
    queue("q1", "chat", 60, 2),
    queue("q2", "call", 30, 4),
    {
      ...queue("q1", "email", 3600, 5),
      backlog: { agesMs: [600_000, 5_400_000, 36_000_000], dueMs: [1_200_000, 3_000_000] },
    },
  ],
};
export const QUEUES = ["q1", "q2", "q3"] as const;
export const AGENTS = ["a1", "a2", "a3"] as const;
