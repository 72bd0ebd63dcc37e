/** Contacts that move while they are read: each counts once, by what was read of it last, whatever came twice or in pieces. */
import { type CanonicalEvent, type EventType, kpiById, queueCell, unconfiguredSite } from "@floorwalker/domain";
import { expect, test } from "vitest";
import {
  type Asked,
  ContactScan,
  Explanation,
  PartitionState,
  StoredSite,
  storedSitePrefixes,
} from "../../src/index.ts";

const T0 = Date.parse("2026-11-29T09:00:00Z");
const SITE = unconfiguredSite("here");
const HORIZON_MS = { call: 86_400_000, chat: 86_400_000, email: 30 * 86_400_000 };

interface Stored {
  readonly rows: Map<string, Uint8Array>;
  readonly records: Map<string, Uint8Array>;
}

const tell = (
  contact: string,
  second: number,
  type: EventType,
  more: Partial<CanonicalEvent> = {},
): CanonicalEvent => ({
  id: `${contact} ${second} ${type}`,
  source: "/acd",
  type,
  time: T0 + second * 1_000,
  recordedTime: null,
  site: SITE.id,
  channel: "chat",
  contact,
  segment: null,
  queue: "help",
  agent: null,
  data: {},
  ...more,
});

class Owner {
  readonly stored: Stored = { rows: new Map(), records: new Map() };
  readonly #state = new PartitionState({
    siteConfig: () => SITE,
    attribution: "outcome",
    horizonMs: HORIZON_MS,
    graceMs: 60_000,
    retentionMs: null,
    longestKept: 64,
    viewLimit: 100,
  });

  /** What is stored after it. */
  commit(second: number, ...events: readonly CanonicalEvent[]): Stored {
    for (const event of events) this.#state.insert(event, event.time);
    this.#state.advance(T0 + second * 1_000);
    const { rows, records } = this.#state.draft(false);
    for (const [key, value] of rows) put(this.stored.rows, key, value);
    for (const { key, value } of records) put(this.stored.records, key, value);
    return { rows: new Map(this.stored.rows), records: new Map(this.stored.records) };
  }

  /** An event names a contact that has left. */
  comesBack(contact: string): void {
    const [key, value] = [...this.stored.records].find(([each]) => each.endsWith(contact))!;
    this.#state.records.readBack(key, Math.floor(T0 / 86_400_000), value);
  }
}

function put(map: Map<string, Uint8Array>, key: string, value: Uint8Array | null): void {
  if (value === null) map.delete(key);
  else map.set(key, value.slice());
}

const ASKED: Asked = { cell: queueCell("help", "chat"), from: T0, to: T0 + 3_600_000, live: true };

/** Offered, by the stays that were found. */
function scanned(site: Stored, read: (scan: ContactScan) => void, asked = ASKED, id = "offered") {
  const prefixes = storedSitePrefixes(SITE.id);
  const rows = [...site.rows].filter(([key]) => prefixes.some((prefix) => key.startsWith(prefix)));
  const stored = new StoredSite({ config: SITE, attribution: "outcome" }, rows);
  const kpi = kpiById(id)!;
  const policy = stored.formulaOf(asked.cell);
  const madeOf = kpi.madeOf!({ policy, scope: "queue" });
  const parts = [{ madeOf, policy }];
  const explanation = new Explanation({ kpi, scope: "queue", parts, now: stored.clock, most: 10, after: new Map() });
  const scan = new ContactScan(stored, asked, explanation.takeOf(0));
  read(scan);
  scan.end();
  const { value, numerator } = explanation.explained();
  return { value, stays: numerator.facts.map(({ contact, outcome }) => [contact, outcome]) };
}

const all = (map: ReadonlyMap<string, Uint8Array>, visit: (key: string, value: Uint8Array) => void): void => {
  for (const [key, value] of map) visit(key, value);
};

const opened = tell("c", 0, "cc.contact.queued");
const taken = [
  tell("c", 10, "cc.contact.answered", { agent: "ann" }),
  tell("c", 20, "cc.contact.ended", { agent: "ann" }),
];

