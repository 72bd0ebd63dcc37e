import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type KpiAlertInput, type KpiRule, stepKpiAlert } from "../../src/alert/kpi-alert.ts";
import { type SourceRule, stepSourceAlert } from "../../src/alert/source-alert.ts";
import { type AlertState, INACTIVE } from "../../src/alert/step-alert.ts";

/** The numbers are of now, unless a test says otherwise. */
type Input = Omit<KpiAlertInput, "stale">;
const stepAlert = (rule: KpiRule, state: AlertState, input: Input) =>
  stepKpiAlert(rule, state, { ...input, stale: false });

const MINUTE = 60_000;
const NOW = Date.parse("2026-11-21T09:00:00Z");

/** Longest wait now above 120 s for a minute; over at 60 s. */
const LONG_WAIT: KpiRule = {
  kind: "kpi",
  default: false,
  id: "long-wait",
  kpi: "longestWaitNow",
  queue: "sales",
  channel: "call",
  window: "15m",
  direction: "above",
  limit: 120,
  clear: 60,
  holdForMs: MINUTE,
  minimumSample: 5,
  severity: "warning",
  receivers: [],
};

/** The mirror: service level below 70 %, over at 80 %. */
const LOW_SERVICE_LEVEL: KpiRule = {
  ...LONG_WAIT,
  id: "low-sl",
  kpi: "serviceLevel",
  direction: "below",
  limit: 0.7,
  clear: 0.8,
};

const VALUES = {
  beyond: { above: 121, below: 0.69 },
  "at the limit": { above: 120, below: 0.7 },
  between: { above: 90, below: 0.75 },
  "at clear": { above: 60, below: 0.8 },
  good: { above: 10, below: 0.95 },
} as const;

type InputName = keyof typeof VALUES | "null" | "beyond, few" | "good, few";

const STATES = {
  inactive: INACTIVE,
  "just pending": { kind: "pending", value: null, since: NOW - 1 },
  "long pending": { kind: "pending", value: null, since: NOW - MINUTE },
  firing: { kind: "firing", value: null, since: NOW - 2 * MINUTE, firedAt: NOW - MINUTE },
} as const satisfies Record<string, AlertState>;

type Outcome = "inactive" | "pending" | "fires" | "firing" | "resolves";

const TABLE: Record<keyof typeof STATES, Record<InputName, Outcome>> = {
  inactive: {
    beyond: "pending",
    "at the limit": "inactive",
    between: "inactive",
    "at clear": "inactive",
    good: "inactive",
    null: "inactive",
    "beyond, few": "inactive",
    "good, few": "inactive",
  },
  "just pending": {
    beyond: "pending",
    "at the limit": "inactive",
    between: "inactive",
    "at clear": "inactive",
    good: "inactive",
    null: "inactive",
    "beyond, few": "inactive",
    "good, few": "inactive",
  },
  "long pending": {
    beyond: "fires",
    "at the limit": "inactive",
    between: "inactive",
    "at clear": "inactive",
    good: "inactive",
    null: "inactive",
    "beyond, few": "inactive",
    "good, few": "inactive",
  },
  firing: {
    beyond: "firing",
    "at the limit": "firing",
    between: "firing",
    "at clear": "resolves",
    good: "resolves",
    null: "firing",
    "beyond, few": "firing",
    "good, few": "firing",
  },
};

function inputOf(name: InputName, direction: "above" | "below"): Input {
  if (name === "null") return { value: null, sample: 100, now: NOW };
  const few = name.endsWith(", few");
  return { value: VALUES[name.replace(", few", "") as keyof typeof VALUES][direction], sample: few ? 4 : 5, now: NOW };
}

const cases = [LONG_WAIT, LOW_SERVICE_LEVEL].flatMap((rule) =>
  (Object.keys(STATES) as (keyof typeof STATES)[]).flatMap((from) =>
    (Object.entries(TABLE[from]) as [InputName, Outcome][]).map(([input, outcome]) => ({ rule, from, input, outcome })),
  ),
);

