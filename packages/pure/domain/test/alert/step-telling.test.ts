import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Handling, UNHANDLED } from "../../src/alert/handling.ts";
import { type AlertState, INACTIVE } from "../../src/alert/step-alert.ts";
import {
  type Message,
  stepTelling,
  type Telling,
  type TellingRule,
  TOLD_NOBODY,
} from "../../src/alert/step-telling.ts";
import { Calendar } from "../../src/calendar/calendar.ts";
import { NOTHING_SPECIAL } from "../../src/calendar/opening-hours.ts";

const MINUTE = 60_000;
const FIRED = 1_000_000;
const FIRING: AlertState = { kind: "firing", value: 0.5, since: FIRED - MINUTE, firedAt: FIRED };
const RULE: TellingRule = {
  receivers: ["floor"],
  escalation: [
    { afterMs: 5 * MINUTE, receivers: ["lead"] },
    { afterMs: 15 * MINUTE, receivers: ["lead", "head"] },
  ],
  remindEveryMs: 10 * MINUTE,
};
const owned = (owner: string): Handling => ({ ...UNHANDLED, owner, ownedSince: FIRED });
const snoozed = (minutes: number): Handling => ({
  ...UNHANDLED,
  snoozedUntil: FIRED + minutes * MINUTE,
  snoozedBy: "ana",
  snoozedSince: FIRED,
});

interface Moment {
  readonly minute: number;
  readonly handling?: Handling;
  readonly state?: AlertState;
}

function run(rule: TellingRule, moments: readonly Moment[]): (Message & { readonly minute: number })[] {
  let telling: Telling = TOLD_NOBODY;
  return moments.flatMap(({ minute, handling = UNHANDLED, state = FIRING }) => {
    const step = stepTelling(rule, telling, { state, handling, now: FIRED + minute * MINUTE });
    telling = step.telling;
    return step.messages.map((message) => ({ ...message, minute }));
  });
}
const minutes = (to: number): Moment[] => Array.from({ length: to + 1 }, (_, minute) => ({ minute }));
const told = (messages: ReturnType<typeof run>) =>
  messages.map(
    ({ minute, state, step, reminder, receivers }) => `${minute} ${state} ${step} ${reminder} ${receivers.join("+")}`,
  );

describe("an alert that nobody takes", () => {
  test("goes to the next receivers step by step, and again to all who were told, every so often", () => {
    expect(told(run(RULE, [...minutes(36), { minute: 37, state: INACTIVE }]))).toEqual([
      "0 firing 0 0 floor",
      "5 firing 1 0 lead",
      "15 firing 2 0 lead+head",
      "25 firing 2 1 floor+lead+head",
      "35 firing 2 2 floor+lead+head",
      "37 resolved 0 0 floor+lead+head",
    ]);
  });

  test("is told in time when somebody looks only at the moments told beforehand", () => {
    let telling: Telling = TOLD_NOBODY;
    const seen: string[] = [];
    for (let now = FIRED; now < FIRED + 40 * MINUTE; ) {
      const step = stepTelling(RULE, telling, { state: FIRING, handling: UNHANDLED, now });
      for (const { step: of, reminder } of step.messages) seen.push(`${(now - FIRED) / MINUTE} ${of} ${reminder}`);
      telling = step.telling;
      now = step.dueAt!;
    }
    expect(seen).toEqual(["0 0 0", "5 1 0", "15 2 0", "25 2 1", "35 2 2"]);
  });
});

test("who has it stops the steps; taken back, they go on", () => {
  const moments = minutes(20).map(({ minute }) => ({ minute, handling: minute < 10 ? owned("ana") : UNHANDLED }));
  expect(told(run(RULE, [{ minute: 0 }, ...moments]))).toEqual([
    "0 firing 0 0 floor",
    // Those who were told, and nobody else.
    "1 acknowledged 0 0 floor",
    "10 firing 1 0 lead",
    "15 firing 2 0 lead+head",
  ]);
});

test("who has it is told when it cannot be taken back any more, anew when it is somebody else, and so is who snoozed it until when", () => {
  const at = (second: number, handling: Handling) => ({ minute: second / 60, handling });
  const cy = { ...owned("cy"), ownedSince: FIRED + 30_000 };
  const moments = [
    at(0, UNHANDLED),
    at(9, owned("ana")),
    at(10, owned("ana")),
    at(20, owned("ana")),
    at(39, cy),
    at(40, cy),
  ];
  expect(run(RULE, moments).map(({ state, minute, reminder }) => [state, Math.round(60 * minute), reminder])).toEqual([
    ["firing", 0, 0],
    ["acknowledged", 10, 0],
    ["acknowledged", 40, 1],
  ]);
  const { telling } = stepTelling(RULE, TOLD_NOBODY, { state: FIRING, handling: UNHANDLED, now: FIRED });
  const step = (second: number) =>
    stepTelling(RULE, telling, { state: FIRING, handling: snoozed(3), now: FIRED + second * 1_000 });
  expect(step(5)).toMatchObject({ messages: [], dueAt: FIRED + 10_000 });
  expect(step(10).messages).toEqual([{ state: "snoozed", step: 0, reminder: 0, receivers: ["floor"] }]);
});

