/**
 * Alerts that another system tells of are rows beside ours: whatever dies and whatever comes twice or in another order, each is there once,
 * the last that was told holds, people take it as any other, and nobody is told of it again.
 */
import { EXTERNAL_TYPE, type ExternalAlertEvent, MOST_EXTERNAL, unconfiguredSite } from "@floorwalker/domain";
import { decodeRecord, encodeGatewayEvent } from "@floorwalker/events";
import { alertRowSchema, type ExternalAlertRow } from "@floorwalker/protocol/alerts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { T0, tell } from "../support/src/tell.ts";

const at = (seconds: number): number => T0 + seconds * 1000;
const DAY = 86_400;
const owned = (): PureOwner =>
  new PureOwner({
    withViews: true,
    sites: [{ ...unconfiguredSite("here"), sources: [{ source: "/acd", silentAfterMs: null }] }],
  });
/** The log has it as it was written, and reads it again. */
function told(seconds: number, over: Partial<ExternalAlertEvent> = {}): ExternalAlertEvent {
  const event: ExternalAlertEvent = {
    id: `told@${seconds}`,
    type: EXTERNAL_TYPE,
    time: at(seconds),
    site: "here",
    origin: "alertmanager",
    fingerprint: "f1",
    name: "TrunkDown",
    fires: true,
    startsAt: at(0),
    severity: "critical",
    title: "Trunk 7 is down",
    description: "No calls come in\nover it.",
    labels: { alertname: "TrunkDown", severity: "critical" },
    url: "https://runbooks.example/trunk",
    queue: null,
    channel: null,
    ...over,
  };
  const [read] = decodeRecord(new TextEncoder().encode(encodeGatewayEvent(event)));
  expect(read?.operator).toEqual(event);
  return read!.operator as ExternalAlertEvent;
}
const over = (seconds: number, more: Partial<ExternalAlertEvent> = {}) => told(seconds, { fires: false, ...more });
const rows = (owner: PureOwner): ExternalAlertRow[] =>
  [...owner.views]
    .filter(([id]) => id.startsWith("alert:"))
    .map(([, row]) => alertRowSchema.parse(JSON.parse(row)))
    .filter((row) => row.about === "external");
const states = (owner: PureOwner) => rows(owner).map(({ fingerprint, state }) => `${fingerprint} ${state}`);