describe("the table", () => {
  test.each(cases)(
    "$rule.direction its limit: $from, value $input → $outcome",
    ({ rule, from, input: name, outcome }) => {
      const state: AlertState = STATES[from];
      const input = inputOf(name, rule.direction);
      const judged = input.sample < rule.minimumSample ? null : input.value;
      const since = state.kind === "inactive" ? NOW : state.since;
      const expected = {
        inactive: { state: { kind: "inactive", value: judged }, transition: null, episodeStart: null, dueAt: null },
        pending: {
          state: { kind: "pending", value: judged, since },
          transition: null,
          episodeStart: null,
          dueAt: since + MINUTE,
        },
        fires: {
          state: { kind: "firing", value: judged, since, firedAt: NOW },
          transition: "firing",
          episodeStart: since,
          dueAt: null,
        },
        firing: { state: { ...state, value: judged }, transition: null, episodeStart: null, dueAt: null },
        resolves: {
          state: { kind: "inactive", value: judged },
          transition: "resolved",
          episodeStart: since,
          dueAt: null,
        },
      }[outcome];
      expect(stepAlert(rule, state, input)).toEqual(expected);
    },
  );
});

test("without a hold-for the alert fires in the evaluation that sees the breach", () => {
  const step = stepAlert({ ...LONG_WAIT, holdForMs: 0 }, INACTIVE, {
    value: 300,
    sample: 9,
    now: NOW,
  });
  expect(step).toEqual({
    state: { kind: "firing", value: 300, since: NOW, firedAt: NOW },
    transition: "firing",
    episodeStart: NOW,
    dueAt: null,
  });
});

test("evaluated again when its hold-for runs out, a breach that nothing changed fires", () => {
  const breach = { value: 300, sample: 9 };
  const pending = stepAlert(LONG_WAIT, INACTIVE, { ...breach, now: NOW });
  expect(stepAlert(LONG_WAIT, pending.state, { ...breach, now: pending.dueAt! - 1 }).transition).toBeNull();
  expect(stepAlert(LONG_WAIT, pending.state, { ...breach, now: pending.dueAt! }).transition).toBe("firing");
});

test("a hold-for that configuration shortens meanwhile counts from the same start", () => {
  const pending = stepAlert(LONG_WAIT, INACTIVE, { value: 300, sample: 9, now: NOW });
  const step = stepAlert({ ...LONG_WAIT, holdForMs: 10_000 }, pending.state, {
    value: 300,
    sample: 9,
    now: NOW + 10_000,
  });
  expect(step.transition).toBe("firing");
  expect(step.episodeStart).toBe(NOW);
});

test("a breach that pauses during its hold-for begins a new one", () => {
  const values = [300, 100, 300];
  const steps = run(
    LONG_WAIT,
    values.map((value, i) => ({ value, sample: 9, now: NOW + i * 40_000 })),
  );
  expect(steps.map((s) => s.state.kind)).toEqual(["pending", "inactive", "pending"]);
  expect(steps[2]!.dueAt).toBe(NOW + 80_000 + MINUTE);
});

test("clear and limit may be equal: at the limit is already good", () => {
  const rule = { ...LONG_WAIT, clear: LONG_WAIT.limit };
  expect(stepAlert(rule, STATES.firing, { value: 120, sample: 9, now: NOW }).transition).toBe("resolved");
});

test("a clear level on the wrong side of the limit resolves nothing that would fire again at once", () => {
  const rule = { ...LONG_WAIT, clear: 500 };
  expect(stepAlert(rule, STATES.firing, { value: 300, sample: 9, now: NOW }).transition).toBeNull();
  expect(stepAlert(rule, STATES.firing, { value: 120, sample: 9, now: NOW }).transition).toBe("resolved");
});

