/** Golden states: what each fold that was released has stored. This program goes on with them, and its own numbers come out. */
import { FOLD_VERSION } from "@floorwalker/stream";
import { describe, expect, test } from "vitest";
import { counted, goldenFolds, readGolden } from "../support/src/golden-fold.ts";
import { SITE } from "../support/src/histories/histories.ts";
import { PureOwner } from "../support/src/pure-owner.ts";

describe.each(goldenFolds())("the golden state of fold %i", (fold) => {
  const { events, late, rows, records } = readGolden(fold);

  test("takes late events: the contacts they are of have the numbers of a fresh fold, and after a refold all have", () => {
    const fresh = sameWords().feed([...events, ...late], { batch: 20 });
    const golden = loaded();
    golden.feed(late, { batch: 3 });
    const touched = new Set(late.flatMap(({ contact }) => (contact === null ? [] : [contact])));
    expect(touched.size).toBeGreaterThan(3);
    expect(contactsOf(golden, touched)).toEqual(contactsOf(fresh, touched));
    golden.refold();
    expect(contactsOf(golden, null)).toEqual(contactsOf(fresh, null));
    const to = Math.max(...[...events, ...late].map(({ time }) => time)) + 1;
    expect(golden.report("1h", to)).toEqual(fresh.report("1h", to));
  });

  test("is whole: it has rows of every kind, open and closed contacts, and some hundred of them", () => {
    expect(rows.length + records.length).toBeGreaterThan(200);
    expect(records.length).toBeGreaterThan(3);
    const kinds = new Set(rows.map(([key]) => key.split("\u001e")[1]));
    // Panes were rows of their own up to fold 3, and lie by the minute since.
    if (fold > 3) expect(rows.filter(([key]) => key.split("\u001e")[1] === "i").length).toBeGreaterThan(3);
    for (const kind of ["a", "c", "k", fold > 3 ? "m" : "p", "r", "s"]) expect(kinds).toContain(kind);
  });

  test("tells its intervals: what was due, or all that lies after what it counted first and the horizon", () => {
    const horizonMs = { call: 3_600_000, chat: 3_600_000, email: 3_600_000 };
    const owner = PureOwner.restored({ sites: [SITE], tellsIntervals: true, horizonMs }, rows, records);
    owner.commit([]);
    const told = owner.takeIntervals(10_000, true)!.intervals;
    expect(told.length).toBeGreaterThan(10);
    const first = Math.min(...events.map(({ time }) => time));
    if (fold > 3) expect(told.some(({ restated }) => restated > 0)).toBe(true);
    else expect(Math.min(...told.map(({ from }) => from))).toBeGreaterThanOrEqual(first + horizonMs.call);
  });

  test("names a format in every row and record", () => {
    const values = [...rows.map(([, value]) => value), ...records.map(([, , value]) => value)];
    expect(values.filter(([format = 0]) => format === 0 || format >= 0x20)).toEqual([]);
  });

  function loaded(): PureOwner {
    return PureOwner.restored({ sites: [SITE] }, rows, records);
  }

  /** One that has counted nothing, and says its words and counters by the numbers that this fold gave them: else equal numbers have other bytes. */
  function sameWords(): PureOwner {
    const dictionaries = rows.filter(([key]) => ["w", "d"].includes(key.split("\u001e")[1]!));
    expect(dictionaries).not.toEqual([]);
    return PureOwner.restored({ sites: [SITE] }, dictionaries, []);
  }
});

test("today's fold has its golden state, and writes it byte for byte: else rows or numbers have changed, and FOLD_VERSION is to be raised (npm run golden)", () => {
  expect(goldenFolds()).toContain(FOLD_VERSION);
  const { events, rows, records } = readGolden(FOLD_VERSION);
  const today = counted(events);
  expect(texts(today.rows)).toEqual(texts(rows));
  const placed = [...today.records].flatMap(([place, held]) =>
    [...held].map(([key, { value }]): [string, Uint8Array] => [`${place} ${key}`, value]),
  );
  expect(texts(placed)).toEqual(texts(records.map(([place, key, value]) => [`${place} ${key}`, value])));
});

/** By key; a character for each byte. */
const texts = (rows: Iterable<readonly [key: string, value: Uint8Array]>): Readonly<Record<string, string>> =>
  Object.fromEntries([...rows].map(([key, value]) => [key, Buffer.from(value).toString("latin1")]));

/** Rows and records of the contacts named; null: of all. */
function contactsOf(owner: PureOwner, named: ReadonlySet<string> | null): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const put = (contact: string, key: string, value: Uint8Array): void => {
    const [, name = ""] = contact.split("\u001f");
    if (named === null || named.has(name)) found[key] = Buffer.from(value).toString("latin1");
  };
  for (const [key, value] of owner.rows) {
    const [, kind, contact = ""] = key.split("\u001e");
    if (kind === "c") put(contact, key, value);
  }
  for (const held of owner.records.values())
    for (const [key, { value }] of held) put(key.split("\u001e")[1] ?? "", key, value);
  return found;
}
