/** How things stand when an alert is sent, read from the rows that an owner really committed. */
import { type AgentRule, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { liveMoments } from "@floorwalker/notifier";
import type { AlertNotification } from "@floorwalker/protocol/alerts";
import { SYSTEM_TIMING } from "@floorwalker/runtime";
import { expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { salesQueue } from "../support/src/sales-queue.ts";
import { firing } from "../support/src/sample-alerts.ts";
import { T0, tell } from "../support/src/tell.ts";

const at = (seconds: number): number => T0 + seconds * 1_000;
const LONG_PAUSE: AgentRule = {
  kind: "agent",
  id: "long-pause",
  default: false,
  holdForMs: 0,
  severity: "warning",
  receivers: [],
  state: "paused",
  limitMs: 300_000,
  team: null,
};
const SITE: SiteConfig = {
  ...unconfiguredSite("here"),
  queues: [salesQueue("call")],
  teams: [{ team: "gold", title: "Gold", department: null, queues: [{ queue: "sales", channel: null }] }],
  agents: ["a1", "a2", "a3", "a4"].map((agent) => ({ agent, name: agent.toUpperCase(), team: "gold" })),
  rules: [LONG_PAUSE],
};
const TOLD: AlertNotification = { ...firing, site: "here", window: "15m", kpi: "serviceLevelNow" };

/** A notifier beside an owner, whose rows it has in the store. */
function beside(owner: PureOwner, now: number, site: SiteConfig = SITE) {
  let reads = 0;
  const rows = new Map<string, Uint8Array>();
  owner.committed = ({ views }) => {
    for (const [id, row] of views)
      if (row === null) rows.delete(id);
      else rows.set(id, row.slice());
  };
  const moments = liveMoments({
    store: {
      snapshot: async () => {
        reads++;
        return { position: { epoch: "1", sequence: 1 }, rows: new Map(rows) };
      },
    },
    partitions: 1,
    sites: () => new Map([["here", site]]),
    clock: () => now,
    timing: SYSTEM_TIMING,
  });
  return { moments, reads: () => reads };
}

const call = (contact: string, seconds: number, answeredAfter: number | null, agent = "a9") => [
  tell(seconds, "contact.queued", { contact }),
  ...(answeredAfter === null ? [] : [tell(seconds + answeredAfter, "contact.answered", { contact, agent })]),
  ...(answeredAfter === null ? [] : [tell(seconds + answeredAfter + 1, "contact.ended", { contact, agent })]),
];

test("who waits and for how long, who serves the queue and is free, who could help, and the value one window ago", async () => {
  const owner = new PureOwner({ withViews: true, sites: [SITE] });
  const { moments } = beside(owner, at(1_830));
  const signIn = (agent: string, seconds: number) => tell(seconds, "agent.signedIn", { agent });
  const paused = (agent: string, seconds: number) =>
    tell(seconds, "agent.stateChanged", { agent, data: { state: "paused" } });
  owner.commit(
    [
      signIn("a1", 0),
      signIn("a2", 1),
      signIn("a3", 2),
      signIn("a4", 3),
      signIn("other", 4),
      paused("a2", 1_000),
      paused("a3", 1_700),
      paused("a4", 900),
      // Half of them in time a quarter of an hour ago, none since.
      ...call("c1", 100, 5),
      ...call("c2", 200, 60),
      ...call("c3", 1_300, 60),
      ...call("c4", 1_400, 60),
      ...call("c5", 1_780, null),
      ...call("c6", 1_815, null),
    ].toSorted((a, b) => a.time - b.time),
    at(1_830),
  );
  expect(await moments.of(TOLD)).toEqual({
    at: at(1_830),
    waiting: 2,
    late: 1,
    longestWaitMs: 50_000,
    staff: { free: 1, signedIn: 4 },
    helpers: [
      { agent: "a1", name: "A1", state: "idle", forMs: 1_830_000 },
      { agent: "a4", name: "A4", state: "paused", forMs: 930_000 },
    ],
    before: 0.5,
  });
  const ofTeam = { ...TOLD, queue: null, channel: null, team: "gold", kpi: "agentsIdle" } as const;
  expect((await moments.of(ofTeam))?.helpers.map(({ name }) => name)).toEqual(["A1", "A4"]);
  expect(await moments.of({ ...TOLD, queue: null, channel: null, kpi: "waiting", window: "60m" })).toMatchObject({
    waiting: 2,
    // Who answered without having signed in is there, too.
    staff: { free: 3, signedIn: 6 },
    helpers: [],
    before: null,
  });
});

test("where nobody's queues are configured nobody can say who is free for one; of a queue without a row there is nothing", async () => {
  const plain = {
    ...unconfiguredSite("here"),
    queues: [salesQueue("call")],
    teams: [{ team: "gold", title: "Gold", department: null }],
    agents: [{ agent: "a1", name: "A1", team: "gold" }],
  };
  const owner = new PureOwner({ withViews: true, sites: [plain] });
  const { moments } = beside(owner, at(40), plain);
  owner.commit([tell(0, "agent.signedIn", { agent: "a1" }), ...call("c1", 10, null)], at(40));
  expect(await moments.of(TOLD)).toMatchObject({ waiting: 1, late: 1, staff: null, helpers: [], before: null });
  expect(await moments.of({ ...TOLD, queue: "nowhere" })).toBeNull();
  const ofTeam = { ...TOLD, queue: null, channel: null, team: "gold", kpi: "agentsIdle" } as const;
  expect(await moments.of(ofTeam)).toMatchObject({ helpers: [{ agent: "a1", state: "idle" }] });
  expect(await moments.floor("here")).toEqual({
    present: new Set(["a1"]),
    queues: new Map([["sales", new Set(["call"])]]),
  });
});

test("a storm of alerts reads the rows once", async () => {
  const owner = new PureOwner({ withViews: true, sites: [SITE] });
  const { moments, reads } = beside(owner, at(20));
  owner.commit(call("c1", 10, null), at(20));
  await Promise.all(Array.from({ length: 100 }, () => moments.of(TOLD)));
  expect(reads()).toBe(1);
});
