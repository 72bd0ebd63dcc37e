/** A site in whose zone it is early afternoon, with a history of today and of the same weekday before: for pages that look back. */
import {
  C,
  channelCell,
  dayStart,
  type Interval,
  newCounters,
  queueCell,
  SITE_CELL,
  type SiteConfig,
  unconfiguredSite,
} from "@floorwalker/domain";
import { sampleInterval } from "@floorwalker/ports/contract";
import { type Fields, floorRows, type Rows } from "./floor-rows.ts";

const QUARTER = 900_000;
const DAY = 86_400_000;

export interface ToldDay {
  readonly site: SiteConfig;
  readonly rows: Rows;
  readonly intervals: readonly Interval[];
  readonly dayFrom: number;
  /** Where the newest closed quarter ends. */
  readonly until: number;
}

/** Queue q1 has 12 offered, 10 answered in time, 1 late and 1 abandoned in each quarter from eight o'clock on. */
export function toldDay(now: number = Date.now()): ToldDay {
  const zone = zoneOfAfternoon(now);
  const dayFrom = dayStart(now, zone);
  const until = Math.floor((now - 60_000) / QUARTER) * QUARTER;
  const site: SiteConfig = {
    ...unconfiguredSite("krakow"),
    name: "Kraków",
    zone,
    region: "Poland",
  };
  const cells = [queueCell("q1", "call"), channelCell("call"), SITE_CELL];
  const intervals = [dayFrom - 7 * DAY, dayFrom].flatMap((day) =>
    quartersFrom(day + 8 * 3_600_000, day === dayFrom ? until : day + 18 * 3_600_000).flatMap((from, index) =>
      cells.map((cell) => quarter(cell, from, zone, day === dayFrom && index === 2 ? 1 : 0)),
    ),
  );
  const counted = (until - dayFrom) / QUARTER - 32;
  const base = floorRows({ queues: 8 });
  return {
    site,
    dayFrom,
    until,
    intervals,
    rows: {
      ...base,
      "site:krakow": { ...base["site:krakow"]!, zone, dayFrom, region: "Poland" },
      "queue:krakow:q1:call": { ...base["queue:krakow:q1:call"]!, ...soFar(counted) },
      // The same queue on another channel.
      "queue:krakow:q1:chat": { ...base["queue:krakow:q3:chat"]!, queue: "q1", title: "Cards chat" },
    },
  };
}

const soFar = (quarters: number): Fields => ({
  "offered.day": quarters * 12 + 3,
  "answered.day": quarters * 11 + 2,
  "answeredInThreshold.day": quarters * 10 + 2,
  "abandoned.day": quarters + 1,
  "decided.day": quarters * 12 + 3,
  "inTime.day": quarters * 10 + 2,
});

function quarter(cell: Interval["cell"], from: number, zone: string, restated: number): Interval {
  const counters = newCounters();
  counters[C.offered] = 12;
  counters[C.answered] = 11;
  counters[C.answeredInThreshold] = 10;
  counters[C.abandoned] = 1;
  const judged = { policies: ["20s-5s-abandons-count"], formula: "abandons-count" } as const;
  return sampleInterval({ site: "krakow", cell, from, to: from + QUARTER, zone, restated, counters, ...judged });
}

const quartersFrom = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, Math.round((to - from) / QUARTER)) }, (_, index) => from + index * QUARTER);

/** Where it is between one and two o'clock: a test that runs at midnight has a day behind it too. */
function zoneOfAfternoon(now: number): string {
  const ahead = 13 - new Date(now).getUTCHours();
  // POSIX counts westwards.
  return ahead === 0 ? "Etc/GMT" : `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
}