describe("an alert of another system", () => {
  test("is on the board since that system says, with what it says, and gone an hour after it is over", () => {
    const owner = owned()
      .operate([told(60)], at(60))
      .crash();
    expect(rows(owner)).toMatchObject([
      {
        id: "alert:here:TrunkDown:alertmanager:f1",
        state: "firing",
        since: at(0),
        at: at(60),
        severity: "critical",
        rule: "TrunkDown",
        origin: "alertmanager",
        title: "Trunk 7 is down",
        labels: '{"alertname":"TrunkDown","severity":"critical"}',
        startsAt: at(0),
        toldAt: at(60),
      },
    ]);
    owner.operate([told(14_400)], at(14_400)).crash();
    expect(rows(owner)).toMatchObject([{ since: at(0), at: at(60), toldAt: at(14_400) }]);
    owner.operate([over(14_500)], at(14_500)).crash();
    expect(rows(owner)).toMatchObject([{ state: "resolved", since: at(0), at: at(14_500) }]);
    owner.tick(at(14_500 + 3_599));
    expect(rows(owner)).toHaveLength(1);
    owner.tick(at(14_500 + 3_600)).crash();
    expect(rows(owner)).toEqual([]);
    expect([...owner.rows.keys()].filter((key) => key.includes("TrunkDown"))).toEqual([]);
    expect(owner.outbox).toEqual([]);
  });

  test("that begins anew is another episode, also where that system says it began when the one before did", () => {
    const owner = owned()
      .operate([told(10)], at(10))
      .operate([over(100)], at(100))
      .crash();
    owner.operate([told(200)], at(200));
    expect(rows(owner)).toMatchObject([{ state: "firing", since: at(200) }]);
    owner.operate([over(300)], at(300)).operate([told(400, { startsAt: at(350) })], at(400));
    expect(rows(owner)).toMatchObject([{ state: "firing", since: at(350) }]);
  });

  test("is taken, snoozed and noted as any other", () => {
    const owner = owned().operate([told(1)], at(1));
    const act = { site: "here", alert: "alert:here:TrunkDown:alertmanager:f1", episode: at(0), by: "Ana" } as const;
    owner.operate([{ ...act, id: "a", time: at(20), type: "cc.operator.acknowledged" }], at(20)).crash();
    owner.operate([{ ...act, id: "n", time: at(30), type: "cc.operator.noted", text: "called them" }], at(30));
    owner.operate([{ ...act, id: "s", time: at(40), type: "cc.operator.snoozed", until: at(4_000) }], at(40));
    owner.operate([told(50)], at(50)).crash();
    expect(rows(owner)).toMatchObject([
      {
        owner: "Ana",
        snoozedUntil: at(4_000),
        notes: JSON.stringify([{ by: "Ana", at: at(30), text: "called them" }]),
      },
    ]);
    owner.operate([over(60)], at(60));
    expect(rows(owner)).toMatchObject([{ state: "resolved", owner: "Ana" }]);
    expect(owner.outbox).toEqual([]);
  });

  test("of which nobody has spoken for a week is over", () => {
    const owner = owned()
      .operate([told(0)], at(0))
      .tick(at(7 * DAY - 1));
    expect(states(owner)).toEqual(["f1 firing"]);
    expect(states(owner.crash().tick(at(7 * DAY)))).toEqual(["f1 resolved"]);
  });

  test("that was told while the owner caught up is not lost when he dies before he judges it", () => {
    const owner = owned();
    owner
      .commit([tell(0, "contact.queued")])
      .operate([told(1)])
      .crash();
    expect(rows(owner)).toEqual([]);
    expect(states(owner.tick(at(5)))).toEqual(["f1 firing"]);
  });

  test("is one of a bounded number; one more has room when another is over, also before anybody looked", () => {
    const owner = owned();
    const all = Array.from({ length: MOST_EXTERNAL + 5 }, (_, n) => told(1, { id: `t${n}`, fingerprint: `f${n}` }));
    owner.operate(all, at(1)).crash();
    expect(rows(owner)).toHaveLength(MOST_EXTERNAL);
    expect(owner.outcomes).toMatchObject({ accepted: MOST_EXTERNAL, noEffect: 5 });
    owner.operate([over(2, { fingerprint: "f3" }), told(3, { fingerprint: "more" })], at(3)).tick(at(4));
    expect(states(owner)).toContain("more firing");
    expect(states(owner).filter((each) => each.startsWith("f3 "))).toEqual([]);
    expect(states(owner.crash().tick(at(5)))).toHaveLength(MOST_EXTERNAL);
  });

  test("of which only the end is told is none", () => {
    const owner = owned().operate([over(1)], at(1));
    expect([rows(owner), owner.outcomes.noEffect]).toEqual([[], 1]);
  });
});

test("the last that was told holds, in whatever order and however often it comes, and whenever the owner dies", () => {
  const one = fc.record({
    seconds: fc.nat(20),
    fingerprint: fc.constantFrom("a", "b"),
    fires: fc.boolean(),
    n: fc.nat(3),
  });
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 10 }), fc.array(fc.nat(), { minLength: 10 }), (all, order) => {
      const events = all.map(({ seconds, fingerprint, fires, n }) =>
        told(seconds, { id: `${seconds}-${n}-${fires}`, fingerprint, fires, title: `Told ${seconds} ${n}` }),
      );
      const shuffled = [...events, ...events].map((event, index) => ({
        event,
        by: order[index % order.length]! * (index + 1),
      }));
      shuffled.sort((a, b) => a.by - b.by);
      const owner = owned();
      // What only ends was never begun: else which came first would tell.
      owner.operate(
        ["a", "b"].map((fingerprint) => told(-1, { id: fingerprint, fingerprint })),
        at(0),
      );
      for (const [index, { event }] of shuffled.entries()) {
        owner.operate([event], at(30));
        if (index % 3 === order[0]! % 3) owner.crash();
      }
      for (const fingerprint of ["a", "b"]) {
        const ofIt = events.filter((event) => event.fingerprint === fingerprint);
        const last = ofIt.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1)).at(-1);
        const row = rows(owner).find((each) => each.fingerprint === fingerprint);
        if (last !== undefined)
          expect([row?.title, row?.state]).toEqual([last.title, last.fires ? "firing" : "resolved"]);
      }
    }),
    { numRuns: 20 },
  );
});
