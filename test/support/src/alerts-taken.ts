/**
 * What people do with alerts while everything dies: told once for every kind of installation. What was answered is there, what is sent
 * again counts once, and no step is told twice under another key or left out.
 */
import { expect } from "vitest";
import type { WebReceiver } from "./web-receiver.ts";

/** An installation of which any part may be killed. */
export interface Mortal {
  /** Of its gateway now, with a trailing slash. */
  url(): string;
  /** kill -9 of what an alert passes through, and a start of it anew: all of it, or what is named. */
  killAndStart(part: "owner" | "gateway" | "notifier"): Promise<void>;
}

/** `hook`: where messages go. */
export const takenConfiguration = (hook: string): string => `
sites:
  - id: bergen
    queues: [{ queue: sales, channel: call, target: 0 }, { queue: help, channel: call, target: 0 }]
    sources: [{ source: /acd, silentAfter: never }]
    rules:
      - { id: taken, kpi: waiting, queue: sales, above: 0, clear: 0, holdFor: 0, receivers: [hook], escalation: [{ after: 10m, receivers: [hook] }] }
      - { id: left, kpi: waiting, queue: help, above: 0, clear: 0, holdFor: 0, receivers: [hook], escalation: [{ after: 2s, receivers: [hook] }] }
      - { id: many, eachQueue: true, kpi: waiting, above: 0, clear: 0, holdFor: 0, receivers: [hook], group: floor, groupWait: 5s, groupInterval: 2s }
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

/** Some seconds while one part starts; on a broker, until its group has noticed who is gone. */
export async function alertsTaken(mortal: Mortal, web: WebReceiver, timeout: number): Promise<void> {
  const patience = { timeout, interval: 50 };
  const alerts = async (): Promise<ReadonlyMap<string, Shown>> => {
    const answer = (await (await fetch(`${mortal.url()}v1/alerts`)).json()) as { alerts: Shown[] };
    return new Map(answer.alerts.map((alert) => [alert.rule, alert]));
  };
  const post = async (type: string, queue: string): Promise<void> => {
    const event = { specversion: "1.0", source: "/acd", site: "bergen", channel: "call", contact: `c-${queue}`, queue };
    const told = { ...event, id: `${type}-${queue}`, type: `cc.contact.${type}`, time: new Date().toISOString() };
    const answer = await fetch(`${mortal.url()}v1/events`, { method: "POST", body: JSON.stringify(told) });
    expect(answer.status).toBe(202);
  };
  const act = (alert: string, verb: string, key: string, body: object = {}): Promise<number> =>
    fetch(`${mortal.url()}v1/alerts/${alert}/${verb}`, {
      method: "POST",
      headers: { "Idempotency-Key": key },
      body: JSON.stringify({ by: "Ana", ...body }),
    }).then(({ status }) => status);
  const acted = (alert: string, verb: string, key: string, body: object = {}) =>
    // A gateway that has just started reads its views first.
    expect.poll(() => act(alert, verb, key, body), patience).toBe(202);
  const told = () =>
    new Map(
      web.taken.map(({ body }) => {
        const { key, rule, state, step, owner } = JSON.parse(body) as Record<string, unknown>;
        return [String(key), `${String(rule)} ${String(state)} ${String(step)} ${String(owner)}`];
      }),
    );

  for (const queue of ["sales", "help"]) await post("queued", queue);
  await expect.poll(async () => (await alerts()).get("taken")?.state, patience).toBe("firing");
  const { alert } = (await alerts()).get("taken")!;
  await acted(alert, "acknowledge", "a");
  await mortal.killAndStart("owner");
  await expect
    .poll(async () => (await alerts()).get("taken"), patience)
    .toMatchObject({ state: "acknowledged", owner: "Ana" });
  for (const part of ["gateway", "owner"] as const) {
    await acted(alert, "note", "n", { text: "once" });
    await mortal.killAndStart(part);
  }
  await acted(alert, "note", "n", { text: "once" });
  await acted(alert, "note", "last", { text: "last" });
  await expect
    .poll(async () => (await alerts()).get("taken")?.notes.map(({ text }) => text), patience)
    .toEqual(["once", "last"]);
  await expect.poll(() => [...told().values()], patience).toContain("left firing 1 null");
  await mortal.killAndStart("notifier");
  // When it cannot be taken back any more, on-call services hear who has it.
  await expect.poll(() => [...told().values()], patience).toContain("taken acknowledged 0 Ana");
  for (const queue of ["sales", "help"]) await post("abandoned", queue);
  const all = [
    // Both queues in one message, and told anew once both are over.
    "floor firing 0 null",
    "floor resolved 1 null",
    "left firing 0 null",
    "left firing 1 null",
    "left resolved 0 null",
    "taken acknowledged 0 Ana",
    "taken firing 0 null",
    "taken resolved 0 Ana",
  ];
  await expect.poll(() => [...told().values()].sort(), patience).toEqual(all);
}
