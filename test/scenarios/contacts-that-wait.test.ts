/** Boards are told who waits, contact by contact: at every commit, in whatever order events came, it is whom the oracle finds waiting. */
import { cellName, type SiteConfig } from "@floorwalker/domain";
import type { WaitingRow } from "@floorwalker/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BEGIN, plausible, SITE, sites, toldOf } from "../support/src/histories/histories.ts";
import { Oracle } from "../support/src/oracle/oracle.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded, shuffled } from "../support/src/shuffle.ts";

interface Waits {
  readonly where: string;
  readonly contact: string | null;
  readonly queuedAt: number;
  readonly pastThreshold: boolean;
}

const byWhom = (a: Waits, b: Waits): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

const rowsOf = (owner: PureOwner): WaitingRow[] =>
  [...owner.views].flatMap(([id, row]) => (id.startsWith("waiting:") ? (JSON.parse(row) as WaitingRow) : []));

function differences(told: Parameters<typeof toldOf>[1], site: SiteConfig, chance: number): string[] {
  const random = seeded(chance);
  const owner = new PureOwner({ sites: [site], graceMs: 30_000, withViews: true });
  const arriving = shuffled(toldOf(site, told), random);
  const wrong: string[] = [];
  let clock = BEGIN;
  for (let at = 0; at < arriving.length; ) {
    const batch = arriving.slice(at, at + 1 + Math.floor(random() * 9));
    at += batch.length;
    clock = Math.max(clock + Math.floor(random() * 60_000), ...batch.map(({ time }) => time));
    owner.commit(batch, clock);
    if (random() < 0.1) owner.crash().commit([], clock);
    if (random() > 0.25) continue;
    const oracle = new Oracle({ events: arriving.slice(0, at), site, attribution: "outcome", asOf: clock });
    const queues = [...owner.site().cells.queueKeys()].map(
      (key) => cellName(key) as { queue: string; channel: string },
    );
    // Two stays of one contact in a queue are one who waits, since the first of them.
    const found = queues.flatMap(({ queue, channel }) =>
      oracle
        .waitingContacts(`${queue} ${channel}`, clock + 1, clock)
        .toSorted((a, b) => a.from - b.from)
        .filter(({ contact }, place, all) => all.findIndex((other) => other.contact === contact) === place)
        .map((wait) => ({ ...wait, where: `${queue} ${channel}` })),
    );
    const seen = rowsOf(owner).map(({ queue, channel, contact, queuedAt, pastThreshold }) => ({
      where: `${queue} ${channel}`,
      contact,
      queuedAt,
      pastThreshold,
    }));
    const expected = found.map(({ where, contact, from, age, thresholdMs }) => ({
      where,
      contact,
      queuedAt: from,
      pastThreshold: age > thresholdMs,
    }));
    const [shown, real] = [seen, expected].map((list) => JSON.stringify(list.sort(byWhom)));
    if (shown !== real) wrong.push(`${shown} is shown, ${real} wait`);
    for (const { contact, queue, channel, queuedAt, dueAt } of rowsOf(owner)) {
      const wait = found.find(
        (each) => each.contact === contact && each.from === queuedAt && each.where === `${queue} ${channel}`,
      );
      if (wait === undefined || dueAt === null) continue;
      const [at, before] = [wait.ageAt(dueAt), wait.ageAt(dueAt - 1)];
      if (at !== wait.thresholdMs || before >= at)
        wrong.push(`${contact} is due at an age of ${at}, not ${wait.thresholdMs}`);
    }
  }
  return wrong;
}

test("who is shown to wait in a queue is who waits there, since when, and due when its promise is broken", () => {
  fc.assert(
    fc.property(plausible, sites, fc.integer(), (told, site, chance) => {
      expect(differences(told, site, chance)).toEqual([]);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 15), endOnFailure: true },
  );
}, 300_000);

test("of a queue that is long so many are shown on either side of the threshold, whatever order they came in, and others as these go", () => {
  const queued = (index: number) => ({
    id: `q${index}`,
    source: "/call",
    type: "cc.contact.queued" as const,
    // Several in a second.
    time: BEGIN + Math.floor(index / 3) * 1_000,
    recordedTime: null,
    site: "here",
    channel: "call" as const,
    contact: `c${String(index).padStart(3, "0")}`,
    segment: null,
    queue: "sales",
    agent: null,
    data: {},
  });
  const events = Array.from({ length: 300 }, (_, index) => queued(index));
  const clock = BEGIN + 100_000;
  const shown = (owner: PureOwner) =>
    rowsOf(owner)
      .sort((a, b) => a.queuedAt - b.queuedAt || (a.contact < b.contact ? -1 : 1))
      .map(({ contact, pastThreshold }) => [contact, pastThreshold] as const);
  const [inOrder, shuffledOnce] = [events, shuffled(events, seeded(7))].map((told) => {
    const owner = new PureOwner({ sites: [SITE], withViews: true });
    for (let at = 0; at < told.length; at += 20) owner.commit(told.slice(at, at + 20), clock);
    return owner;
  });
  expect(shown(inOrder!)).toEqual(shown(shuffledOnce!));
  const late = shown(inOrder!).filter(([, past]) => past);
  expect(late.map(([contact]) => contact)).toEqual(events.slice(0, 50).map(({ contact }) => contact));
  expect(shown(inOrder!)).toHaveLength(100);
  inOrder!.commit(
    events.slice(0, 10).map((event) => ({ ...event, id: `a${event.id}`, type: "cc.contact.abandoned", time: clock })),
    clock,
  );
  expect(
    shown(inOrder!)
      .filter(([, past]) => past)
      .map(([contact]) => contact),
  ).toEqual(events.slice(10, 60).map(({ contact }) => contact));
  const inView = shown(inOrder!);
  expect(shown(inOrder!.crash().commit([], clock))).toEqual(inView);
});

test("a contact is due by the promise that it is judged by, also when its queue is configured while it waits", () => {
  const event = {
    id: "1",
    source: "/mail",
    type: "cc.contact.queued" as const,
    time: BEGIN,
    recordedTime: null,
    site: "here",
    channel: "email" as const,
    contact: "m1",
    segment: null,
    queue: "letters",
    agent: null,
    data: {},
  };
  const owner = new PureOwner({ sites: [{ ...SITE, queues: [] }], withViews: true });
  owner.commit([event], BEGIN + 1_000);
  const dueAt = BEGIN + 4 * 3_600_000;
  expect(rowsOf(owner)).toMatchObject([{ contact: "m1", dueAt, pastThreshold: false }]);
  const mail = SITE.queues.find(({ channel }) => channel === "email")!;
  const now = PureOwner.restored(
    { sites: [{ ...SITE, queues: [{ ...mail, queue: "letters" }] }], withViews: true },
    owner.rows,
    [],
  );
  expect(rowsOf(now.commit([], dueAt - 1))).toMatchObject([{ contact: "m1", dueAt, pastThreshold: false }]);
});
