/**
 * The embedded program under load, killed in the middle of it again and again: what it acknowledged is there, what was
 * sent again counts once, and every number equals that of a program nobody disturbed.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callStream, type SourceEvent, sourceEvent } from "../support/src/call-stream.ts";
import { isMovedByTime } from "../support/src/moved-by-time.ts";
import { type RunningProgram, startProgram } from "../support/src/program.ts";
import { seeded } from "../support/src/shuffle.ts";
import { startWebReceiver, type WebReceiver } from "../support/src/web-receiver.ts";

type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly kind: string };

const SITES = ["krakow", "lyon"];
const KILLS = 5;
const CHUNK = 50;
/** 500 events a second. */
const PAUSE_MS = 100;
const patience = { timeout: 20_000, interval: 50 };

const configuration = (hook: string): string => `
sites:
  - id: demo
    demo: true
    queues: [{ queue: sales, channel: call }, { queue: support, channel: chat }]
  - id: bergen
    queues: [{ queue: sales, channel: call, title: Sales, threshold: 20s }]
    rules:
      - { id: many-wait, kpi: waiting, queue: sales, channel: call, window: 5m, above: 2, clear: 0, holdFor: 0, receivers: [hook] }
receivers:
  - { id: hook, type: webhook, url: "${hook}", secret: change-me }
`;

const queueRow = (site: string): string => `queue:${site}:sales:call`;

async function rows(program: RunningProgram): Promise<ReadonlyMap<string, Row>> {
  const answer = (await (await fetch(`${program.url}v1/views/floor`)).json()) as { rows: Row[] };
  return new Map(answer.rows.map((row) => [row.id, row]));
}

/** Numbers of the last hour: they do not depend on the second in which somebody looks, but for agents' time. */
async function hourOf(program: RunningProgram): Promise<object> {
  const shown = await rows(program);
  return Object.fromEntries(
    SITES.flatMap((site) => [queueRow(site), `site:${site}`]).map((id) => [
      id,
      Object.fromEntries(
        Object.entries(shown.get(id) ?? {}).filter(([field]) => field.endsWith(".60m") && !isMovedByTime(field)),
      ),
    ]),
  );
}

/** True when the program has acknowledged them. */
async function post(program: RunningProgram, events: readonly SourceEvent[]): Promise<boolean> {
  try {
    const body = events.map(({ json }) => json).join("\n");
    return (await fetch(`${program.url}v1/events`, { method: "POST", body })).status === 202;
  } catch {
    return false;
  }
}

describe("the embedded program, killed", () => {
  let folder: string;
  let file: string;
  let web: WebReceiver;
  const running = new Set<RunningProgram>();

  async function start(data: string, ...parameters: string[]): Promise<RunningProgram> {
    const program = await startProgram(["--config", file, ...parameters], join(folder, data));
    running.add(program);
    return program;
  }

  async function kill(program: RunningProgram): Promise<void> {
    process.kill(program.pid, "SIGKILL");
    await program.stop();
    running.delete(program);
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "floorwalker-kill-"));
    file = join(folder, "floorwalker.yaml");
    web = await startWebReceiver();
    await writeFile(file, configuration(web.url));
  });
  afterAll(async () => {
    for (const program of running) await program.stop();
    await web?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test("at random moments under load: nothing acknowledged is lost, nothing counts twice", async () => {
    const random = seeded(20_261_121);
    const { events, numbers } = callStream(SITES, 700, Date.now(), 3);
    const chunks = Array.from({ length: Math.ceil(events.length / CHUNK) }, (_, index) =>
      events.slice(index * CHUNK, (index + 1) * CHUNK),
    );
    const moments = new Set(Array.from({ length: KILLS }, () => Math.floor(random() * chunks.length)));
    let program = await start("disturbed", "--scenario", "normal");
    let killedAt = 0;
    for (const [index, chunk] of chunks.entries()) {
      const due = performance.now() + PAUSE_MS;
      const acknowledged = post(program, chunk);
      if (moments.has(index)) {
        await sleep(Math.floor(random() * PAUSE_MS));
        killedAt = Date.now();
        await kill(program);
        program = await start("disturbed", "--scenario", "normal");
      }
      // Who was not answered sends again, and so does now and then who was.
      if (!(await acknowledged) || random() < 0.2) expect(await post(program, chunk)).toBe(true);
      await sleep(Math.max(0, due - performance.now()));
    }
    for (const site of SITES) {
      const expected = Object.entries(numbers.get(site)!).map(([name, number]) => [`${name}.60m`, number]);
      await expect
        .poll(async () => (await rows(program)).get(queueRow(site)), patience)
        .toMatchObject({ ...Object.fromEntries(expected), waiting: 0, talking: 0 });
    }
    const control = await start("undisturbed", "--no-simulate");
    for (const chunk of chunks) expect(await post(control, chunk)).toBe(true);
    const disturbed = await hourOf(program);
    await expect.poll(() => hourOf(control), patience).toEqual(disturbed);
    expect(Object.keys((disturbed as Record<string, object>)[queueRow("krakow")]!).length).toBeGreaterThan(20);

    // Whom an earlier run of the simulator left waiting went with it.
    const shown = [...(await rows(program)).values()].filter(({ kind, site }) => kind === "queue" && site === "demo");
    expect(shown.length).toBeGreaterThan(0);
    for (const { oldestQueuedAt } of shown)
      expect(Number(oldestQueuedAt ?? killedAt)).toBeGreaterThan(killedAt - 1_000);
    await control.stop();
    await program.stop();
  });

  test("while an alert fires: whoever was told hears nothing new, then the end of the same episode", async () => {
    const events = ["w-1", "w-2", "w-3"].map((contact) => sourceEvent("bergen", contact, "queued", Date.now()));
    let program = await start("alert", "--no-simulate");
    expect(await post(program, events)).toBe(true);
    await expect.poll(() => web.taken.length, patience).toBe(1);
    await kill(program);
    program = await start("alert", "--no-simulate");
    await expect
      .poll(async () => (await rows(program)).get("alert:bergen:many-wait:sales:call"), patience)
      .toMatchObject({ state: "firing" });
    const ends = ["w-1", "w-2", "w-3"].map((contact) => sourceEvent("bergen", contact, "abandoned", Date.now()));
    expect(await post(program, ends)).toBe(true);
    const heard = () => web.taken.map(({ body }) => JSON.parse(body) as Record<string, string>);
    await expect.poll(() => heard().at(-1)?.state, patience).toBe("resolved");
    const [firing, ...rest] = heard();
    // At least once: a repetition would have the key of what it repeats.
    const others = rest.filter(({ key }) => key !== firing!.key);
    expect(others).toMatchObject([{ state: "resolved", since: firing!.since, episode: firing!.episode }]);
    await program.stop();
  });
});
