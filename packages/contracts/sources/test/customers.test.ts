import { createHash } from "node:crypto";
import { decodeEvent } from "@floorwalker/events";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical, intake, withoutPlainCustomer, writtenEvent } from "../src/index.ts";

const NOW = Date.UTC(2026, 10, 21, 9);
const PLAIN = "+48 600 100 200";
const customers = (site: string) => (site === "krakow" ? hash : null);
const hash = (customer: string): string =>
  /^h1\.\w+$/.test(customer) ? customer : `h1.${createHash("sha256").update(customer).digest("hex")}`;
const CONTEXT = { site: null, now: NOW, customers };

const event = (more: object = {}): Record<string, unknown> => ({
  specversion: "1.0",
  id: "1",
  source: "/acd",
  type: "cc.contact.queued",
  time: "2026-11-21T08:59:00.000Z",
  site: "krakow",
  channel: "call",
  contact: "c-1",
  queue: "sales",
  customer: PLAIN,
  datacontenttype: "application/json",
  data: {},
  ...more,
});
const bytes = (value: unknown, indent = 0): Uint8Array => Buffer.from(JSON.stringify(value, null, indent));
const text = (value: Uint8Array): string => Buffer.from(value).toString("utf8");

function written(value: Uint8Array, headers?: Record<string, string>): string {
  const outcome = intake(canonical, value, headers === undefined ? CONTEXT : { ...CONTEXT, headers });
  if (outcome.result !== "accepted") throw new Error(JSON.stringify(outcome));
  return text(writtenEvent(outcome.events[0]!).bytes);
}

test("however an event is written, the customer of a site that asks for it is hashed; of another he is as told", () => {
  const { data, ...attributes } = event();
  const headers = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce_${name}`, String(value)]));
  for (const told of [
    written(bytes(event())),
    written(bytes(event(), 2)),
    written(bytes(event({ shop: "x", data: { colour: "red" } }))),
    written(bytes(event({ time: "2026-11-21T09:59:00+01:00" }))),
    written(bytes(data), headers),
  ]) {
    expect(decodeEvent(told)).toMatchObject({ customer: hash(PLAIN), contact: "c-1" });
    expect(told).not.toContain(PLAIN);
  }
  expect(decodeEvent(written(bytes(event({ customer: 2041 }))))?.customer).toBe(hash("2041"));
  expect(decodeEvent(written(bytes(event({ site: "lodz" }))))?.customer).toBe(PLAIN);
  expect(written(bytes(event({ customer: undefined })))).toBe(text(bytes(event({ customer: undefined }))));
});

test("what was written is written the same when it comes again, as from a recording of the event topic", () => {
  const once = written(bytes(event({ shop: "x" })));
  expect(written(Buffer.from(once))).toBe(once);
});

test("what is refused is kept without him: wrong, cut anywhere, in a list, nested, spelled otherwise, of an unknown site", () => {
  const kept = (value: Uint8Array, site: string | null = null) =>
    text(withoutPlainCustomer({ value, headers: {} }, site, customers).value);
  const wrong = event({ channel: "fax" });
  expect(JSON.parse(kept(bytes(wrong)))).toEqual({ ...wrong, customer: hash(PLAIN) });
  expect(kept(bytes([event(), event()]))).not.toContain(PLAIN);
  expect(kept(bytes({ ...wrong, data: { customer: PLAIN } }))).not.toContain(PLAIN);
  expect(kept(Buffer.from(JSON.stringify(wrong).replace("customer", "custom\\u0065r")))).not.toContain(PLAIN);
  expect(JSON.parse(kept(bytes({ ...wrong, site: undefined })))).toMatchObject({ customer: "" });
  expect(JSON.parse(kept(bytes({ ...wrong, site: undefined }), "krakow"))).toMatchObject({ customer: hash(PLAIN) });
  const deep = `{"customer":"${PLAIN}","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  expect(kept(Buffer.from(deep))).not.toContain(PLAIN);
  const ofLodz = bytes(event({ site: "lodz", channel: "fax" }));
  expect(kept(ofLodz)).toBe(text(ofLodz));
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(0, 2), fc.boolean(), (at, indent, listed) => {
      const whole = text(bytes({ ...wrong, customer: [PLAIN, "secret-name"] }, indent));
      const cut = Buffer.from(
        (listed ? whole : text(bytes(wrong, indent))).slice(0, at % whole.length) + (at % 2 ? "}" : ""),
      );
      expect(kept(cut)).not.toMatch(/600 100|secret/);
    }),
    { numRuns: 300 },
  );
});

test("headers of a refused record are kept without him, too", () => {
  const headers = { ce_specversion: "1.0", ce_site: "krakow", CE_Customer: Buffer.from(PLAIN), trace: "t" };
  const kept = withoutPlainCustomer({ value: bytes({}), headers, key: "k" }, "lodz", customers);
  expect(kept).toEqual({ value: bytes({}), headers: { ...headers, CE_Customer: hash(PLAIN) }, key: "k" });
});
