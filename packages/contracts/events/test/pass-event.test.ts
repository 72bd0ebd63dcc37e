/** What passes on its bytes alone is exactly what the schemas take as it stands, and the bytes are those we write. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeEvent, parseEvent, passEvent, readText } from "../src/index.ts";
import { anyEvent } from "./arbitrary-event.ts";

const NOW = Number.POSITIVE_INFINITY;

/** What the schemas make of the same bytes; null: they would not take them as they stand. */
function bySchemas(bytes: Uint8Array, latest: number): { readonly json: string; readonly site: string } | null {
  const { text, mended } = readText(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = parseEvent(value, latest);
  if (!parsed.ok || parsed.mended !== undefined || mended.length > 0 || parsed.extra !== undefined) return null;
  return { json: encodeEvent(parsed.event), site: parsed.event.site };
}

function holds(bytes: Buffer, latest = NOW): boolean {
  const passed = passEvent(bytes, latest);
  if (passed === null) return false;
  expect({ json: Buffer.from(passed.bytes).toString(), site: passed.site }).toEqual(bySchemas(bytes, latest));
  return true;
}

/** Schedules are left to the schemas: there are few of them. */
const passing = anyEvent.filter(({ type }) => type !== "cc.agent.scheduled");

test("what we write ourselves passes as the very bytes it is, in any alphabet, unless something in it is escaped", () => {
  fc.assert(
    fc.property(passing, (event) => {
      const bytes = Buffer.from(encodeEvent(event));
      const passed = passEvent(bytes, NOW);
      if (bytes.includes("\\")) expect(passed === null || passed.site === event.site).toBe(true);
      else expect([passed?.bytes === bytes, passed?.site]).toEqual([true, event.site]);
      holds(bytes);
    }),
    { numRuns: 200 },
  );
});

test.each([
  ["site", 256],
  ["queue", 256],
  ["agent", 256],
  ["segment", 256],
  ["id", 1_024],
  ["source", 1_024],
  ["contact", 1_024],
] as const)(
  "a %s passes up to %i characters, and not beyond, where the schemas refuse it or leave it out",
  (name, most) => {
    const [event] = fc.sample(
      anyEvent.filter(({ type }) => type === "cc.contact.answered"),
      1,
    );
    const ofLength = (length: number): Buffer => Buffer.from(encodeEvent({ ...event!, [name]: "n".repeat(length) }));
    expect(holds(ofLength(most))).toBe(true);
    expect([holds(ofLength(most + 1)), bySchemas(ofLength(most + 1), NOW)]).toEqual([false, null]);
  },
);

test("a reason and a survey's name pass up to 256 characters", () => {
  const [event] = fc.sample(
    anyEvent.filter(({ type }) => type === "cc.survey.answered"),
    1,
  );
  for (const name of ["reason", "survey"])
    for (const length of [256, 257]) {
      const data = { ...event!.data, [name]: "n".repeat(length) };
      const bytes = Buffer.from(encodeEvent({ ...event!, data }));
      expect([name, holds(bytes), bySchemas(bytes, NOW) !== null]).toEqual([name, length === 256, length === 256]);
    }
});

const space = fc.constantFrom("", "", "", " ", "\n  ");
const replaced: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    "x",
    "1-5",
    "call",
    "agent",
    "paused",
    "full",
    "1.0",
    "application/json",
    0,
    5,
    12.5,
    -1,
    true,
  ),
  fc.constantFrom(
    "2026-11-21T09:00:12Z",
    "2026-02-29T00:00:00.000Z",
    "2028-02-29T23:59:59.999Z",
    "2026-11-21T09:00:60Z",
  ),
  fc.constantFrom(
    "007",
    "12",
    "9007199254740993",
    34_560_000_000,
    34_560_000_001,
    1e21,
    0.1,
    4.5,
    "a\u0085b",
    "Krak\u00f3w",
    "\u007f",
  ),
  fc.jsonValue({ maxDepth: 2 }),
);
const edit = fc.record({ in: fc.constantFrom("event", "data"), name: fc.nat(), how: fc.nat(4), value: replaced });