const anyValue = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 0, max: 240 }),
  fc.constantFrom(59, 60, 61, 119, 120, 121),
);
const inputs = fc
  .array(
    fc.record({ value: anyValue, sample: fc.integer({ min: 3, max: 8 }), after: fc.integer({ min: 0, max: 50_000 }) }),
    { maxLength: 60 },
  )
  .map((steps) => {
    let now = NOW;
    return steps.map(({ value, sample, after }): Input => {
      now += after;
      return { value, sample, now };
    });
  });
const anyRule = fc.record({ holdForMs: fc.constantFrom(0, 1, MINUTE), above: fc.boolean() }).map(
  ({ holdForMs, above }): KpiRule => ({
    ...LONG_WAIT,
    holdForMs,
    ...(above ? {} : { direction: "below", limit: 60, clear: 120 }),
  }),
);

function run(rule: KpiRule, all: readonly Input[], from: AlertState = INACTIVE) {
  let state = from;
  return all.map((input) => {
    const step = stepAlert(rule, state, input);
    state = step.state;
    return step;
  });
}

describe("whatever the values do", () => {
  test("firing and resolved alternate, beginning with firing, and belong to the same episode in pairs", () => {
    let fired = 0;
    fc.assert(
      fc.property(anyRule, inputs, (rule, all) => {
        const told = run(rule, all).filter((s) => s.transition !== null);
        fired += told.length;
        expect(told.map((s) => s.transition)).toEqual(told.map((_, i) => (i % 2 === 0 ? "firing" : "resolved")));
        for (let i = 1; i < told.length; i += 2) expect(told[i]!.episodeStart).toBe(told[i - 1]!.episodeStart);
        const starts = told.filter((s) => s.transition === "firing").map((s) => s.episodeStart);
        // An episode that resolves and breaches again within one millisecond would share its key.
        expect(starts).toEqual(starts.toSorted((a, b) => a! - b!));
      }),
      { numRuns: 500 },
    );
    expect(fired).toBeGreaterThan(20);
  });

  test("between clear and limit nothing is ever told, in whatever state the alert was", () => {
    const between = fc.array(fc.integer({ min: 61, max: 120 }), { maxLength: 30 });
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(STATES)), between, (from, values) => {
        const all = values.map((value, i) => ({ value, sample: 9, now: NOW + i * MINUTE }));
        expect(run(LONG_WAIT, all, from).filter((s) => s.transition !== null)).toEqual([]);
      }),
    );
  });

  test("nothing fires before it was beyond the limit for the whole hold-for", () => {
    fc.assert(
      fc.property(anyRule, inputs, (rule, all) => {
        run(rule, all).forEach((step, i) => {
          if (step.state.kind !== "firing") return;
          const { since, firedAt } = step.state;
          expect(firedAt - since).toBeGreaterThanOrEqual(rule.holdForMs);
          expect(firedAt).toBeLessThanOrEqual(all[i]!.now);
          for (const input of all.filter((x) => x.now > since && x.now < firedAt)) {
            expect(input.sample >= rule.minimumSample && input.value !== null).toBe(true);
            expect(rule.direction === "above" ? input.value! > rule.limit : input.value! < rule.limit).toBe(true);
          }
        });
      }),
    );
  });

  test("an evaluation repeated with the same input at the same time tells nothing twice and ends in the same state", () => {
    fc.assert(
      fc.property(anyRule, inputs, (rule, all) => {
        for (const [i, step] of run(rule, all).entries()) {
          const again = stepAlert(rule, step.state, all[i]!);
          expect(again.state).toEqual(step.state);
          expect(again.transition).toBeNull();
        }
      }),
    );
  });

  test("equal inputs give equal steps, also after the state went through the store as JSON", () => {
    fc.assert(
      fc.property(anyRule, inputs, (rule, all) => {
        let state: AlertState = INACTIVE;
        for (const [i, step] of run(rule, all).entries()) {
          const restored = JSON.parse(JSON.stringify(state)) as AlertState;
          expect(stepAlert(rule, restored, all[i]!)).toEqual(step);
          state = step.state;
        }
      }),
    );
  });

  test("a timer is due exactly while pending, and never in the past", () => {
    fc.assert(
      fc.property(anyRule, inputs, (rule, all) => {
        for (const [i, step] of run(rule, all).entries()) {
          expect(step.dueAt !== null).toBe(step.state.kind === "pending");
          if (step.dueAt !== null) expect(step.dueAt).toBeGreaterThan(all[i]!.now);
        }
      }),
    );
  });
});

