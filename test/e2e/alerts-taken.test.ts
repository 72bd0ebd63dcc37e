/**
 * The embedded program, killed in the middle of what people do with alerts: what was answered is there, what is sent again counts
 * once, and no step is told twice under another key or left out.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningProgram, startProgram } from "../support/src/program.ts";
import { startWebReceiver, type WebReceiver } from "../support/src/web-receiver.ts";

const patience = { timeout: 30_000, interval: 50 };

const configuration = (hook: string): string => `
sites:
  - id: bergen
    queues: [{ queue: sales, channel: call, target: 0 }, { queue: help, channel: call, target: 0 }]
    sources: [{ source: /acd, silentAfter: never }]
    rules:
      - { id: taken, kpi: waiting, queue: sales, above: 0, clear: 0, holdFor: 0, receivers: [hook], escalation: [{ after: 60s, receivers: [hook] }] }
      - { id: left, kpi: waiting, queue: help, above: 0, clear: 0, holdFor: 0, receivers: [hook], escalation: [{ after: 2s, receivers: [hook] }] }
receivers:
  - { id: hook, type: webhook, url: "${hook}" }
`;

interface Shown {
  readonly alert: string;
  readonly rule: string;
  readonly state: string;
  readonly owner: string | null;
  readonly notes: readonly { readonly text: string }[];
}

let folder: string;
let web: WebReceiver;
let program: RunningProgram;

const start = (): Promise<RunningProgram> =>
  startProgram(["--config", join(folder, "floorwalker.yaml"), "--no-simulate"], join(folder, "data"));

async function killAndStart(): Promise<void> {
  process.kill(program.pid, "SIGKILL");
  await program.stop();
  program = await start();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "floorwalker-taken-"));
  web = await startWebReceiver();
  await writeFile(join(folder, "floorwalker.yaml"), configuration(web.url));
  program = await start();
});
afterAll(async () => {
  await program?.stop();
  await web?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function alerts(): Promise<ReadonlyMap<string, Shown>> {
  const answer = (await (await fetch(`${program.url}v1/alerts`)).json()) as { alerts: Shown[] };
  return new Map(answer.alerts.map((alert) => [alert.rule, alert]));
}

async function post(type: string, queue: string): Promise<void> {
  const event = { specversion: "1.0", source: "/acd", site: "bergen", channel: "call", contact: `c-${queue}`, queue };
  const told = { ...event, id: `${type}-${queue}`, type: `cc.contact.${type}`, time: new Date().toISOString() };
  const answer = await fetch(`${program.url}v1/events`, { method: "POST", body: JSON.stringify(told) });
  expect(answer.status).toBe(202);
}

const act = (alert: string, verb: string, key: string, body: object = {}): Promise<number> =>
  fetch(`${program.url}v1/alerts/${alert}/${verb}`, {
    method: "POST",
    headers: { "Idempotency-Key": key },
    body: JSON.stringify({ by: "Ana", ...body }),
  }).then(({ status }) => status);

const told = () =>
  new Map(
    web.taken.map(({ body }) => {
      const { key, rule, state, step, owner } = JSON.parse(body) as Record<string, unknown>;
      return [String(key), `${String(rule)} ${String(state)} ${String(step)} ${String(owner)}`];
    }),
  );

test("what was answered is there, and everybody is told each step once, whenever the program dies", async () => {
  for (const queue of ["sales", "help"]) await post("queued", queue);
  await expect.poll(async () => (await alerts()).get("taken")?.state, patience).toBe("firing");
  const { alert } = (await alerts()).get("taken")!;
  expect(await act(alert, "acknowledge", "a")).toBe(202);
  await killAndStart();
  await expect
    .poll(async () => (await alerts()).get("taken"), patience)
    .toMatchObject({ state: "acknowledged", owner: "Ana" });
  for (let time = 0; time < 2; time++) {
    expect(await act(alert, "note", "n", { text: "once" })).toBe(202);
    await killAndStart();
  }
  expect(await act(alert, "note", "n", { text: "once" })).toBe(202);
  expect(await act(alert, "note", "last", { text: "last" })).toBe(202);
  await expect
    .poll(async () => (await alerts()).get("taken")?.notes.map(({ text }) => text), patience)
    .toEqual(["once", "last"]);
  await expect.poll(() => [...told().values()], patience).toContain("left firing 1 null");
  await killAndStart();
  for (const queue of ["sales", "help"]) await post("abandoned", queue);
  const all = [
    "left firing 0 null",
    "left firing 1 null",
    "left resolved 0 null",
    "taken firing 0 null",
    "taken resolved 0 Ana",
  ];
  await expect.poll(() => [...told().values()].sort(), patience).toEqual(all);
});