/** An event as another program may write it: members in any order, left out, doubled, replaced, with space between. */
const strange = fc
  .record({ event: anyEvent, edits: fc.array(edit, { maxLength: 3 }), turn: fc.nat(20), between: space, by: space })
  .map(({ event, edits, turn, between, by }) => {
    const { data, ...attributes } = JSON.parse(encodeEvent(event)) as { data: Record<string, unknown> };
    const members = { event: Object.entries<unknown>(attributes), data: Object.entries<unknown>(data) };
    for (const { in: where, name, how, value } of edits) {
      const list = members[where];
      const at = name % Math.max(1, list.length);
      const known = [
        "recordedtime",
        "segment",
        "sequence",
        "agent",
        "queue",
        "score",
        "scale",
        "reason",
        "survey",
        "from",
        "waitMs",
      ];
      if (how === 0) list.splice(at, 1);
      else if (how === 1) list.splice(at, 1, [list[at]?.[0] ?? "waitMs", value]);
      else if (how === 2) list.push([known[name % known.length]!, value]);
      else if (how === 3) list.push(list.shift() ?? ["note", value]);
      else list.push([list[at]?.[0] ?? "note", value]);
    }
    const written = (list: readonly (readonly [string, unknown])[]): string[] =>
      list.map(([name, value]) => `${between}${JSON.stringify(name)}${by}:${between}${JSON.stringify(value)}${by}`);
    const all = [...written(members.event), `"data":${between}{${written(members.data).join(",")}}`];
    const turned = [...all.slice(turn % all.length), ...all.slice(0, turn % all.length)];
    return Buffer.from(`${between}{${turned.join(",")}}${by}`);
  });

test("however another program writes an event, what passes is what the schemas take, and not a little of it passes", () => {
  let passed = 0;
  let taken = 0;
  fc.assert(
    fc.property(strange, (bytes) => {
      if (holds(bytes)) passed++;
      if (bySchemas(bytes, NOW) !== null) taken++;
    }),
    { numRuns: 600 },
  );
  expect(passed / taken).toBeGreaterThan(0.2);
});

test("bytes that were changed anywhere pass only when the schemas take them too", () => {
  const changes = fc.array(fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) }), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(
      fc.oneof(
        strange,
        anyEvent.map((event) => Buffer.from(encodeEvent(event))),
      ),
      changes,
      (given, edits) => {
        const bytes = Buffer.from(given);
        for (const { at, byte } of edits) bytes[at % bytes.length] = byte;
        holds(bytes);
        holds(bytes.subarray(0, edits[0]!.at % (bytes.length + 1)));
      },
    ),
    { numRuns: 600 },
  );
});

test("no JSON passes that the schemas do not take", () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.jsonValue(),
      (text, value) => !holds(Buffer.from(text)) && !holds(Buffer.from(JSON.stringify([value]))),
    ),
  );
});

test("an event of the future does not pass, one of the last moment does", () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      const bytes = Buffer.from(encodeEvent(event));
      expect(passEvent(bytes, event.time - 1)).toBeNull();
      holds(bytes, event.time);
    }),
  );
});

test("a time is read from its bytes as Date reads it, days and hours that are none excepted", () => {
  const two = fc.integer({ min: 0, max: 99 }).map((number) => String(number).padStart(2, "0"));
  const times = fc
    .tuple(fc.constantFrom("1969", "1970", "2000", "2024", "2100", "2026", "9999"), two, two, two, two, two)
    .map(([year, month, day, hour, minute, second]) => `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`);
  fc.assert(
    fc.property(times, (time) => {
      holds(Buffer.from(SAMPLE.replace("2026-11-21T09:00:12.345Z", time)));
    }),
    { numRuns: 600 },
  );
  for (const day of ["02-28", "02-29", "02-30", "04-30", "04-31", "12-31"])
    for (const year of ["2023", "2024", "2100", "2000"])
      holds(Buffer.from(SAMPLE.replace("2026-11-21T09:00:12.345Z", `${year}-${day}T23:59:59Z`)));
});

const SAMPLE =
  '{"specversion":"1.0","id":"a7f3","source":"/acd/krakow","type":"cc.contact.answered","time":"2026-11-21T09:00:12.345Z","site":"krakow","channel":"call","contact":"c-1","segment":"1","queue":"sales","agent":"a42","datacontenttype":"application/json","data":{"waitMs":12345}}';

test("the sample of the event reference passes as it stands, and set in lines or in another order as it should stand", () => {
  const bytes = Buffer.from(SAMPLE);
  expect(passEvent(bytes, NOW)).toEqual({ bytes, site: "krakow", hasCustomer: false });
  const { data, specversion, ...rest } = JSON.parse(SAMPLE) as Record<string, unknown>;
  for (const text of [
    JSON.stringify(JSON.parse(SAMPLE), null, 2),
    JSON.stringify({ data, ...rest, specversion }),
    `${SAMPLE}\n`,
  ])
    expect(Buffer.from(passEvent(Buffer.from(text), NOW)!.bytes).toString()).toBe(SAMPLE);
});
