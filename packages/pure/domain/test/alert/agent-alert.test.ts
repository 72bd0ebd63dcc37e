import fc from "fast-check";
import { expect, test } from "vitest";
import { type AgentAlertInput, type AgentRule, overLimitAt, stepAgentAlert } from "../../src/alert/agent-alert.ts";
import { type AlertState, INACTIVE } from "../../src/alert/step-alert.ts";

const LIMIT = 300_000;
const RULE: AgentRule = {
  kind: "agent",
  id: "long-pause",
  default: false,
  state: "paused",
  limitMs: LIMIT,
  team: null,
  holdForMs: 0,
  severity: "warning",
  receivers: [],
};
const paused = (since: number, now: number, stale = false): AgentAlertInput => ({ state: "paused", since, stale, now });

test("a pause fires when it is longer than the limit, not when it is as long, and says since when", () => {
  expect(stepAgentAlert(RULE, INACTIVE, paused(1_000, 1_000 + LIMIT)).transition).toBeNull();
  const step = stepAgentAlert(RULE, INACTIVE, paused(1_000, 1_001 + LIMIT));
  expect(step).toMatchObject({ transition: "firing", state: { kind: "firing", value: 1_000 } });
});

test("it is over when the agent does something else, also when he paused again at once", () => {
  const firing: AlertState = { kind: "firing", value: 1_000, since: LIMIT, firedAt: LIMIT };
  for (const input of [
    { state: "idle", since: 5, stale: false, now: 2 * LIMIT } as const,
    paused(2 * LIMIT - 1, 2 * LIMIT),
  ])
    expect(stepAgentAlert(RULE, firing, input)).toMatchObject({ transition: "resolved", state: { value: 1_000 } });
});

test("while his source is silent nothing starts and nothing ends", () => {
  const firing: AlertState = { kind: "firing", value: 1_000, since: LIMIT, firedAt: LIMIT };
  expect(stepAgentAlert(RULE, INACTIVE, paused(0, 9 * LIMIT, true)).transition).toBeNull();
  const quiet = stepAgentAlert(RULE, firing, { state: null, since: 0, stale: true, now: 9 * LIMIT });
  expect(quiet.state).toEqual(firing);
});

test("the moment told beforehand is the first at which it fires", () => {
  fc.assert(
    fc.property(fc.nat(10 * LIMIT), fc.nat(10 * LIMIT), (since, after) => {
      const now = since + after;
      const at = overLimitAt(RULE, paused(since, now));
      const fires = (moment: number) => stepAgentAlert(RULE, INACTIVE, paused(since, moment)).transition === "firing";
      expect(at === null).toBe(fires(now));
      if (at === null) return;
      expect(fires(at)).toBe(true);
      expect(fires(at - 1)).toBe(false);
    }),
  );
});