test("one that leaves memory while contacts are read is a row and a record, and counts once, as it ended", () => {
  const owner = new Owner();
  const before = owner.commit(5, opened);
  const after = owner.commit(200, ...taken);
  expect([before.records.size, after.records.size]).toEqual([0, 1]);
  const read = scanned(after, (scan) => {
    all(before.rows, (key, value) => scan.row(key, value));
    all(after.records, (key, value) => scan.record(key, value));
  });
  expect(read).toEqual({ value: 1, stays: [["c", "answered"]] });
});

test("one that comes back while contacts are read is in neither, and is found when rows are read again", () => {
  const owner = new Owner();
  owner.commit(5, opened);
  const before = owner.commit(200, ...taken);
  owner.comesBack("c");
  const after = owner.commit(210, tell("c", 190, "cc.survey.answered", { data: { score: 5 } }));
  expect([before.records.size, after.records.size]).toEqual([1, 0]);
  const read = scanned(after, (scan) => {
    all(before.rows, (key, value) => scan.row(key, value));
    all(after.records, (key, value) => scan.record(key, value));
    all(after.rows, (key, value) => scan.row(key, value));
  });
  expect(read).toEqual({ value: 1, stays: [["c", "answered"]] });
});

test("rows and records that are given twice count once", () => {
  const owner = new Owner();
  const after = owner.commit(200, opened, ...taken, tell("d", 100, "cc.contact.queued"));
  const read = scanned(after, (scan) => {
    for (const _time of ["once", "again"]) all(after.rows, (key, value) => scan.row(key, value));
    for (const _time of ["once", "again"]) all(after.records, (key, value) => scan.record(key, value));
    all(after.rows, (key, value) => scan.row(key, value));
  });
  expect(read).toEqual({
    value: 2,
    stays: [
      ["d", "waiting"],
      ["c", "answered"],
    ],
  });
});

test("a long chat whose rows were read before and after a commit counts, though nobody knows then what came of it", () => {
  const owner = new Owner();
  const messages = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) =>
      tell("c", 30 + from + index, "cc.contact.message", { data: { from: index % 2 === 0 ? "agent" : "customer" } }),
    );
  const before = owner.commit(5, opened, ...messages(0, 70));
  const after = owner.commit(400, ...messages(70, 200));
  const rows = [...after.rows].filter(([key]) => key.includes("\u001ec\u001e"));
  expect(rows.length).toBeGreaterThan(2);
  const whole = scanned(after, (scan) => all(after.rows, (key, value) => scan.row(key, value)));
  expect(whole).toEqual({ value: 1, stays: [["c", "answered"]] });
  const torn = scanned(after, (scan) => {
    for (const [key, value] of rows.slice(0, 1)) scan.row(key, before.rows.get(key) ?? value);
    for (const [key, value] of rows.slice(2)) scan.row(key, value);
  });
  expect(torn).toEqual({ value: 1, stays: [["c", null]] });
});

test("who has waited since before the window waits in it, though nothing of him happened there", () => {
  const owner = new Owner();
  const stored = owner.commit(900, opened);
  const window = { ...ASKED, from: T0 + 600_000 };
  const read = scanned(stored, (scan) => all(stored.rows, (key, value) => scan.row(key, value)), window, "waiting");
  expect(read).toEqual({ value: 1, stays: [["c", "waiting"]] });
});

test("records of other sites of the partition are nobody's here, whatever the sites are called", () => {
  const after = new Owner().commit(200, opened, ...taken);
  const [[key, value]] = [...after.records] as [[string, Uint8Array]];
  const read = scanned(after, (scan) => {
    all(after.records, (each, bytes) => scan.record(each, bytes));
    for (const site of ["there", "her", "here2", ""])
      scan.record(key.replace(SITE.id, site).replace(/c$/, `c of ${site}`), value);
  });
  expect(read).toEqual({ value: 1, stays: [["c", "answered"]] });
});
