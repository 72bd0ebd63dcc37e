/** Sites whose policies change while things happen: thresholds, short-abandon limits, formulas, attribution, targets. */
import { type QueueChange, SERVICE_LEVEL_POLICIES, type SiteChange, type SiteConfig } from "@floorwalker/domain";
import fc from "fast-check";
import { BEGIN, SECOND, SITE } from "./site.ts";

/** Sometimes none: then the key is left out. */
const maybe = <V>(value: fc.Arbitrary<V>) => fc.option(value, { nil: undefined });
/** Most contacts live within three hours; in the second in which they do things, and between seconds. */
const from = fc.nat(3 * 3600 * 2).map((halves) => BEGIN + (halves * SECOND) / 2);
const policy = maybe(fc.constantFrom(...SERVICE_LEVEL_POLICIES));
const attribution = maybe(fc.constantFrom("outcome" as const, "offered" as const));

const queueChange = fc.record({
  from,
  thresholdMs: maybe(fc.constantFrom(0, 10, 40, 600).map((seconds) => seconds * SECOND)),
  shortAbandonMs: maybe(fc.constantFrom(-1, 0, 2 * SECOND, 30 * SECOND)),
  policy,
  target: maybe(fc.constantFrom(0.5, 0.95)),
});
const lowScore = maybe(fc.constantFrom(1, 3, 4.5));
const firstContactMs = maybe(fc.constantFrom(10 * SECOND, 1_800 * SECOND, 2 * 3600 * SECOND));
const siteChange = fc.record({ from, policy, attribution, lowScore, firstContactMs });

const inOrder = <C extends { readonly from: number }>(change: fc.Arbitrary<C>): fc.Arbitrary<readonly C[]> =>
  fc
    .uniqueArray(change, { maxLength: 2, selector: (each) => each.from })
    .map((changes) =>
      changes
        .sort((a, b) => a.from - b.from)
        .map(
          (each) => Object.fromEntries(Object.entries(each).filter(([, value]) => value !== undefined)) as unknown as C,
        ),
    );

/** Half of them change nothing. */
export const changing: fc.Arbitrary<SiteConfig> = fc.oneof(
  fc.constant(SITE),
  fc
    .record({
      changes: inOrder<SiteChange>(siteChange as fc.Arbitrary<SiteChange>),
      ofQueues: fc.array(inOrder<QueueChange>(queueChange as fc.Arbitrary<QueueChange>), {
        minLength: SITE.queues.length,
        maxLength: SITE.queues.length,
      }),
      followers: fc.array(fc.boolean(), { minLength: SITE.queues.length, maxLength: SITE.queues.length }),
    })
    .map(({ changes, ofQueues, followers }) => ({
      ...SITE,
      changes,
      queues: SITE.queues.map((queue, index) => ({
        ...queue,
        policy: followers[index] ? null : queue.policy,
        changes: ofQueues[index]!,
      })),
    })),
);
