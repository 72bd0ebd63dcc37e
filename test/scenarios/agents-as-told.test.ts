/** Agents as phone systems tell of them: read in one go, live with crashes, and in any order, the hours are those the field expects. */
import { type CanonicalEvent, unconfiguredSite } from "@floorwalker/domain";
import { describe, expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";
import { T0, tell } from "../support/src/tell.ts";
import { AGENTS } from "./field/agents.ts";
import { AGENTS_ALIKE } from "./field/agents-alike.ts";
import { eventsOf, expectedRows, type FieldCase } from "./field/field-case.ts";

const at = (seconds: number): number => T0 + seconds * 1000;

const ownerOf = ({ site }: Pick<FieldCase, "site">): PureOwner =>
  new PureOwner({ sites: [{ ...unconfiguredSite("here"), ...site }], graceMs: 60_000, withViews: true });

/** Each reads the same: as a replay does, live and dying, and as it never happened. */
const COURSES: Readonly<Record<string, (owner: PureOwner, events: readonly CanonicalEvent[]) => void>> = {
  "in one go": (owner, events) => void owner.feed(events),
  "live, with a tick every minute and a crash after each": (owner, events) => {
    const left = [...events];
    for (let now = T0; left.length > 0; now += 60_000) {
      const heard = left.findLastIndex(({ time }) => time <= now) + 1;
      owner.commit(left.splice(0, heard), now).crash();
    }
  },
  "in any order, some twice": (owner, events) => void owner.feed(withRepeats(events, 1 / 3, seeded(7)), { batch: 3 }),
};

describe.each(Object.entries(COURSES))("%s", (_how, read) => {
  test.for([...AGENTS, ...AGENTS_ALIKE])("$name", (given) => {
    const owner = ownerOf(given);
    read(owner, eventsOf(given));
    owner.tick(at(given.until));
    const { total } = owner.report("1h", at(given.until));
    const places = (place: string): Readonly<Record<string, unknown>> => {
      const { states, signedIn, ...rest } = total.agents[place] ?? { states: {}, signedIn: {} };
      if (place === "site") return total.site.kpis;
      const [queue, channel] = place.split(" ") as [string, string?];
      if (channel === undefined) return { ...states, ...signedIn, ...rest };
      const { counters, kpis } = total.queues[queue]![channel]!;
      return { ...kpis, ...counters };
    };
    const rows = expectedRows(given);
    expect(rows.map(({ place, measure }) => ({ place, measure, value: places(place)[measure] }))).toEqual(rows);
    for (const { states, signedIn } of Object.values(total.agents))
      expect(signedIn.explicit + signedIn.implied).toBeCloseTo(Object.values(states).reduce((sum, ms) => sum + ms, 0));
  });
});

describe("a pause", () => {
  const pause = (seconds: number, reason?: string) =>
    tell(seconds, "agent.stateChanged", {
      agent: "ann",
      data: { state: "paused", ...(reason === undefined ? {} : { reason }) },
    });
  const now = (owner: PureOwner, seconds: number) =>
    owner.tick(at(seconds)).report("1h", at(seconds)).total.agents.ann!.now;

  test("is shown with its reason and since when, in the report and on the agent's row, also after a crash", () => {
    const owner = ownerOf({});
    owner.commit([tell(0, "agent.signedIn", { agent: "ann" }), pause(60, "Lunch")], at(60)).crash();
    expect(now(owner, 100)).toEqual({ state: "paused", reason: "Lunch", since: at(60) });
    expect(JSON.parse(owner.views.get("agent:here:ann")!)).toMatchObject({
      state: "paused",
      reason: "Lunch",
      since: at(60),
      implied: false,
    });
    owner.commit([pause(120, "Training")], at(120));
    expect(now(owner, 130)).toEqual({ state: "paused", reason: "Training", since: at(120) });
    owner.commit([tell(180, "agent.stateChanged", { agent: "ann", data: { state: "idle" } })], at(180));
    expect(now(owner, 200)).toEqual({ state: "idle", reason: null, since: at(180) });
  });

  test("told late takes its place before what is known", () => {
    const owner = ownerOf({});
    owner.commit([tell(0, "agent.signedIn", { agent: "ann" }), pause(120)], at(120));
    owner.commit([pause(60, "Lunch")], at(130));
    expect(now(owner, 140)).toEqual({ state: "paused", reason: null, since: at(120) });
  });
});

describe("an agent", () => {
  const DAY = 86_400;
  const horizonMs = { call: 3_600_000, chat: 3_600_000, email: 3_600_000 };

  test("who is gone leaves memory and store when nothing of his time is kept any more; who is there stays", () => {
    const owner = new PureOwner({ horizonMs, graceMs: 60_000 });
    const signs = (agent: string, seconds: number, type: string) => tell(seconds, `agent.${type}`, { agent });
    owner.feed([signs("ann", 0, "signedIn"), signs("bob", 0, "signedIn"), signs("ann", 600, "signedOut")]);
    owner.feed([tell(DAY, "source.heartbeat", { source: "/acd" })]);
    expect([...owner.site().agents.all()].map(({ agent }) => agent)).toEqual(["bob"]);
    expect([...owner.rows.keys()].filter((key) => key.includes("\u001ea\u001eann"))).toEqual([]);
    owner.crash();
    expect([...owner.site().agents.all()].map(({ agent }) => agent)).toEqual(["bob"]);
    owner.feed([signs("ann", DAY, "signedIn")]);
    expect(owner.site().agents.presence.all).toEqual([2, 0, 0, 0, 0, 0, 0]);
  });

  test("by all his names takes the room of one, and a repetition under another configuration is no conflict", () => {
    const site = {
      ...unconfiguredSite("here"),
      agents: [{ agent: "ann", name: "Ann", team: null, aliases: ["SIP/1", "SIP/2"] }],
      limits: { agent: 0 },
    };
    const limits = { queue: 9, agent: 9, source: 9, site: 9, customerContacts: 1_000, contactEvents: 99 };
    const owner = new PureOwner({ sites: [site], limits });
    const told = ["ann", "SIP/1", "SIP/2"].map((agent, index) =>
      tell(index, "agent.stateChanged", { agent, data: { state: "paused" } }),
    );
    owner.feed(told).crash().feed(told);
    expect(owner.outcomes).toMatchObject({ accepted: 3, duplicate: 3, conflict: 0, refused: 0 });
    expect(owner.site().agents.presence.all).toEqual([0, 0, 0, 1, 1, 0, 0]);
    owner.feed([tell(5, "agent.signedIn", { agent: "SIP/3" })]);
    expect(owner.refused).toEqual(["agent"]);
  });
});

test("two names that the configuration makes one agent's later are one from then on, hours before it included", () => {
  const owner = ownerOf({});
  const settings = (aliases: readonly string[]) => ({
    site: { agents: [{ agent: "ann", name: "Ann", team: null, aliases }] },
  });
  const told = [
    tell(0, "agent.signedIn", { agent: "ann" }),
    tell(60, "contact.answered", { agent: "SIP/1" }),
    tell(120, "contact.ended", { agent: "SIP/1" }),
    tell(180, "agent.stateChanged", { agent: "SIP/1", queue: "sales", data: { state: "paused" } }),
  ];
  owner.feed(told).tick(at(300));
  expect(owner.site().agents.presence.all).toEqual([1, 0, 0, 1, 1, 0, 0]);
  const anew = ownerOf(settings(["SIP/1"]));
  for (const [key, row] of owner.rows) anew.rows.set(key, row);
  for (const [key, held] of owner.records) anew.records.set(key, held);
  anew.crash();
  anew.feed(told).tick(at(300));
  const expected = ownerOf(settings(["SIP/1"]))
    .feed(told)
    .tick(at(300))
    .report("1h", at(300)).total;
  const { agents, site } = anew.report("1h", at(300)).total;
  expect(anew.outcomes.conflict).toBe(0);
  expect(agents).toEqual(expected.agents);
  expect(Object.keys(agents)).toEqual(["ann"]);
  expect(site.kpis).toEqual(expected.site.kpis);
  expect([...anew.rows.keys()].filter((key) => key.includes("\u001ea\u001eSIP/1"))).toEqual([]);
});
