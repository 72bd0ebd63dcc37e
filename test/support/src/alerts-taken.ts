/**
 * What people do with alerts while everything dies: told once for every kind of installation. Two people have signed in, one who may see
 * one queue and one who may see all. What was asked while a part died is there once, what was answered is there, what is sent again counts
 * once, and no step is told twice under another key or left out, also when its delivery was under way as the notifier died.
 */
import { expect } from "vitest";
import type { WebReceiver } from "./web-receiver.ts";

/** An installation of which any part may be killed. */
export interface Mortal {
  /** Of its gateway now, with a trailing slash. */
  url(): string;
  /** kill -9 of what an alert passes through, and a start of it anew: all of it, or what is named. */
  killAndStart(...parts: ("owner" | "gateway" | "notifier")[]): Promise<void>;
}

/** Of its admin, who makes the two. */
export const ADMIN = "a-token-for-making-two-people";
const PASSWORD = "a-password-of-some-length";
/** What is done is on every board within this time, ms. */
const SEEN_WITHIN_MS = 2_000;

/** `hook`: where messages go. */
export const takenConfiguration = (hook: string): string => `
sites:
  - id: bergen
    queues: [{ queue: sales, channel: call, target: 0 }, { queue: help, channel: call, target: 0 }, { queue: desk, channel: chat, target: 0 }]
    sources: [{ source: /acd, silentAfter: never }]
    rules:
      - { id: taken, kpi: waiting, queue: sales, above: 0, clear: 0, holdFor: 0, receivers: [hook], escalation: [{ after: 10m, receivers: [hook] }] }
      - { id: left, kpi: waiting, queue: desk, above: 0, clear: 0, holdFor: 0, receivers: [hook], escalation: [{ after: 2s, receivers: [hook] }] }
      - { id: many, eachQueue: true, channel: call, kpi: waiting, above: 0, clear: 0, holdFor: 0, receivers: [hook], group: floor, groupWait: 5s, groupInterval: 2s }
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

const CHANNELS = { sales: "call", help: "call", desk: "chat" } as const;
type Queue = keyof typeof CHANNELS;

/** Some seconds while one part starts; on a broker, until its group has noticed who is gone. */
export async function alertsTaken(mortal: Mortal, web: WebReceiver, timeout: number): Promise<void> {
  const patience = { timeout, interval: 50 };
  const ask = (who: Person, path: string, body?: object, headers = {}): Promise<Response> =>
    fetch(`${mortal.url()}${path}`, {
      // As a browser says where its page is from.
      headers: { origin: new URL(mortal.url()).origin, ...who, ...headers },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    });
  const admin = { authorization: `Bearer ${ADMIN}` };
  const signedIn = async (id: string, name: string, queues: "all" | string[]): Promise<Person> => {
    const user = { id, name, role: "supervisor", scope: { sites: "all", queues, teams: "all" }, password: PASSWORD };
    expect((await ask(admin, "v1/users", user)).status).toBe(201);
    const session = await ask({}, "v1/session", { user: id, password: PASSWORD });
    return { cookie: session.headers.getSetCookie()[0]!.split(";")[0]! };
  };
  const [ana, bo] = [await signedIn("ana", "Ana", ["sales"]), await signedIn("bo", "Bo", "all")];
  const alerts = async (who: Person): Promise<ReadonlyMap<string, Shown>> => {
    const answer = (await (await ask(who, "v1/alerts")).json()) as { alerts: Shown[] };
    return new Map(answer.alerts.map((alert) => [alert.rule, alert]));
  };
  const taken = async (who: Person) => (await alerts(who)).get("taken");
  const post = async (type: string, queue: Queue): Promise<void> => {
    const event = {
      specversion: "1.0",
      source: "/acd",
      site: "bergen",
      channel: CHANNELS[queue],
      contact: `c-${queue}`,
    };
    const told = {
      ...event,
      queue,
      id: `${type}-${queue}`,
      type: `cc.contact.${type}`,
      time: new Date().toISOString(),
    };
    expect((await ask(admin, "v1/events", told)).status).toBe(202);
  };
  const act = (who: Person, alert: string, verb: string, key: string, body: object = {}): Promise<number> =>
    ask(who, `v1/alerts/${alert}/${verb}`, body, { "Idempotency-Key": key }).then(({ status }) => status);
  const acted = (who: Person, alert: string, verb: string, key: string, body: object = {}) =>
    // A gateway that has just started reads its views first.
    expect.poll(() => act(who, alert, verb, key, body), patience).toBe(202);
  const messages = () =>
    web.taken.map(({ body }) => {
      const { key, rule, state, step, owner } = JSON.parse(body) as Record<string, unknown>;
      return [String(key), `${String(rule)} ${String(state)} ${String(step)} ${String(owner)}`] as const;
    });
  const told = () => [...new Map(messages()).values()];

  for (const queue of ["sales", "help"] as const) await post("queued", queue);
  await expect.poll(async () => (await taken(ana))?.state, patience).toBe("firing");
  const { alert } = (await taken(ana))!;
  // Asked for while the gateway dies, and again until somebody answers.
  await Promise.all([acted(ana, alert, "acknowledge", "a"), mortal.killAndStart("gateway")]);
  const hers = { state: "acknowledged", owner: "Ana" };
  for (const who of [ana, bo]) await expect.poll(() => taken(who), patience).toMatchObject(hers);
  // Bo is later, and Ana has it: what he is told, and what another hears of him.
  expect(await act(bo, alert, "acknowledge", "b")).toBe(409);
  await Promise.all([acted(bo, alert, "note", "n", { text: "once" }), mortal.killAndStart("owner")]);
  await acted(bo, alert, "note", "n", { text: "once" });
  const notes = async () => (await taken(ana))?.notes.map(({ text }) => text);
  await expect.poll(notes, patience).toEqual(["once"]);
  await acted(bo, alert, "note", "last", { text: "last" });
  const noted = performance.now();
  await expect.poll(notes, { ...patience, interval: 10 }).toEqual(["once", "last"]);
  expect(performance.now() - noted).toBeLessThan(SEEN_WITHIN_MS);

  await post("queued", "desk");
  await expect.poll(told, patience).toContain("left firing 0 null");
  const { alert: others } = (await alerts(bo)).get("left")!;
  expect([(await alerts(ana)).has("left"), await act(ana, others, "acknowledge", "c")]).toEqual([false, 404]);
  // Nobody takes it: while its next step is on its way, they die who recorded it and who delivers it.
  await web.answers("hang");
  await expect.poll(() => web.lastAsked(), patience).toMatch(/"step":1,.*"rule":"left"/);
  await mortal.killAndStart("owner", "notifier");
  await web.answers(200);
  await expect.poll(told, patience).toContain("left firing 1 null");
  // When it cannot be taken back any more, on-call services hear who has it.
  await expect.poll(told, patience).toContain("taken acknowledged 0 Ana");
  for (const queue of Object.keys(CHANNELS) as Queue[]) await post("abandoned", queue);
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
  await expect.poll(() => told().sort(), patience).toEqual(all);
  expect(messages().filter(([, message]) => message === "left firing 1 null")).toHaveLength(1);
}

/** As a request shows who sends it. */
type Person = Readonly<Record<string, string>>;
