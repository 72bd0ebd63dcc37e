/** An alert remembers the episodes that are over: how long each was, how bad it got, who had it; also through a restart. */
import { DEFAULT_POLICY, type KpiRule, kpiById, ruleDefaults, unconfiguredSite } from "@floorwalker/domain";
import { alertRowSchema } from "@floorwalker/protocol/alerts";
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
  limit: 1,
  ...ruleDefaults(kpiById("waiting")!, 1, "above"),
  clear: 0,
  holdForMs: 10_000,
  minimumSample: 0,
  severity: "critical",
  receivers: [],
};

test("the newest first, ten at most; what was only pending is none of them and hides none", () => {
  const queue = {
    ...DEFAULT_POLICY.call,
    queue: "sales",
    channel: "call",
    title: "Sales",
    policy: "answered-only",
    target: 0.8,
  } as const;
  const sites = [{ ...unconfiguredSite("here"), queues: [queue], rules: [RULE] }];
  const owner = new PureOwner({ withViews: true, sites });
  const shown = () => {
    const id = [...owner.views.keys()].find((name) => name.startsWith("alert:here:many-wait"));
    const row = alertRowSchema.parse(JSON.parse(owner.views.get(id!)!));
    return { ...row, past: row.past === null ? [] : (JSON.parse(row.past) as { since: number; at: number }[]) };
  };
  /** So many wait from then on, for so long, s. */
  const wait = (from: number, many: number, lasting: number): void => {
    const contacts = Array.from({ length: many }, (_, n) => ({ contact: `c${from}-${n}`, queue: "sales" }));
    for (const contact of contacts) owner.commit([tell(from, "contact.queued", contact)], at(from));
    owner.tick(at(from + 10));
    for (const contact of contacts)
      owner.commit([tell(from + lasting, "contact.abandoned", contact)], at(from + lasting));
  };
  wait(0, 3, 60);
  expect(shown()).toMatchObject({
    state: "resolved",
    worst: 3,
    past: [{ since: at(0), at: at(60), worst: 3, owner: null }],
  });
  wait(100, 5, 30);
  owner.crash().tick(at(131));
  expect(shown()).toMatchObject({ state: "resolved", worst: 5, since: at(100) });
  expect(shown().past).toMatchObject([{ since: at(100), worst: 5 }, { since: at(0) }]);
  for (const contact of ["a", "b"]) owner.commit([tell(200, "contact.queued", { contact, queue: "sales" })], at(200));
  expect(shown()).toMatchObject({ state: "pending", worst: 2 });
  expect(shown().past).toHaveLength(2);
  for (const contact of ["a", "b"])
    owner.commit([tell(205, "contact.abandoned", { contact, queue: "sales" })], at(205));
  expect(shown()).toMatchObject({ state: "resolved", since: at(100), at: at(130), worst: 5 });
  for (let n = 0; n < 12; n += 1) wait(1_000 + n * 100, 2, 40);
  expect(shown().past).toHaveLength(10);
  expect(shown().past[0]).toMatchObject({ since: at(2_100), at: at(2_140), worst: 2 });
});
