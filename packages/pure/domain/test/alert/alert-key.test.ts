import { expect, test } from "vitest";
import { type AlertScope, alertKey, fnv1a128 } from "../../src/alert/alert-key.ts";

const RULE = "long-wait";
const SALES: AlertScope = { site: "krakow", queue: "sales", channel: "call", subject: [] };
const START = Date.parse("2026-11-21T09:00:00Z");

test("the hash gives the published FNV-1a values", () => {
  expect(fnv1a128("")).toBe("6c62272e07bb014262b821756295c58d");
  expect(fnv1a128("a")).toBe("d228cb696f1a8caf78912b704e4a8964");
  expect(fnv1a128("foobar")).toBe("343e1662793c64bf6f0d3597ba446f18");
});

test("the key of a transition never changes: a receiver may have seen it before the upgrade", () => {
  expect(alertKey(RULE, SALES, START, "firing")).toBe("0c1fabbb4e6312aaff427dc094319f49");
  expect(alertKey(RULE, { ...SALES }, START, "firing")).toBe(alertKey(RULE, SALES, START, "firing"));
});

test("another rule, site, queue, channel, source, episode or state is another key", () => {
  const keys = [
    alertKey(RULE, SALES, START, "firing"),
    alertKey(RULE, SALES, START, "resolved"),
    alertKey(RULE, SALES, START + 1, "firing"),
    alertKey("long-waits", SALES, START, "firing"),
    alertKey(RULE, { ...SALES, site: "kraków" }, START, "firing"),
    alertKey(RULE, { ...SALES, queue: "service" }, START, "firing"),
    alertKey(RULE, { ...SALES, channel: "chat" }, START, "firing"),
    alertKey(RULE, { ...SALES, queue: null, channel: null }, START, "firing"),
    alertKey(RULE, { ...SALES, queue: "null", channel: null }, START, "firing"),
    alertKey(RULE, { ...SALES, site: "krakow,sales", queue: null }, START, "firing"),
    alertKey(RULE, { ...SALES, queue: null, channel: null, subject: ["/acd"] }, START, "firing"),
    alertKey(RULE, { ...SALES, queue: null, channel: null, subject: ["/chat"] }, START, "firing"),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
});
