/** What was stored under one configuration and is read under another. */
import { DEFAULT_POLICY, type KpiRule, queueCell, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { PartitionState } from "@floorwalker/stream";
import { expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { T0, tell } from "../support/src/tell.ts";

const RULE: KpiRule = {
  kind: "kpi",
  default: false,
  id: "anybody-waits",
  kpi: "waiting",
  queue: "sales",
  channel: "call",
  window: "5m",
  direction: "above",
  limit: 0,
  clear: 0,
  holdForMs: 0,
  minimumSample: 0,
  severity: "warning",
  receivers: ["hook"],
};

const here = (thresholdMs: number, rules: readonly KpiRule[]): SiteConfig => ({
  ...unconfiguredSite("here"),
  queues: [
    {
      ...DEFAULT_POLICY.call,
      thresholdMs,
      queue: "sales",
      channel: "call",
      title: "Sales",
      policy: "answered-only",
      target: 0.8,
    },
  ],
  rules,
});

/** The same store under another configuration. */
function reconfigured(before: PureOwner, site: SiteConfig): PureOwner {
  const after = new PureOwner({ sites: [site], withViews: true });
  for (const [key, value] of before.rows) after.rows.set(key, value);
  for (const [id, row] of before.views) after.views.set(id, row);
  for (const [bucket, records] of before.records) after.records.set(bucket, records);
  return after.crash();
}

const waiting = (): PureOwner =>
  new PureOwner({ sites: [here(20_000, [RULE])], withViews: true }).commit([tell(0, "contact.queued")], T0 + 1_000);

test("a rule that is taken away while it fires leaves neither row nor state; when it comes back it fires anew", () => {
  const before = waiting();
  expect(before.outbox.map((text) => JSON.parse(text).state)).toEqual(["firing"]);
  const without = reconfigured(before, here(20_000, [])).tick(T0 + 2_000);
  expect([...without.views.keys()].filter((id) => id.startsWith("alert:"))).toEqual([]);
  expect([...without.rows.values()].filter((value) => Buffer.from(value).includes("firing"))).toEqual([]);
  const again = reconfigured(without, here(20_000, [RULE])).tick(T0 + 3_000);
  expect(again.outbox.map((text) => JSON.parse(text))).toMatchObject([{ state: "firing", since: T0 + 3_000 }]);
});

test("a silence after which talks are lost has no date: a contact keeps the one it was first judged by, the next has the new", () => {
  const talk = (contact: string, second: number) => [
    tell(second, "contact.queued", { contact }),
    tell(second + 1, "contact.answered", { contact, agent: contact }),
  ];
  const before = new PureOwner({ sites: [here(20_000, [])] }).commit(talk("c1", 0), T0 + 2_000);
  const site = here(20_000, []);
  const patient = { ...site, queues: site.queues.map((queue) => ({ ...queue, lostAfterMs: 24 * 3_600_000 })) };
  const after = reconfigured(before, patient).commit(talk("c2", 10), T0 + 12_000);
  after.tick(T0 + 5 * 3_600_000);
  expect(after.state.site("here").contacts.live.get(queueCell("sales", "call")).handling).toBe(1);
});

test("record buckets that fell due while nothing ran are dropped by whoever starts next", () => {
  const DAY = 86_400_000;
  const partition = new PartitionState({
    siteConfig: unconfiguredSite,
    attribution: "outcome",
    horizonMs: { call: DAY, chat: DAY, email: 30 * DAY },
    graceMs: 120_000,
    retentionMs: 3 * DAY,
    longestKept: 64,
    viewLimit: 500,
  });
  partition.insert(tell(0, "source.heartbeat"), T0);
  partition.advance(T0);
  const dropped = new Set(partition.draft(true).dropBuckets.map(({ class: of, bucket }) => `${of} ${bucket}`));
  const today = Math.floor(T0 / DAY);
  // Contacts are remembered for 30 days, however short the horizon.
  for (let ago = 31; ago <= 90; ago++) expect(dropped).toContain(`call ${today - ago}`);
  for (const channel of ["call", "chat", "email"]) expect(dropped).not.toContain(`${channel} ${today - 30}`);
});

test("a queue nobody configured goes when its last numbers are too old to be kept, as after a restart", () => {
  const DAY = 86_400_000;
  const options = { withViews: true, retentionMs: 3 * DAY };
  const owner = new PureOwner({ ...options, sites: [here(20_000, [])] });
  for (const queue of ["typo", "sales", "still-waiting"])
    owner.commit([tell(0, "contact.queued", { contact: queue, queue })], T0 + 1_000);
  const left = ["typo", "sales"].map((contact) => tell(9, "contact.abandoned", { contact, queue: contact }));
  const waits = tell(9, "contact.queued", { contact: "mail", queue: "mails", channel: "email" });
  owner.commit([...left, waits], T0 + 10_000);
  const queues = (): string[] => [...owner.views.keys()].filter((id) => id.startsWith("queue:")).sort();
  // What is kept follows what the log has come to: days of silence take nothing away.
  for (let hour = 1; hour < 5 * 24; hour++) owner.tick(T0 + hour * 3_600_000);
  expect(queues()).toContain("queue:here:typo:call");
  for (let hour = 1; hour < 24; hour++) {
    const later = 5 * 86_400 + hour * 3_600;
    owner.commit([tell(later, "source.heartbeat")], T0 + later * 1_000);
  }
  const expected = ["queue:here:mails:email", "queue:here:sales:call"];
  expect(queues()).toEqual(expected);
  owner.crash().tick(T0 + 6 * DAY);
  expect(queues()).toEqual(expected);
});
