/**
 * What people do with alerts comes through the log into the owner's commit: whatever dies and whatever is read again, it is done once,
 * each message goes out once, and what was meant for one episode never reaches the next.
 */
import {
  Calendar,
  DEFAULT_POLICY,
  type KpiRule,
  NOTHING_SPECIAL,
  type OperatorEvent,
  type OperatorType,
  unconfiguredSite,
} from "@floorwalker/domain";
import {
  type AlertNotification,
  type AlertRow,
  alertRowSchema,
  readAlertNotification,
} from "@floorwalker/protocol/alerts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { T0, tell } from "../support/src/tell.ts";

const at = (seconds: number): number => T0 + seconds * 1000;
const MINUTE = 60;
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
  holdForMs: 0,
  minimumSample: 0,
  severity: "critical",
  receivers: ["floor"],
  escalation: [{ afterMs: 5 * MINUTE * 1000, receivers: ["lead"] }],
  remindEveryMs: 10 * MINUTE * 1000,
};
const ALERT = "alert:here:many-wait:sales:call";

const SALES = {
  ...DEFAULT_POLICY.call,
  queue: "sales",
  channel: "call",
  title: "Sales",
  policy: null,
  target: 0,
} as const;
const owned = (over: Partial<KpiRule> = {}): PureOwner =>
  new PureOwner({
    withViews: true,
    sites: [
      {
        ...unconfiguredSite("here"),
        queues: [SALES],
        rules: [{ ...RULE, ...over }],
        sources: [{ source: "/acd", silentAfterMs: null }],
      },
    ],
  });
const act = (seconds: number, type: string, over: Partial<OperatorEvent> = {}): OperatorEvent => ({
  id: `${type}@${seconds}`,
  type: `cc.operator.${type}` as OperatorType,
  time: at(seconds),
  site: "here",
  alert: ALERT,
  episode: at(0),
  by: "Ana",
  ...over,
});
const messages = (owner: PureOwner): AlertNotification[] => owner.outbox.map((text) => readAlertNotification(text)!);
const told = (owner: PureOwner): string[] =>
  messages(owner).map(
    ({ state, step, reminder, at: when, receivers }) =>
      `${(when - T0) / 1000} ${state} ${step} ${reminder} ${receivers.join("+")}`,
  );
const row = (owner: PureOwner): AlertRow => alertRowSchema.parse(JSON.parse(owner.views.get(ALERT)!));
/** One caller waits from the start on. */
const waiting = (owner: PureOwner): PureOwner => owner.commit([tell(0, "contact.queued")], at(0));
const answered = (seconds: number) => tell(seconds, "contact.answered", { agent: "a1" });

