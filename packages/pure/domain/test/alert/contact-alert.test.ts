import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CONTACT_ALERT_MS,
  CONTACT_TROUBLES,
  type ContactRule,
  contactChangesAt,
  stepContactAlert,
} from "../../src/alert/contact-alert.ts";
import { type AlertState, INACTIVE } from "../../src/alert/step-alert.ts";

const LIMIT = 90_000;
const rule = (when: ContactRule["when"]): ContactRule => ({
  kind: "contact",
  id: when,
  default: false,
  when,
  limitMs: when === "waiting" ? LIMIT : 0,
  queue: null,
  channel: null,
  holdForMs: 0,
  severity: "critical",
  receivers: [],
});
const firing: AlertState = { kind: "firing", value: 0, since: LIMIT + 1, firedAt: LIMIT + 1 };

describe("a contact that waits", () => {
  test("fires past the limit and is over when it waits no more", () => {
    const input = { since: 0, stale: false, now: LIMIT };
    expect(stepContactAlert(rule("waiting"), INACTIVE, input).transition).toBeNull();
    expect(stepContactAlert(rule("waiting"), INACTIVE, { ...input, now: LIMIT + 1 }).transition).toBe("firing");
    const over = stepContactAlert(rule("waiting"), firing, { since: null, stale: false, now: 2 * LIMIT });
    expect(over).toMatchObject({ transition: "resolved", state: { value: 0 } });
  });

  test("nobody knows of while the source of its queue is silent", () => {
    const stale = { since: 0, stale: true, now: 9 * LIMIT };
    expect(stepContactAlert(rule("waiting"), INACTIVE, stale).transition).toBeNull();
    expect(stepContactAlert(rule("waiting"), firing, { ...stale, since: null }).state).toEqual(firing);
  });
});

describe.each(["lowScore", "escalated", "complaint"] as const)("%s", (when) => {
  test("fires at once, also with its source silent, and is over after a day or when it was not so", () => {
    const input = { since: 1_000, stale: true, now: 1_000 };
    expect(stepContactAlert(rule(when), INACTIVE, input).transition).toBe("firing");
    const state: AlertState = { kind: "firing", value: 1_000, since: 1_000, firedAt: 1_000 };
    const step = (since: number | null, now: number) =>
      stepContactAlert(rule(when), state, { since, stale: false, now }).transition;
    expect(step(1_000, 1_000 + CONTACT_ALERT_MS - 1)).toBeNull();
    expect(step(1_000, 1_000 + CONTACT_ALERT_MS)).toBe("resolved");
    expect(step(null, 2_000)).toBe("resolved");
  });

  test("of more than a day ago is told to nobody", () => {
    const old = { since: 0, stale: false, now: CONTACT_ALERT_MS };
    expect(stepContactAlert(rule(when), INACTIVE, old).state.kind).toBe("inactive");
  });
});

test("between two moments that are told beforehand time alone changes nothing", () => {
  const whens = fc.constantFrom(...CONTACT_TROUBLES);
  fc.assert(
    fc.property(whens, fc.nat(2 * CONTACT_ALERT_MS), fc.nat(2 * CONTACT_ALERT_MS), (when, since, after) => {
      const isBeyond = (now: number) =>
        stepContactAlert(rule(when), INACTIVE, { since, stale: false, now }).state.kind === "firing";
      const now = since + after;
      const next = contactChangesAt(rule(when), { since, stale: false, now });
      if (next !== null) expect(next).toBeGreaterThan(now);
      expect(isBeyond((next ?? now + 10 * CONTACT_ALERT_MS) - 1)).toBe(isBeyond(now));
      if (next !== null) expect(isBeyond(next)).toBe(!isBeyond(now));
    }),
  );
});
