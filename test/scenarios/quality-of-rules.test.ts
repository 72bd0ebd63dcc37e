/** How good a rule was is counted in the commit in which its alert fired or was over: whatever dies, each episode counts once. */
import {
  DEFAULT_POLICY,
  type KpiRule,
  NO_QUALITY,
  type OperatorEvent,
  type RuleQuality,
  unconfiguredSite,
} from "@floorwalker/domain";
import { qualityOfRow, qualityPrefix } from "@floorwalker/stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { T0, tell } from "../support/src/tell.ts";

const at = (seconds: number): number => T0 + seconds * 1000;
const RULE: KpiRule = {
  kind: "kpi",
  id: "many-wait",
  default: false,
  kpi: "waiting",
  queue: "sales",
  channel: "call",
  window: "15m",
  direction: "above",
  limit: 0,
  clear: 0,
  holdForMs: 5_000,
  minimumSample: 0,
  severity: "critical",
  receivers: ["floor"],
  escalation: [{ afterMs: 120_000, receivers: ["lead"] }],
};
const SALES = {
  ...DEFAULT_POLICY.call,
  queue: "sales",
  channel: "call",
  title: "Sales",
  policy: null,
  target: 0,
} as const;
const site = { ...unconfiguredSite("here"), zone: "Europe/Warsaw", queues: [SALES], rules: [RULE] };

/** Somebody waits from then on for so long; in the end somebody may have taken it, so long after it fired. */
interface Episode {
  readonly from: number;
  readonly lasts: number;
  readonly takenAfter: number | null;
}

function lived(episodes: readonly Episode[], crashes: readonly boolean[] = []): PureOwner {
  const owner = new PureOwner({ sites: [site] });
  const moments: [number, (now: number) => void][] = episodes.flatMap(({ from, lasts, takenAfter }, index) => {
    const about = { contact: `c${index}` };
    const take = (now: number): void => {
      const event: OperatorEvent = {
        id: `ack${index}`,
        type: "cc.operator.acknowledged",
        time: now,
        site: "here",
        alert: "alert:here:many-wait:sales:call",
        episode: at(from),
        by: "Ana",
      };
      owner.operate([event], now);
    };
    return [
      [from, (now) => owner.commit([tell(from, "contact.queued", about)], now)],
      [from + 5, (now) => owner.tick(now)],
      ...(takenAfter === null ? [] : [[from + 5 + takenAfter, take] as [number, (now: number) => void]]),
      [from + lasts, (now) => owner.commit([tell(from + lasts, "contact.abandoned", about)], now)],
    ];
  });
  for (const [index, [moment, happen]] of moments.sort(([a], [b]) => a - b).entries()) {
    happen(at(moment));
    if (crashes[index % Math.max(1, crashes.length)] === true) owner.crash();
  }
  return owner;
}

function qualityOf(owner: PureOwner): RuleQuality {
  const rows = [...owner.rows].filter(([key]) => key.startsWith(qualityPrefix("here")));
  const [row] = rows.map(([key, value]) => qualityOfRow(key, value)).filter(({ rule }) => rule === RULE.id);
  return row?.quality ?? NO_QUALITY;
}

test("an episode is taken in time or late, rings again at once, is short, and is cared for by nobody", () => {
  const owner = lived([
    { from: 0, lasts: 400, takenAfter: 60 },
    { from: 500, lasts: 400, takenAfter: 130 },
    { from: 3_000, lasts: 30, takenAfter: null },
    // Over before it was held.
    { from: 9_000, lasts: 4, takenAfter: null },
  ]);
  expect(qualityOf(owner)).toEqual({
    fired: 3,
    flapped: 1,
    over: 3,
    short: 1,
    taken: 2,
    takenInTime: 1,
    nobodyCared: 1,
    firingMs: 395_000 + 395_000 + 25_000,
  });
});

test("it counts by the site's day, on the day on which it fired", () => {
  const midnight = (23 - 10) * 3_600;
  const owner = lived([{ from: midnight + 3_590, lasts: 60, takenAfter: null }]);
  const days = [...owner.rows].filter(([key]) => key.startsWith(qualityPrefix("here")));
  expect(days.map(([key, value]) => qualityOfRow(key, value))).toMatchObject([
    { day: T0 / 86_400_000 - 9 / 24, quality: { fired: 1, over: 1 } },
  ]);
});

test("whoever dies, and however often, the counts are those of an owner that lived on", () => {
  const episode = fc.record({
    pause: fc.integer({ min: 6, max: 2_000 }),
    lasts: fc.integer({ min: 1, max: 900 }),
    takenAfter: fc.option(fc.integer({ min: 1, max: 300 })),
  });
  let fired = 0;
  fc.assert(
    fc.property(
      fc.array(episode, { minLength: 1, maxLength: 5 }),
      fc.array(fc.boolean(), { minLength: 1 }),
      (all, crashes) => {
        let begin = 0;
        const episodes = all.map(({ pause, lasts, takenAfter }) => {
          begin += pause;
          const from = begin;
          begin += lasts;
          return { from, lasts, takenAfter: takenAfter !== null && takenAfter + 5 < lasts ? takenAfter : null };
        });
        const counted = qualityOf(lived(episodes));
        fired += counted.fired;
        expect(qualityOf(lived(episodes, crashes))).toEqual(counted);
      },
    ),
    { numRuns: 40, endOnFailure: true },
  );
  expect(fired).toBeGreaterThan(10);
});
