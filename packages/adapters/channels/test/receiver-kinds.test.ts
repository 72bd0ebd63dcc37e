/** What a channel says of its receivers is what the configuration file is checked by. */
import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatProblem, parseConfiguration, type Receiver } from "@floorwalker/runtime";
import { expect, onTestFinished, test } from "vitest";
import { EmailChannel, WebhookChannel } from "../src/index.ts";
import { openReceiver, RECEIVER_KINDS } from "../src/receiver-kinds.ts";

const read = (text: string) => parseConfiguration(text, "floorwalker.yaml", RECEIVER_KINDS);

function said(text: string): string[] {
  const result = read(text);
  return result.ok ? [] : result.errors.map((problem) => formatProblem(problem, "floorwalker.yaml"));
}

function receiver(text: string): Receiver {
  const result = read(text);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.configuration.receivers.values().next().value!;
}

test("a setting that a channel cannot use is named with its place, its line and what to do", () => {
  const problems = said(`receivers:
  - { id: room, type: webhook, url: "ftp://127.0.0.1/", sekret: x }
  - { id: duty, type: email, to: [], from: a@example.com, smtp: "http://127.0.0.1" }
  - { id: desk, type: email, to: [nobody], from: a@example.com }
`);
  for (const [place, line, message] of [
    ["receivers[0].url", 2, "must be a URL that starts with http:// or https://"],
    ["receivers[0].sekret", 2, 'Did you mean "secret"?'],
    ["receivers[1].smtp", 3, "must be a URL that starts with smtp:// or smtps://"],
    ["receivers[1].to", 3, "Correct the value."],
    ["receivers[2].to[0]", 4, "Correct the value."],
    ["receivers[2].smtp", 4, "is missing"],
  ] as const) {
    const found = problems.find((problem) => problem.includes(place) && problem.includes(message));
    expect(found, `${place}: ${message} in ${problems.join(" | ")}`).toContain(`floorwalker.yaml:${line}`);
  }
});

test("of a kind that no channel brings it is said which there are", () => {
  expect(said("receivers: [{ id: s, type: sms }]")).toEqual([
    expect.stringContaining("must be webhook or email or slack or "),
  ]);
});

test("each kind opens the channel that it is of, with what the file says", async () => {
  const web = await openReceiver(receiver('receivers: [{ id: w, type: webhook, url: "http://127.0.0.1/" }]'), Date.now);
  const mail = await openReceiver(
    receiver('receivers: [{ id: m, type: email, to: [a@example.com], from: b@example.com, smtp: "smtp://127.0.0.1" }]'),
    Date.now,
  );
  expect([web, mail]).toEqual([expect.any(WebhookChannel), expect.any(EmailChannel)]);
  await Promise.all([web.close(), mail.close()]);
});

test("a secret in a file of its own stands where it would stand in the configuration", async () => {
  const folder = await mkdtemp(join(tmpdir(), "floorwalker-secret-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "secret");
  writeFileSync(file, "s3cret\n");
  const entry = `{ id: w, type: webhook, url: "http://127.0.0.1/", secretFile: ${JSON.stringify(file)} }`;
  expect(receiver(`receivers: [${entry}]`).settings).toMatchObject({ secret: "s3cret" });
});

test("a kind that can do nothing without a secret says so before anything is sent", () => {
  expect(said("receivers: [{ id: p, type: pagerduty }]")).toEqual([
    expect.stringContaining("a receiver of type pagerduty needs a secret"),
  ]);
  const all = `receivers:
  - { id: p, type: pagerduty, secret: "0123456789abcdef0123456789abcdef" }
  - { id: s, type: slack, conversation: C0FLOOR, secret: xoxb-1 }
  - { id: w, type: slack-webhook, url: "https://hooks.example.com/T1" }
  - { id: t, type: teams, url: "https://flow.example.com/1" }
  - { id: o, type: opsgenie, secret: k }
  - { id: a, type: alertmanager, url: "http://127.0.0.1/" }
  - { id: g, type: telegram, secret: k, chat: -100 }
`;
  expect(said(all)).toEqual([]);
});