describe("on numbers whose source is silent", () => {
  test.each(["beyond", "good"] as const)("nothing starts and nothing ends, value %s", (name) => {
    for (const [from, state] of Object.entries(STATES)) {
      const step = stepKpiAlert(LONG_WAIT, state, { ...inputOf(name, "above"), stale: true });
      expect(step.transition, from).toBeNull();
      expect(step.state.kind, from).toBe(from === "firing" ? "firing" : "inactive");
    }
  });

  test("what is firing keeps the value it was told with", () => {
    const firing: AlertState = { ...STATES.firing, value: 130 };
    expect(stepKpiAlert(LONG_WAIT, firing, { value: 300, sample: 9, stale: true, now: NOW }).state).toEqual(firing);
  });
});

describe("a source", () => {
  const RULE: SourceRule = {
    kind: "source",
    id: "silent",
    default: true,
    source: "/acd",
    holdForMs: MINUTE,
    severity: "warning",
    receivers: [],
  };

  test("that is silent fires after the hold-for, and resolves when it is heard again", () => {
    let state: AlertState = INACTIVE;
    const told = [
      [true, 0],
      [true, MINUTE - 1],
      [true, MINUTE],
      [true, 2 * MINUTE],
      [false, 3 * MINUTE],
    ].map(([silent, after]) => {
      const step = stepSourceAlert(RULE, state, {
        silent: silent === true,
        lastHeardAt: NOW,
        now: NOW + (after as number),
      });
      state = step.state;
      return step.transition;
    });
    expect(told).toEqual([null, null, "firing", null, "resolved"]);
  });

  test("that speaks before the hold-for is over was never missed", () => {
    const pending = stepSourceAlert(RULE, INACTIVE, { silent: true, lastHeardAt: NOW, now: NOW });
    const heard = stepSourceAlert(RULE, pending.state, { silent: false, lastHeardAt: NOW + 1, now: NOW + 1 });
    expect(heard.state.kind).toBe("inactive");
    expect(heard.transition).toBeNull();
  });
});

describe("conditions joined by and", () => {
  const MANY: KpiRule = { ...LONG_WAIT, kpi: "waiting", limit: 3, clear: 1, holdForMs: 0, minimumSample: 0 };
  const rule: KpiRule = { ...LONG_WAIT, holdForMs: 0, also: [MANY] };
  const step = (state: AlertState, value: number | null, other: number | null) =>
    stepKpiAlert(rule, state, { value, sample: 9, also: [{ value: other, sample: 0 }], stale: false, now: NOW });

  test("fire when all are beyond, and are over when one is clear, whatever is unknown of the others", () => {
    const values = [null, 10, 90, 130] as const;
    const others = [null, 0, 2, 4] as const;
    for (const value of values)
      for (const other of others) {
        const isBeyond = value === 130 && other === 4;
        const isClear = value === 10 || other === 0;
        expect(step(INACTIVE, value, other).transition).toBe(isBeyond ? "firing" : null);
        expect(step(STATES.firing, value, other).transition).toBe(isClear ? "resolved" : null);
      }
  });

  test("that are none are the rule alone", () => {
    fc.assert(
      fc.property(anyRule, inputs, (alone, all) => {
        let state: AlertState = INACTIVE;
        for (const input of all) {
          const given = { ...input, stale: false };
          expect(stepKpiAlert({ ...alone, also: [] }, state, { ...given, also: [] })).toEqual(
            stepAlert(alone, state, input),
          );
          state = stepAlert(alone, state, input).state;
        }
      }),
    );
  });
});