describe("an alert that fires", () => {
  test("that nobody takes goes to the next receivers, and is told again to all of them", () => {
    const owner = waiting(owned());
    for (let minute = 1; minute <= 16; minute++) owner.tick(at(minute * MINUTE));
    owner.commit([answered(17 * MINUTE)], at(17 * MINUTE));
    expect(told(owner)).toEqual([
      "0 firing 0 0 floor",
      "300 firing 1 0 lead",
      "900 firing 1 1 floor+lead",
      "1020 resolved 0 0 floor+lead",
    ]);
    expect(new Set(messages(owner).map(({ key }) => key)).size).toBe(4);
  });

  test("is the one's who acknowledged it, with what was noted; no step comes, and the end is told with its owner", () => {
    const owner = waiting(owned());
    const note = act(61, "noted", { by: "Bo", text: "two are on their way" });
    owner.operate([act(60, "acknowledged"), note], at(62));
    expect(row(owner)).toMatchObject({
      state: "firing",
      owner: "Ana",
      ownedSince: at(60),
      notes: JSON.stringify([{ by: "Bo", at: at(61), text: "two are on their way" }]),
    });
    owner.tick(at(20 * MINUTE)).commit([answered(21 * MINUTE)], at(21 * MINUTE));
    expect(told(owner)).toEqual(["0 firing 0 0 floor", "1200 acknowledged 0 0 floor", "1260 resolved 0 0 floor"]);
    expect(
      messages(owner)
        .slice(1)
        .map((message) => message.owner),
    ).toEqual(["Ana", "Ana"]);
    expect(row(owner)).toMatchObject({ state: "resolved", owner: "Ana" });
  });

  test("that was taken by mistake and given back within ten seconds escalates as if it had not been", () => {
    const owner = waiting(owned());
    owner.operate([act(60, "acknowledged")], at(60));
    owner.operate([act(65, "undone", { undoes: "acknowledged@60" })], at(65));
    expect(row(owner).owner).toBeNull();
    owner.tick(at(5 * MINUTE));
    expect(told(owner)).toEqual(["0 firing 0 0 floor", "300 firing 1 0 lead"]);
  });

  test("that is given back is told at once to whom it is due", () => {
    const owner = waiting(owned());
    owner.operate([act(298, "acknowledged")], at(298)).tick(at(300));
    owner.operate([act(305, "undone", { undoes: "acknowledged@298" })], at(305));
    expect(told(owner)).toEqual(["0 firing 0 0 floor", "305 firing 1 0 lead"]);
  });

  test("that was snoozed is told when that is over, or never when it was over before", () => {
    const owner = waiting(owned());
    owner.operate([act(10, "snoozed", { until: at(8 * MINUTE) })], at(10));
    expect(row(owner)).toMatchObject({ snoozedUntil: at(8 * MINUTE), snoozedBy: "Ana" });
    owner.tick(at(7 * MINUTE)).tick(at(8 * MINUTE));
    expect(told(owner)).toEqual([
      "0 firing 0 0 floor",
      "420 snoozed 0 0 floor",
      "480 firing 1 0 lead",
      "480 firing 0 1 floor",
    ]);
    const calm = waiting(owned());
    calm.operate([act(10, "snoozed", { until: at(8 * MINUTE) })], at(10)).commit([answered(20)], at(20));
    calm.commit([tell(60, "contact.queued", { contact: "c2" })], at(60));
    expect(told(calm)).toEqual(["0 firing 0 0 floor", "20 resolved 0 0 floor"]);
    expect(row(calm)).toMatchObject({ state: "firing", since: at(60), snoozedUntil: at(8 * MINUTE), owner: null });
    calm.crash().tick(at(8 * MINUTE));
    expect(told(calm).slice(2)).toEqual(["480 firing 0 0 floor", "480 firing 1 0 lead"]);
  });
});

test("what was meant for an episode that is over, for another alert, or comes twice, changes nothing", () => {
  const owner = waiting(owned());
  owner.operate([act(5, "acknowledged"), act(5, "acknowledged")], at(5)).commit([answered(20)], at(20));
  owner.commit([tell(60, "contact.queued", { contact: "c2" })], at(60));
  const wrong = [act(61, "acknowledged"), act(61, "acknowledged", { alert: "alert:here:none:site" })];
  owner.operate([...wrong, act(61, "acknowledged", { site: "nowhere" })], at(61));
  expect(row(owner)).toMatchObject({ since: at(60), owner: null });
  expect(owner.outcomes).toMatchObject({ duplicate: 1, noEffect: 3 });
});

test("an alert that an older program stored as firing was told to its receivers, and goes on from there", () => {
  const owner = waiting(owned());
  const [key] = [...owner.rows.keys()].filter((name) => name.includes("many-wait"));
  const old = [{ kind: "firing", value: 1, since: at(0), firedAt: at(0) }, null];
  owner.rows.set(key!, Uint8Array.from([1, ...new TextEncoder().encode(JSON.stringify(old))]));
  owner.crash().operate([act(5, "acknowledged")], at(5));
  owner.tick(at(6 * MINUTE)).commit([answered(7 * MINUTE)], at(7 * MINUTE));
  expect(told(owner)).toEqual(["0 firing 0 0 floor", "360 acknowledged 0 0 floor", "420 resolved 0 0 floor"]);
});

