/** What is to do before the first event: the next step is the first that is not done, and its command does what it says in a shell. */
import { execFileSync } from "node:child_process";
import type { SiteRow } from "@floorwalker/protocol";
import { expect, test } from "vitest";
import { firstSteps, isFirstRun } from "../src/model/first-steps.ts";
import { lineOf } from "./lines.ts";

const PARTS = { live: true, site: null, queues: [], sources: [], origin: "http://127.0.0.1:4747", closed: false };
const siteRow = (over: Partial<SiteRow>): SiteRow => ({ site: "s", ...over }) as SiteRow;
const nextOf = (parts: Parameters<typeof firstSteps>[0]) => firstSteps(parts).find(({ done }) => !done);
/** What a shell makes of it: the body that would be sent. */
const sentBy = (command: string): Record<string, unknown> =>
  JSON.parse(
    execFileSync("sh", ["-c", `curl() { for last; do :; done; printf %s "$last"; }; ${command}`], { encoding: "utf8" }),
  ) as Record<string, unknown>;

test("of an empty installation the next is a source, and its command is an event of a contact that waits now", () => {
  const next = nextOf(PARTS)!;
  expect(next.id).toBe("source");
  const { time, ...event } = sentBy(next.command!);
  expect(event).toMatchObject({
    type: "cc.contact.queued",
    site: "my-site",
    channel: "call",
    queue: "sales",
    data: {},
  });
  expect(Math.abs(Date.parse(String(time)) - Date.now())).toBeLessThan(60_000);
  expect(next.command).not.toContain("authorization");
});

test("of a configured site it is sent to a queue of it, whatever that is called, and with a token where one is asked for", () => {
  const site = siteRow({ site: "l'aquila", lastEventAt: null });
  const queues = [lineOf({ queue: "it's", channel: "chat", title: "It's" }).row];
  const steps = firstSteps({ ...PARTS, site, queues, closed: true });
  expect(steps.map(({ id, done }) => [id, done])).toEqual([
    ["running", true],
    ["source", false],
    ["contact", false],
    ["queues", true],
  ]);
  expect(sentBy(steps[1]!.command!)).toMatchObject({ site: "l'aquila", queue: "it's", channel: "chat" });
  expect(steps[1]!.command).toContain("authorization: Bearer $FLOORWALKER_TOKEN");
  expect(steps[3]!.known).toEqual(["It's"]);
});

test("with the first event it is a floor", () => {
  expect(isFirstRun(null)).toBe(true);
  expect(isFirstRun(siteRow({ lastEventAt: null }))).toBe(true);
  expect(isFirstRun(siteRow({ lastEventAt: 5 }))).toBe(false);
});
