import { expect, test } from "vitest";
import { nextPlace } from "../src/next-place.ts";

const ORIGIN = "https://board.example.com";

test.each([
  ["/s/krakow/floor?w=60m&q=a%26b#x", "/s/krakow/floor?w=60m&q=a%26b#x"],
  ["/?screen=wall&site=krakow", "/?screen=wall&site=krakow"],
  ["/s/krak%C3%B3w/q/support.vip", "/s/krak%C3%B3w/q/support.vip"],
])("signing in leads back to the page %s", (wanted, place) => {
  expect(nextPlace(wanted, ORIGIN)).toBe(place);
});

test.each([
  null,
  "",
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "/.//evil.example",
  "/s/..//evil.example",
  "/%2e%2e//evil.example",
  "s/krakow",
  "/v1/users",
  "/V1/oidc/callback?code=x",
  "/sign-in?next=/sign-in",
  "http://board.example.com/s/krakow/floor",
])("what is no page of this board leads to the first one: %j", (wanted) => {
  const place = nextPlace(wanted, ORIGIN);
  expect(place).toBe("/");
});

test("whatever the address says, the place is of this origin as a browser reads it", () => {
  const parts = ["/", "\\", ".", "..", "%2f", "%5c", "\t", "\n", "@", ":", "evil.example", "s", "?", "#"];
  for (const a of parts)
    for (const b of parts)
      for (const c of parts)
        for (const d of parts) {
          const place = nextPlace(`/${a}${b}${c}${d}`, ORIGIN);
          expect(new URL(place, ORIGIN).origin, JSON.stringify([a, b, c, d])).toBe(ORIGIN);
        }
});
