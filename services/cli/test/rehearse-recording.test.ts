/** Of a recording every rule can be rehearsed, agents' and sources' too, without any gateway. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type RehearsalDocument, rehearsalText } from "../src/rules/rehearsal-text.ts";
import { rehearseRecording } from "../src/rules/rehearse-recording.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "floorwalker-rehearse-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const event = (time: string, type: string, rest: object): string =>
  JSON.stringify({
    specversion: "1.0",
    id: `${type}-${time}`,
    source: "/acd",
    type: `cc.${type}`,
    time: `2026-11-25T${time}Z`,
    site: "krakow",
    ...rest,
  });
const call = { channel: "call", contact: "c1", queue: "sales" };

/** One call of seven minutes, and nothing more for twenty. */
function recording(): string {
  const file = join(folder, "events.jsonl");
  const lines = [
    event("09:00:00", "contact.queued", call),
    event("09:00:10", "contact.answered", { ...call, agent: "ann" }),
    event("09:07:10", "contact.ended", { ...call, agent: "ann" }),
    event("09:30:00", "contact.queued", { ...call, contact: "c2" }),
    event("09:30:05", "contact.answered", { ...call, contact: "c2", agent: "bob" }),
  ];
  writeFileSync(file, lines.join("\n"));
  return file;
}

const rehearse = async (rule: object): Promise<RehearsalDocument> =>
  (await rehearseRecording(rule, recording(), { source: "canonical" })) as RehearsalDocument;

test("a rule on agents says who was over the limit, and whom it would have told", async () => {
  const answer = await rehearse({ id: "long-call", agent: "onContact", longerThan: "5m", receivers: ["lead"] });
  expect(answer.runs.map(({ limit, holdForSeconds, fired }) => [limit, holdForSeconds, fired])).toEqual([
    [300, 0, 1],
    [300, 60, 1],
    [450, 0, 0],
    [450, 60, 0],
  ]);
  expect(answer.runs[0]!.episodes).toMatchObject([
    { about: "ann", firedAt: "2026-11-25T09:05:10.001+00:00", seconds: 119.999 },
  ]);
  expect(rehearsalText(answer)).toContain("lead 2");
});

test("a rule on sources fires where the recording is silent", async () => {
  const { runs } = await rehearse({ id: "silent", source: "any", holdFor: "1m" });
  expect(runs[0]!.episodes).toMatchObject([{ about: "/acd", resolvedAt: "2026-11-25T09:30:00+00:00" }]);
});

test("a rule with a mistake is refused with its place and what to do", async () => {
  await expect(rehearse({ id: "x", kpi: "serviceLevl", below: "70%" })).rejects.toMatchObject({
    code: "bad_rule",
    message: expect.stringContaining("serviceLevl") as string,
  });
});
