import { unconfiguredSite } from "@floorwalker/domain";
import type { LiveMoment } from "@floorwalker/protocol/message";
import { createLogger, readLink } from "@floorwalker/runtime";
import { expect, test } from "vitest";
import { alertWriter } from "../src/index.ts";
import type { LiveMoments } from "../src/live-moments.ts";
import { alert, toldBy } from "./notifier-fixture.ts";

const MOMENT: LiveMoment = {
  at: 0,
  waiting: 3,
  late: 1,
  longestWaitMs: 60_000,
  staff: null,
  helpers: [],
  before: null,
};
const lines: string[] = [];
const written = (of: LiveMoments["of"]) =>
  alertWriter({
    sites: () => new Map([["krakow", { ...unconfiguredSite("krakow"), name: "Kraków" }]]),
    receivers: () => new Map([["szef", { language: "pl" }]]),
    publicUrl: () => null,
    moments: { of, floor: () => Promise.reject(new Error("nobody asks")) },
    told: toldBy("pseudonyms"),
    logger: createLogger({ service: "test", to: { write: (line: string) => void lines.push(line) } }),
    readMs: 20,
  });
const waiting = ({ facts }: { facts: readonly { label: string; value: string }[] }) =>
  facts.find(({ label }) => label === "Czeka")?.value;

test("an alert is written in its receiver's language, with who waits now", async () => {
  const message = await written(async () => MOMENT)(alert("k1"), "szef");
  expect(message.subject).toMatch(/^Ostrzeżenie: .*, czekają 3 · Kraków$/);
  expect(waiting(message)).toBe("3, 1 po czasie");
});

test.each([
  ["cannot be read", () => Promise.reject(new Error("no connection"))],
  ["do not come", () => new Promise<LiveMoment>(() => {})],
])("an alert waits for no rows that %s: it is written without them, and that is said", async (_, moments) => {
  lines.length = 0;
  const message = await written(moments)(alert("k1"), "szef");
  expect(waiting(message)).toBeUndefined();
  expect(lines.join("\n")).toContain("alert_moment_unread");
});

test("of one that is over nobody asks who waits", async () => {
  const asked: string[] = [];
  const write = written(async ({ key }) => {
    asked.push(key);
    return MOMENT;
  });
  expect(waiting(await write(alert("k1", { state: "resolved" }), "szef"))).toBeUndefined();
  expect(asked).toEqual([]);
});

test("what fires has a link that takes it, of that receiver, for a day; where people reach the board and a key is there", async () => {
  const secret = "a-secret-of-some-length";
  const parts = {
    sites: () => new Map(),
    receivers: () => new Map([["szef", { language: "pl" as const }]]),
    publicUrl: () => "https://board.example.com",
    told: toldBy("pseudonyms"),
  };
  const message = await alertWriter({ ...parts, linkSecret: secret })(alert("k1"), "szef");
  const link = message.links.find(({ text }) => text === "Przejmij");
  const token = link?.url.replace("https://board.example.com/take/", "") ?? "";
  const claim = { alert: message.episode, receiver: "szef", step: 0, expiresAt: message.at + 86_400_000 };
  expect(readLink(secret, token, message.at)).toEqual(claim);
  expect(readLink(secret, token, claim.expiresAt)).toBe("expired");
  const none = [
    alertWriter({ ...parts, linkSecret: secret })(alert("k1", { state: "resolved" }), "szef"),
    alertWriter({ ...parts, linkSecret: secret, publicUrl: () => null })(alert("k1"), "szef"),
    alertWriter(parts)(alert("k1"), "szef"),
  ];
  for (const { links } of await Promise.all(none)) expect(links.map(({ text }) => text)).not.toContain("Przejmij");
});