describe("whatever dies and is read again", () => {
  type Step = { readonly at: number } & (
    | { readonly call: ReturnType<typeof tell> }
    | { readonly act: OperatorEvent | null }
  );

  const anyAction = fc.record({
    seconds: fc.integer({ min: 1, max: 1_500 }),
    type: fc.constantFrom("acknowledged", "snoozed", "handedOver", "noted", "undone"),
    by: fc.constantFrom("Ana", "Bo"),
    n: fc.nat(5),
  });
  const stories = fc
    .record({
      acts: fc.array(anyAction, { maxLength: 8 }),
      waits: fc.array(fc.tuple(fc.nat(1_200), fc.integer({ min: 1, max: 400 })), { minLength: 1, maxLength: 4 }),
    })
    .map(({ acts, waits }): Step[] => {
      const calls = waits.flatMap(([from, wait], n) => [
        { at: from, call: tell(from, "contact.queued", { contact: `c${n}` }) },
        { at: from + wait, call: tell(from + wait, "contact.answered", { contact: `c${n}`, agent: "a1" }) },
      ]);
      const done = acts.map(({ seconds, type, by, n }) => {
        const more = { until: at(seconds + 300), to: "Cy", text: "!", undoes: `e${n}` };
        const { undoes, ...others } = more;
        const over = { id: `e${n}`, by, ...(type === "undone" ? { undoes, id: `u${n}` } : others) };
        return { at: seconds, act: act(seconds, type, over) };
      });
      const ticks = Array.from({ length: 30 }, (_, minute) => ({ at: minute * MINUTE, act: null }));
      return [...calls, ...done, ...ticks].sort((a, b) => a.at - b.at);
    });

  /** Actions name the episode that the board shows. */
  function play(steps: readonly Step[], crashes: ReadonlySet<number>, replays: boolean): PureOwner {
    const owner = owned();
    const log: Step[] = [];
    steps.forEach((step, index) => {
      const shown = owner.views.get(ALERT);
      const episode = shown === undefined ? at(0) : (JSON.parse(shown) as { since: number }).since;
      const meant = "act" in step && step.act !== null ? { ...step, act: { ...step.act, episode } } : step;
      log.push(meant);
      apply(owner, meant, at(step.at));
      if (!crashes.has(index)) return;
      owner.crash();
      // A successor may read anew what its predecessor had taken in.
      if (replays) for (const again of log.slice(-3)) apply(owner, again, at(step.at));
    });
    return owner;
  }

  function apply(owner: PureOwner, step: Step, now: number): void {
    if ("call" in step) owner.commit([step.call], now);
    else owner.operate(step.act === null ? [] : [step.act], now);
  }

  test("everybody is told the same, each message once, and the alert stands as without it", () => {
    fc.assert(
      fc.property(stories, fc.array(fc.nat(60)), fc.boolean(), (steps, crashes, replays) => {
        const calm = play(steps, new Set(), false);
        const torn = play(steps, new Set(crashes), replays);
        expect(torn.outbox).toEqual(calm.outbox);
        // What was counted of an alert that is over is as of its last judgement, and no part of it.
        expect({ ...row(torn), sample: null }).toEqual({ ...row(calm), sample: null });
        expect(new Set(messages(torn).map(({ key }) => key)).size).toBe(torn.outbox.length);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });
});

test("outside of its schedule a rule judges nothing, and what fires is over; when it opens again it is judged anew", () => {
  // Closed from a quarter of an hour after the start for half an hour, every day.
  const begin = (T0 / 60_000) % 1_440;
  const weekly = Array.from({ length: 7 }, () => [
    { from: 0, to: begin + 15 },
    { from: begin + 45, to: 1_440 },
  ]);
  const schedule = new Calendar({ id: "desk", zone: "UTC", weekly, special: NOTHING_SPECIAL });
  const owner = waiting(owned({ schedule, escalation: [], remindEveryMs: Number.POSITIVE_INFINITY }));
  owner.tick(at(14 * MINUTE)).crash();
  // Nothing happens at these moments but that it closes, and opens.
  owner
    .tick(at(15 * MINUTE))
    .tick(at(30 * MINUTE))
    .crash();
  owner.tick(at(45 * MINUTE));
  expect(told(owner)).toEqual(["0 firing 0 0 floor", "900 resolved 0 0 floor", "2700 firing 0 0 floor"]);
});
