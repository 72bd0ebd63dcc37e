import { expect, test } from "vitest";
import { NewestSeconds } from "../src/newest-seconds.ts";

/** The line of a site at an offset, stamped in a second and appended at a time. Its place in its second. */
const line = (seconds: NewestSeconds, site: string, offset: number, second: number, appendedAt: number) =>
  seconds.linesFor(site, { offset, appendedAt }).place(second);

test("several sites in one partition: the oldest of their newest seconds is where reading goes on", () => {
  const seconds = new NewestSeconds(10);
  expect(seconds.position()).toBe(10);
  line(seconds, "krakow", 10, 100, 1_000);
  line(seconds, "gdansk", 11, 103, 1_000);
  line(seconds, "gdansk", 12, 104, 1_000);
  expect(seconds.position()).toBe(10);
  line(seconds, "krakow", 13, 101, 1_000);
  expect([seconds.position(), seconds.next]).toEqual([12, 14]);
});

test("a site that fell silent holds nothing up, and begins anew as after a restart", () => {
  const seconds = new NewestSeconds(0);
  expect(line(seconds, "krakow", 0, 100, 0)).toBe(1);
  expect(line(seconds, "krakow", 1, 100, 60_000)).toBe(2);
  line(seconds, "gdansk", 2, 100, 60_000);
  line(seconds, "gdansk", 3, 190, 120_001);
  expect(seconds.position()).toBe(3);
  expect(line(seconds, "krakow", 4, 100, 120_001)).toBe(1);
});

test("a copy goes on without the one it was made of", () => {
  const seconds = new NewestSeconds(0);
  line(seconds, "krakow", 0, 100, 0);
  expect(line(seconds.copy(), "krakow", 1, 100, 0)).toBe(2);
  expect(line(seconds, "krakow", 1, 100, 0)).toBe(2);
  expect(seconds.next).toBe(2);
});
