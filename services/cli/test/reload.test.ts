/** The program runs, its configuration is edited: what may count counts, what would rewrite the past does not, and nothing starts again. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test, vi } from "vitest";
import { temporaryFolder } from "./run-cli.ts";
import { startCli } from "./start-cli.ts";

const PATIENCE = { timeout: 30_000, interval: 100 };
const LONGEST_MS = 120_000;

interface Running {
  readonly pid: number;
  readonly url: string;
  readonly said: string[];
  stop(): Promise<void>;
}

/** `floorwalker dev` on this file and folder. */
async function running(file: string, folder: string): Promise<Running> {
  const program = startCli(["dev", "--port", "0", "--config", file, "--data", folder], {}, LONGEST_MS);
  onTestFinished(() => void program.kill("SIGKILL"));
  const said: string[] = [];
  createInterface({ input: program.stderr }).on("line", (line) => void said.push(line));
  let url = "";
  createInterface({ input: program.stdout }).on("line", (line) => {
    url ||= /Wallboard\s+(\S+)/.exec(line)?.[1] ?? "";
  });
  await vi.waitUntil(() => url !== "", PATIENCE);
  const ended = new Promise<void>((resolve) => program.once("close", () => resolve()));
  const stop = async (): Promise<void> => {
    program.kill("SIGTERM");
    await ended;
  };
  return { pid: program.pid!, url, said, stop };
}

const site = (threshold: string, rest = ""): string => `
sites:
  - id: here
    queues:
      - queue: sales
        policy: abandons-count
        threshold: ${threshold}
${rest}`;

async function post({ url }: Running, contact: string, type: string, time: number): Promise<void> {
  const event = {
    specversion: "1.0",
    id: `${contact}-${type}`,
    source: "/acd",
    type: `cc.contact.${type}`,
    time: new Date(time).toISOString(),
    site: "here",
    channel: "call",
    contact,
    queue: "sales",
    ...(type === "answered" ? { agent: "ann" } : {}),
    data: {},
  };
  const headers = { "content-type": "application/cloudevents+json" };
  const response = await fetch(`${url}v1/events`, { method: "POST", headers, body: JSON.stringify(event) });
  expect(response.status).toBeLessThan(300);
}

/** Answered so many ms after it was queued. */
async function call(program: Running, contact: string, queued: number, wait: number): Promise<void> {
  await post(program, contact, "queued", queued);
  await post(program, contact, "answered", queued + wait);
}

async function sales({ url }: Running): Promise<Record<string, unknown>> {
  const { rows } = (await (await fetch(`${url}v1/views/floor`)).json()) as { rows: Record<string, unknown>[] };
  return rows.find(({ id }) => id === "queue:here:sales:call") ?? {};
}

const shows = (program: Running, what: object): Promise<unknown> =>
  vi.waitFor(async () => expect(await sales(program)).toMatchObject(what), PATIENCE);

async function metric({ url }: Running, name: string): Promise<string | undefined> {
  const lines = (await (await fetch(`${url}metrics`)).text()).split("\n");
  return lines.find((line) => line.startsWith(`floorwalker_${name} `) || line.startsWith(`floorwalker_${name}{`));
}

const counts = (program: Running, name: string, value: number): Promise<unknown> =>
  vi.waitFor(async () => expect((await metric(program, name))?.split(" ").at(-1)).toBe(String(value)), PATIENCE);

test("the configuration is edited while the program runs: refused, broken, dated, and refused again after a restart", {
  timeout: LONGEST_MS,
}, async () => {
  const folder = temporaryFolder();
  const file = join(folder, "here.yaml");
  writeFileSync(file, site("20s"));
  const program = await running(file, join(folder, "state"));
  await call(program, "c1", Date.now() - 30_000, 10_000);
  const first = { "answered.15m": 1, "serviceLevel.15m": 1, thresholdSeconds: 20 };
  await shows(program, { ...first, "policies.15m": "20s-5s-abandons-count" });

  // In place: the threshold stays, what has no date counts at once, and the next call is judged by what is in force.
  // One process has one partition, whatever the file says.
  writeFileSync(file, `${site("5s", "        title: The shop\n")}partitions: 3\n`);
  await shows(program, { ...first, title: "The shop" });
  await counts(program, "policy_edits_refused", 1);
  expect(program.said.join("\n")).toContain("policy_edit_refused");
  // With the file, the line and the place.
  expect(program.said.join("\n")).toMatch(/here\.yaml:5: sites\[0\]\.queues\[0\]: edited_in_place/);
  await call(program, "c2", Date.now() - 20_000, 10_000);
  const second = { ...first, "answered.15m": 2 };
  await shows(program, second);

  // Broken: all of it stays as it was.
  writeFileSync(file, site("soon"));
  await counts(program, "configuration_problems", 1);
  expect(program.said.join("\n")).toContain("not_a_duration");
  expect(await sales(program)).toMatchObject({ ...second, title: "The shop" });

  // With a date, on SIGHUP: nothing moves before, and after it who is queued then is judged by it.
  const from = Date.now() + 3_000;
  const dated = `        changes: [{ from: "${new Date(from).toISOString().slice(0, 19)}Z", threshold: 1s }]\n`;
  const change = Math.floor(from / 1000) * 1000;
  writeFileSync(file, site("20s", dated));
  process.kill(program.pid, "SIGHUP");
  await counts(program, "policy_edits_refused", 0);
  await counts(program, "configuration_problems", 0);
  expect(await sales(program)).toMatchObject(second);
  await shows(program, { ...second, thresholdSeconds: 1 });
  await call(program, "c3", Math.max(change, Date.now() - 100), 3_000);
  await shows(program, {
    "answered.15m": 3,
    "answeredInThreshold.15m": 2,
    "serviceLevel.15m": 2 / 3,
    "policies.15m": "20s-5s-abandons-count 1s-5s-abandons-count",
  });
  expect((await fetch(`${program.url}livez`)).status).toBe(200);
  const third = await sales(program);
  await program.stop();

  // What came into force is not edited either, by whoever comes next.
  writeFileSync(file, `${site("20s", dated.replace("threshold: 1s", "threshold: 9s"))}partitions: 3\n`);
  const next = await running(file, join(folder, "state"));
  expect(next.said.join("\n")).toContain("partitions: for services on Kafka and Redis");
  await counts(next, "policy_edits_refused", 1);
  const { "serviceLevel.15m": level, thresholdSeconds } = third;
  await shows(next, { "serviceLevel.15m": level, thresholdSeconds, "answered.15m": 3 });
  await next.stop();
});