test("snoozed, nobody hears of it until then; who was told hears at once that it is over", () => {
  const moments = minutes(12).map(({ minute }) => ({ minute, handling: snoozed(8) }));
  expect(told(run(RULE, moments))).toEqual(["8 firing 0 0 floor", "8 firing 1 0 lead"]);
  expect(
    run(RULE, [
      { minute: 1, handling: snoozed(8) },
      { minute: 2, handling: snoozed(8), state: INACTIVE },
    ]),
  ).toEqual([]);
  const over = run(RULE, [{ minute: 0 }, { minute: 1, handling: snoozed(8), state: INACTIVE }]);
  expect(told(over)).toEqual(["0 firing 0 0 floor", "1 resolved 0 0 floor"]);
});

test("whoever heard that it is snoozed hears when that is over that it still fires, once, however few the steps; not when somebody has it", () => {
  const once = { receivers: ["floor"] };
  const from = (handling: Handling) => [
    { minute: 0 },
    ...minutes(30)
      .slice(1)
      .map(({ minute }) => ({ minute, handling })),
  ];
  expect(told(run(once, from(snoozed(8))))).toEqual([
    "0 firing 0 0 floor",
    "1 snoozed 0 0 floor",
    "8 firing 0 1 floor",
  ]);
  const late = minutes(20).map((moment) => ({ ...moment, handling: moment.minute < 1 ? UNHANDLED : snoozed(8) }));
  expect(told(run({ ...RULE, remindEveryMs: 12 * MINUTE }, late)).slice(2)).toEqual([
    "8 firing 1 0 lead",
    "8 firing 0 1 floor",
    "15 firing 2 0 lead+head",
  ]);
  expect(told(run(once, from({ ...snoozed(8), owner: "ana", ownedSince: FIRED })))).toEqual([
    "0 firing 0 0 floor",
    "1 acknowledged 0 0 floor",
  ]);
});

test("quiet over midnight ends by the clock on the wall, also in the night in which the clocks are changed", () => {
  const weekly = Array.from({ length: 7 }, () => [
    { from: 0, to: 6 * 60 },
    { from: 22 * 60, to: 1_440 },
  ]);
  const quiet = new Calendar({ id: "night", zone: "Europe/Warsaw", weekly, special: NOTHING_SPECIAL });
  for (const [fired, ends] of [
    ["2026-03-28T22:30:00Z", "2026-03-29T04:00:00Z"],
    ["2026-10-24T21:30:00Z", "2026-10-25T05:00:00Z"],
    ["2026-06-10T20:00:00Z", "2026-06-11T04:00:00Z"],
  ] as const) {
    const state: AlertState = { ...FIRING, firedAt: Date.parse(fired) };
    const step = (now: number) => stepTelling({ ...RULE, quiet }, TOLD_NOBODY, { state, handling: UNHANDLED, now });
    let now = state.firedAt;
    // Told to wait until midnight at first, it may be asked again then.
    for (let asked = 0; asked < 3 && now < Date.parse(ends); asked++) {
      expect(step(now).messages).toEqual([]);
      now = step(now).dueAt!;
    }
    expect(new Date(now).toISOString()).toBe(new Date(ends).toISOString());
    expect(step(now).messages[0]).toMatchObject({ state: "firing", receivers: ["floor"] });
    expect(step(now - 1).messages).toEqual([]);
  }
});

test("in quiet hours nobody hears of it until they are over", () => {
  const weekly = Array.from({ length: 7 }, () => [{ from: 0, to: 6 * 60 }]);
  const quiet = new Calendar({ id: "night", zone: "UTC", weekly, special: NOTHING_SPECIAL });
  const step = stepTelling({ ...RULE, quiet }, TOLD_NOBODY, { state: FIRING, handling: UNHANDLED, now: FIRED });
  expect(step).toMatchObject({ messages: [], dueAt: 6 * 60 * MINUTE });
});

describe("whatever happens", () => {
  const moment = fc.record({
    minute: fc.nat(60),
    handling: fc.constantFrom(UNHANDLED, owned("ana"), snoozed(20)),
    state: fc.constantFrom<AlertState>(FIRING, FIRING, FIRING, INACTIVE),
  });
  const moments = fc.array(moment, { maxLength: 30 }).map((all) => all.sort((a, b) => a.minute - b.minute));

  test("in one episode each step and each reminder comes once, and only who was told it fires is told it is over", () => {
    fc.assert(
      fc.property(moments, (all) => {
        let heard = new Set<string>();
        let keys = new Set<string>();
        for (const { state, step, reminder, receivers } of run(RULE, all)) {
          if (state === "resolved") {
            expect([...heard].sort()).toEqual([...receivers].sort());
            [heard, keys] = [new Set(), new Set()];
            continue;
          }
          const key = `${state} ${step} ${reminder}`;
          expect(keys).not.toContain(key);
          keys.add(key);
          for (const receiver of receivers) heard.add(receiver);
        }
      }),
    );
  });

  test("asked again at once nothing more is told, also after it went through the store as JSON", () => {
    fc.assert(
      fc.property(moments, (all) => {
        let telling: Telling = TOLD_NOBODY;
        for (const { minute, handling, state } of all) {
          const input = { state, handling, now: FIRED + minute * MINUTE };
          telling = JSON.parse(JSON.stringify(stepTelling(RULE, telling, input).telling)) as Telling;
          const again = stepTelling(RULE, telling, input);
          expect([again.messages, again.telling]).toEqual([[], telling]);
          if (again.dueAt !== null) expect(again.dueAt).toBeGreaterThan(input.now);
        }
      }),
    );
  });
});
