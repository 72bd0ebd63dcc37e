/** The program beside reports of a morning: what ties out, what does not and why, and what it says of files that cannot be read. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { beforeAll, expect, test, vi } from "vitest";
import { type Ran, runCli, temporaryFolder } from "./run-cli.ts";
import { startCli } from "./start-cli.ts";

const LONGEST_MS = 170_000;
const DAY = "2026-11-26";
const NEXT_DAY = "2026-11-27";

let url = "";
let folder = "";

const at = (clock: string): string => `${DAY}T${clock}+01:00`;

const told = (contact: string, type: string, clock: string, more: object = {}): object => ({
  specversion: "1.0",
  id: `${contact}-${type}`,
  source: "/acd",
  type: `cc.contact.${type}`,
  time: at(clock),
  site: "krakow",
  channel: "call",
  contact,
  segment: "1",
  queue: "sales",
  ...more,
});

const answered = (contact: string, queued: string, taken: string, over: string): object[] => [
  told(contact, "queued", queued),
  told(contact, "answered", taken, { agent: "ann" }),
  told(contact, "ended", over, { agent: "ann" }),
];

const MORNING = [
  ...answered("quick", "09:00:00", "09:00:05", "09:02:00"),
  ...answered("late", "09:10:00", "09:11:00", "09:15:00"),
  ...answered("over the edge", "09:25:00", "09:25:10", "09:30:01"),
  told("gives up", "queued", "09:20:00"),
  told("gives up", "abandoned", "09:20:15"),
];

const CONFIGURED = `
sites:
  - { id: krakow, zone: Europe/Warsaw, queues: [{ queue: sales, title: Sales PL, threshold: 20s }] }
`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "floorwalker-tie-out-"));
  const config = join(folder, "floorwalker.yaml");
  writeFileSync(config, CONFIGURED);
  const program = startCli(["dev", "--port", "0", "--config", config, "--data", join(folder, "data")], {}, LONGEST_MS);
  createInterface({ input: program.stdout }).on("line", (line) => {
    url ||= /Wallboard\s+(\S+)/.exec(line)?.[1]?.replace(/\/$/, "") ?? "";
  });
  await vi.waitUntil(() => url !== "", { timeout: 60_000, interval: 50 });
  const posted = await fetch(`${url}/v1/events`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson" },
    body: MORNING.map((event) => JSON.stringify(event)).join("\n"),
  });
  expect(posted.status).toBe(202);
  await vi.waitUntil(async () => (await listed()) === 4, { timeout: 60_000, interval: 100 });
  return async () => {
    const ended = new Promise<void>((resolve) => program.once("close", () => resolve()));
    program.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
});

async function listed(): Promise<number> {
  const answer = await fetch(`${url}/v1/contacts?site=krakow&from=${DAY}&limit=10`);
  return answer.ok ? ((await answer.json()) as { contacts: unknown[] }).contacts.length : 0;
}

const HEAD =
  "Queue,StartInterval,EndInterval,Contacts queued,Contacts handled,Contacts abandoned,Service level 20 seconds,Agent name";
const HALVES = [
  `sales,${DAY}T08:00:00Z,${DAY}T08:30:00Z,3,2,1,66.7%,`,
  `sales,${DAY}T08:30:00Z,${DAY}T09:00:00Z,1,1,0,100.0%,`,
];

async function tieOut(text: string, ...flags: readonly string[]): Promise<Ran> {
  const file = join(temporaryFolder(), "report.csv");
  writeFileSync(file, text);
  return runCli(["tie-out", file, "--site", "krakow", "--from", DAY, "--to", NEXT_DAY, "--url", url, ...flags]);
}

test("a report that says the same ties out, and what is not compared is said", async () => {
  const { status, stdout } = await tieOut([HEAD, ...HALVES].join("\r\n"), "--vendor", "connect");
  expect(stdout).toBe(
    [
      `Amazon Connect historical metrics beside krakow, ${DAY} 00:00:00 to 2026-11-27 00:00:00 (Europe/Warsaw); service level early-abandons-met`,
      "8 numbers of 2 rows compared: 8 equal, 0 differ.",
      "Columns that are not compared: Agent name.",
      "",
    ].join("\n"),
  );
  expect(status).toBe(0);
});

test("a difference is told with what makes it equal and the contacts behind it; the status says that there is one", async () => {
  const differing = [HALVES[0]!.replace(",3,2,1,", ",4,3,1,"), HALVES[1]];
  const { status, stdout } = await tieOut([HEAD, ...differing].join("\n"), "--vendor", "connect");
  expect(stdout).toContain(`line 2  sales  ${DAY} 09:00:00  Contacts handled: theirs 3, ours 2`);
  expect(stdout).toContain("equal, if some of these fall inside the interval by its clock:");
  expect(stdout).toContain("over the edge");
  expect(status).toBe(1);
  const json = await tieOut([HEAD, ...differing].join("\n"), "--vendor", "connect", "--json");
  expect(JSON.parse(json.stdout)).toMatchObject({
    vendor: "Amazon Connect historical metrics",
    site: "krakow",
    compared: 8,
    equal: 6,
    differences: [
      { line: 2, queue: "sales", column: "Contacts queued", theirs: 4, ours: 3 },
      {
        column: "Contacts handled",
        explanations: [
          { id: "edge", contacts: [{ contact: "over the edge" }] },
          { id: "by_queued", contacts: [{ contact: "over the edge" }] },
          { id: "by_left", contacts: [{ contact: "over the edge" }] },
        ],
      },
    ],
  });
});

test("a queue is found by its title, and another formula may be the report's", async () => {
  const { status } = await tieOut(
    [HEAD, HALVES[0]!.replace("66.7%", "50.0%"), HALVES[1]].join("\n").replaceAll("sales,", "Sales PL,"),
    "--vendor",
    "connect",
    "--formula",
    "answered-only",
  );
  expect(status).toBe(0);
});

// By hand: waits of 5, 60 and 10 s answered, 15 s given up, all of them queued and gone from the queue before half past; talks of 115 and
// 240 s were over by then, one of 291 s a second later.
test.each([
  [
    "genesys",
    "Interval Start,Interval End,Queue Name,Media Type,Offer,Answer,Answer %,Abandon,Abandon %,Flow-Out,Service Level %,ASA,Avg Abandon,Avg Handle,Avg Talk,Avg Hold,Avg ACW,Transfer",
    "11/26/2026 9:00 AM,11/26/2026 9:30 AM,Sales PL,voice,4,3,0.75,1,0.25,0,0.5,25000,15000,177500,177500,0,0,0",
    "11/26/2026 9:30 AM,11/26/2026 10:00 AM,Sales PL,voice,0,0,,0,,0,,,,291000,291000,0,0,0",
    28,
  ],
  [
    "twilio",
    "start_time,end_time,task_queue,task_channel,tasks_entered,reservations_accepted,tasks_canceled,tasks_moved,avg_task_acceptance_time,wait_duration_in_queue_until_accepted.max,wait_duration_until_canceled.avg,split_by_wait_time.20.below.reservations_accepted,split_by_wait_time.20.above.reservations_accepted,split_by_wait_time.20.below.tasks_canceled,split_by_wait_time.20.above.tasks_canceled",
    `${DAY}T08:00:00Z,${DAY}T08:30:00Z,sales,voice,4,3,1,0,25,60,15,2,1,1,0`,
    `${DAY}T08:30:00Z,${DAY}T09:00:00Z,sales,voice,0,0,0,0,0,0,0,0,0,0,0`,
    22,
  ],
])(
  "a report of %s worked out by hand ties out, each column by what it documents",
  async (vendor, head, first, second, numbers) => {
    const { status, stdout, stderr } = await tieOut([head, first, second].join("\n"), "--vendor", vendor);
    expect(stderr).toBe("");
    expect(stdout).toContain(`${numbers} numbers of 2 rows compared: ${numbers} equal, 0 differ.`);
    expect(stdout).not.toContain("not compared");
    expect(status).toBe(0);
    const sms = await tieOut([head, first.replace(",voice,", ",sms,")].join("\n"), "--vendor", vendor);
    expect(sms.stderr).toContain('report.csv:2: "sms" is no channel that is compared [unknown_channel]');
    const odd = await tieOut([head, first.replace(",voice,", ",constructor,")].join("\n"), "--vendor", vendor);
    expect(odd.stderr).toContain("[unknown_channel]");
  },
);

test("a queue that is none of ours by id or title is an error, until it is told which it is", async () => {
  const titled = [HEAD, ...HALVES].join("\n").replaceAll("sales,", "Sales PL,");
  const other = titled.replaceAll("Sales PL", "Verkauf");
  const refused = await tieOut(other, "--vendor", "connect");
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain('the site has no queue "Verkauf" [unknown_queue]');
  expect((await tieOut(other, "--vendor", "connect", "--queue", "Verkauf=sales")).status).toBe(0);
});

test("a span that the report does not cover is an error, not a report that ties out", async () => {
  const january = `${HEAD}\nsales,2026-01-01T08:00:00Z,2026-01-01T08:30:00Z,3,2,1,66.7%,`;
  const { status, stderr, stdout } = await tieOut(january, "--vendor", "connect");
  expect(stderr).toContain("[no_interval_there]");
  expect([status, stdout]).toEqual([2, ""]);
});

test("a gateway that is not there is an error with a fix", async () => {
  const file = join(temporaryFolder(), "report.csv");
  writeFileSync(file, HEAD);
  const { status, stderr } = await runCli([
    "tie-out",
    file,
    "--vendor",
    "connect",
    "--from",
    DAY,
    "--url",
    "http://127.0.0.1:9",
  ]);
  expect(stderr).toContain("no gateway answers at http://127.0.0.1:9:");
  expect(status).toBe(2);
});
