/** Alerts on one agent or one contact: each has its own, it goes through restarts, and a site without such rules has none of it. */
import { type AgentRule, type AlertRule, type ContactRule, unconfiguredSite } from "@floorwalker/domain";
import { alertRowSchema, readAlertNotification } from "@floorwalker/protocol/alerts";
import { qualityPrefix } from "@floorwalker/stream";
import { expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { T0, tell } from "../support/src/tell.ts";

const at = (seconds: number): number => T0 + seconds * 1000;
const common = { default: false, holdForMs: 0, severity: "warning", receivers: ["duty"] } as const;
const LONG_PAUSE: AgentRule = {
  ...common,
  kind: "agent",
  id: "long-pause",
  state: "paused",
  limitMs: 300_000,
  team: null,
};
const contactRule = (when: ContactRule["when"], over: Partial<ContactRule> = {}): ContactRule => {
  const limitMs = when === "waiting" ? 120_000 : 0;
  return { ...common, kind: "contact", id: when, when, limitMs, queue: null, channel: null, ...over };
};

const owned = (rules: readonly AlertRule[], over = {}): PureOwner =>
  new PureOwner({ withViews: true, sites: [{ ...unconfiguredSite("here"), rules, ...over }] });
const told = (owner: PureOwner) => owner.outbox.map((text) => readAlertNotification(text)!);
const rows = (owner: PureOwner) =>
  [...owner.views]
    .filter(([id]) => id.startsWith("alert:"))
    .map(([, row]) => alertRowSchema.parse(JSON.parse(row)))
    .filter(({ about }) => about === "agent" || about === "contact");

test("each agent in a state for too long has an alert of his own, with his name, the reason and since when", () => {
  const agents = [{ agent: "a1", name: "Ana", team: "gold" }];
  const owner = owned([LONG_PAUSE], { agents });
  const pause = (agent: string, seconds: number) =>
    tell(seconds, "agent.stateChanged", { agent, data: { state: "paused", reason: "lunch" } });
  owner.commit([tell(0, "agent.signedIn", { agent: "a1" }), pause("a1", 10), pause("a2", 60)], at(60));
  owner.tick(at(310));
  expect(told(owner)).toEqual([]);
  owner.tick(at(311));
  expect(told(owner)).toMatchObject([
    { state: "firing", about: "agent", agent: "a1", name: "Ana", team: "gold", reason: "lunch", inStateSince: at(10) },
  ]);
  owner.crash().tick(at(361)).crash();
  owner.commit([tell(400, "agent.stateChanged", { agent: "a1", data: { state: "idle" } })], at(400));
  expect(told(owner).map(({ state, about }) => [state, about])).toEqual([
    ["firing", "agent"],
    ["firing", "agent"],
    ["resolved", "agent"],
  ]);
  expect(rows(owner)).toMatchObject([
    { rule: "long-pause", state: "resolved", agent: "a1" },
    { rule: "long-pause", state: "firing", agent: "a2", name: "a2" },
  ]);
  owner.tick(at(400 + 3_600));
  expect(rows(owner).map((row) => row.about === "agent" && row.agent)).toEqual(["a2"]);
});

test("a rule on a team is about nobody else", () => {
  const agents = [{ agent: "a1", name: "Ana", team: "gold" }];
  const owner = owned([{ ...LONG_PAUSE, team: "gold" }], { agents });
  const pause = (agent: string) => tell(0, "agent.stateChanged", { agent, data: { state: "paused" } });
  owner.commit([pause("a1"), pause("a2")], at(1)).tick(at(600));
  expect(told(owner).map((message) => message.about === "agent" && message.agent)).toEqual(["a1"]);
});

test("a contact that waits too long has an alert of its own, which goes through a restart and ends with the wait", () => {
  const owner = owned([contactRule("waiting")]);
  owner.commit([tell(0, "contact.queued"), tell(5, "contact.queued", { contact: "c2" })], at(5));
  owner.crash();
  owner.tick(at(121));
  expect(told(owner)).toMatchObject([
    { state: "firing", about: "contact", contact: "c1", queue: "sales", channel: "call", happenedAt: at(0) },
  ]);
  owner.crash();
  owner.commit([tell(122, "contact.answered", { agent: "a1" })], at(122));
  owner.commit([tell(123, "contact.abandoned", { contact: "c2" })], at(123));
  expect(told(owner).map(({ state }) => state)).toEqual(["firing", "resolved"]);
  expect([...owner.rows.keys()].filter((key) => key.includes("c2") && key.includes("waiting"))).toEqual([]);
});

test("a low score, an escalation and a complaint fire once, in the rule's queue only, and go through restarts", () => {
  const rules = [contactRule("lowScore"), contactRule("escalated", { queue: "other" }), contactRule("complaint")];
  const owner = owned(rules);
  const [queued, answered] = [tell(0, "contact.queued"), tell(5, "contact.answered", { agent: "a1" })];
  const events = [
    queued,
    answered,
    tell(9, "contact.escalated", { data: { kind: "escalation" } }),
    tell(10, "contact.escalated", { data: { kind: "complaint" } }),
    tell(60, "contact.ended", { agent: "a1" }),
    tell(90, "survey.answered", { data: { score: 1, scale: "1-5" } }),
  ];
  for (const event of events) owner.commit([event], event.time).crash();
  for (let minute = 2; minute < 10; minute++) owner.commit(events, at(minute * 60)).crash();
  expect(told(owner).map(({ rule, state }) => [rule, state])).toEqual([
    ["complaint", "firing"],
    ["lowScore", "firing"],
  ]);
  owner.tick(at(2 * 86_400));
  expect(
    told(owner)
      .map(({ rule, state }) => `${rule} ${state}`)
      .sort(),
  ).toEqual(["complaint firing", "complaint resolved", "lowScore firing", "lowScore resolved"]);
  owner.tick(at(2 * 86_400 + 3_600));
  const left = [...owner.rows.keys()].filter(
    (key) => key.includes("lowScore") && !key.startsWith(qualityPrefix("here")),
  );
  expect([rows(owner), left]).toEqual([[], []]);
});

test("a score that is corrected is no low score any more", () => {
  const owner = owned([contactRule("lowScore")]);
  const survey = { id: "s1", source: "/surveys", data: { score: 1, scale: "1-5" } } as const;
  owner.commit([tell(0, "contact.queued"), tell(60, "survey.answered", survey)], at(60));
  const corrected = { ...survey, data: { score: 5, scale: "1-5" }, recordedTime: at(90) } as const;
  owner.commit([tell(60, "survey.answered", corrected)], at(90));
  expect(told(owner).map(({ state }) => state)).toEqual(["firing", "resolved"]);
});

test("a site without such a rule watches no contact", () => {
  const owner = owned([]);
  owner.commit([tell(0, "contact.queued")], at(0)).tick(at(600));
  expect(owner.site().alerts.watched.contacts).toBeNull();
  expect(rows(owner)).toEqual([]);
});
