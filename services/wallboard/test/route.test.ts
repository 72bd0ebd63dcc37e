import fc from "fast-check";
import { expect, test } from "vitest";
import { pageTitle } from "../src/desk/page-title.ts";
import { ADMIN_PARTS, onSite, pathOf, type Route, readRoute, SITE_PAGES } from "../src/desk/route.ts";
import { speak } from "../src/words/words.ts";

const name = fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => text.trim() !== "");
const route = fc.oneof(
  fc.record({ page: fc.constantFrom(...SITE_PAGES), site: name }),
  fc.record({ page: fc.constant("admin" as const), part: fc.constantFrom(...ADMIN_PARTS) }),
  fc.record({ page: fc.constantFrom("screens", "pair") }),
  fc.record({ page: fc.constant("queue" as const), site: name, queue: name }),
  fc.record({ page: fc.constantFrom("waiting", "forecast"), site: name, queue: name }),
  fc.record({ page: fc.constant("agent" as const), site: name, agent: name }),
  fc.record({ page: fc.constant("rule" as const), site: name, rule: name }),
  fc.record({ page: fc.constant("reason" as const), region: name, reason: name }),
  fc.record({ page: fc.constant("screen" as const), screen: name }),
  fc.record({ page: fc.constant("alert" as const), site: name, alert: name }),
  fc.record({ page: fc.constant("contact" as const), site: name, contact: name }),
  fc.record({ page: fc.constant("region" as const), region: name }),
  fc.record({ page: fc.constant("explain" as const), site: name, queue: name, kpi: name }),
);

test("every place has an address, and the address leads back to it, whatever sites and queues are called", () => {
  fc.assert(
    fc.property(route, (at) => {
      expect(readRoute(pathOf(at))).toEqual(at);
    }),
  );
});

test.each<[string, Route]>([
  ["/", { page: "home" }],
  ["/s/krakow", { page: "floor", site: "krakow" }],
  ["/s/krakow/agents", { page: "agents", site: "krakow" }],
  ["/s/krak%C3%B3w/q/support%2Fvip", { page: "queue", site: "kraków", queue: "support/vip" }],
  ["/s/krakow/nonsense", { page: "unknown" }],
  ["/s/krakow/q", { page: "unknown" }],
  ["/s/%E0%A4%A/floor", { page: "unknown" }],
  ["/region/Central%20Europe", { page: "region", region: "Central Europe" }],
  ["/region", { page: "unknown" }],
  ["/s/krakow/contacts", { page: "unknown" }],
  ["/s/krakow/contacts/c-1/more", { page: "unknown" }],
  ["/somewhere", { page: "unknown" }],
  ["/admin/users", { page: "admin", part: "users" }],
  ["/admin/nonsense", { page: "unknown" }],
  ["/admin", { page: "unknown" }],
  ["/screens/scr-1/more", { page: "unknown" }],
  ["/health", { page: "anyHealth" }],
  ["/s/krakow/q/sales/nonsense", { page: "unknown" }],
  ["/s/krakow/q/sales/explain/serviceLevel/more", { page: "unknown" }],
])("%s is read as what it says, and nonsense is no other page", (path, at) => expect(readRoute(path)).toEqual(at));

test("another site shows the same page, but nobody's queue", () => {
  expect(onSite({ page: "agents", site: "a" }, "b")).toEqual({ page: "agents", site: "b" });
  expect(onSite({ page: "queue", site: "a", queue: "q" }, "b")).toEqual({ page: "floor", site: "b" });
  expect(onSite({ page: "rule", site: "a", rule: "r" }, "b")).toEqual({ page: "rules", site: "b" });
  expect(onSite({ page: "waiting", site: "a", queue: "q" }, "b")).toEqual({ page: "floor", site: "b" });
});

test("a tab says where it is: only the floor is called the floor, and a queue by its name", async () => {
  await speak("en");
  const queues = [{ queue: "q", title: "Sales" }];
  fc.assert(
    fc.property(route, (at) => {
      const title = pageTitle(at, queues);
      expect(title).not.toBe("");
      if (at.page !== "floor" && !("queue" in at) && !("region" in at)) expect(title).not.toBe("Floor");
    }),
  );
  expect(pageTitle({ page: "waiting", site: "a", queue: "q" }, queues)).toMatch(/^Waiting.* · Sales$/);
  expect(pageTitle({ page: "forecast", site: "a", queue: "r" }, queues)).toBe("To come: r");
});
