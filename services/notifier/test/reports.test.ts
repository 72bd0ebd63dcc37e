/** A daily report on its way: written by what history has when it is sent, waited for while the history is behind, never sent empty. */
import { queueCell, reportNotices, SITE_CELL, unconfiguredSite } from "@floorwalker/domain";
import type { History } from "@floorwalker/ports";
import { sampleInterval } from "@floorwalker/ports/contract";
import type { ReportMail } from "@floorwalker/protocol/report";
import { createMetrics, SYSTEM_TIMING } from "@floorwalker/runtime";
import { expect, test, vi } from "vitest";
import { reportWriter } from "../src/index.ts";
import { alert, emptied, freshStoreForEachTest, left, record, soon, start, toldBy } from "./notifier-fixture.ts";
import { delivered, down, recordingChannel } from "./recording-channel.ts";

freshStoreForEachTest();

const DAY = 86_400_000;
const DATE = 20_770;
const DUE = (DATE + 1) * DAY + 6 * 3_600_000;
const KRAKOW = { ...unconfiguredSite("krakow"), name: "Kraków" };
const [NOTICE] = reportNotices(
  { minute: 360, length: "30m", to: [{ receiver: "director", scope: { kind: "site" } }] },
  "krakow",
  DATE,
  DUE,
);
const day = (cell: string, offered: number) =>
  sampleInterval({ cell, zone: "UTC", length: "day", from: DATE * DAY, to: (DATE + 1) * DAY } as object, { offered });
const SITE_DAY = day(SITE_CELL, 40);
const QUEUE_DAY = day(queueCell("sales", "call"), 40);

type Read = Pick<History, "read" | "restatements">;
const historyOf = (intervals: () => readonly ReturnType<typeof day>[]): Read => ({
  async *read({ of, length, from }) {
    const asked = intervals().filter((each) => each.length === length && each.from >= from);
    yield asked.filter(({ cell }) =>
      "cells" in of ? of.cells.includes(cell) : of.kind === "queue" && cell !== SITE_CELL,
    );
  },
  restatements: async () => [],
});
const writer = (history: Read | null, now: () => number = () => DUE, readMs = 5_000) =>
  reportWriter({
    history,
    sites: () => new Map([["krakow", KRAKOW]]),
    receivers: () => new Map([["dyrektor", { language: "pl" }]]),
    told: toldBy("names"),
    clock: now,
    timing: SYSTEM_TIMING,
    readMs,
  });

test("is written by the history and goes to its receiver with the notice's key", async () => {
  const mails: ReportMail[] = [];
  const director = recordingChannel();
  const take = {
    ...director,
    deliver: async (mail: unknown) => {
      mails.push(mail as ReportMail);
      return delivered;
    },
  };
  await record([JSON.stringify(NOTICE)]);
  await start({ director: take }, { writeReport: writer(historyOf(() => [SITE_DAY, QUEUE_DAY])) });
  await emptied();
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({ about: "report", key: NOTICE!.key, language: "en", at: DUE });
  expect(mails[0]!.subject).toContain("Daily report: Kraków");
});

test("is written in the language of its receiver", async () => {
  const write = writer(historyOf(() => [SITE_DAY, QUEUE_DAY]));
  const written = await write({ ...NOTICE!, receiver: "dyrektor" });
  expect(written).toMatchObject({ result: "written", mail: { language: "pl" } });
  const { mail } = written as Extract<typeof written, { result: "written" }>;
  expect(mail.subject).toContain("Raport dzienny: Kraków");
  expect(mail.html).toContain('<html lang="pl">');
});

test("waits for a day that is not in the history yet, or only in part, and holds up no alert meanwhile", async () => {
  const kept: ReturnType<typeof day>[] = [];
  const director = recordingChannel();
  await record([JSON.stringify(NOTICE), alert("k1", { receivers: ["director"] })]);
  await start({ director }, { writeReport: writer(historyOf(() => kept)) });
  await vi.waitFor(() => expect(director.taken).toEqual(["k1"]), soon);
  kept.push(SITE_DAY);
  expect(await writer(historyOf(() => kept))(NOTICE!)).toEqual({
    result: "retry",
    reason: "part of the day is not in the history yet",
  });
  await vi.waitFor(async () => expect(await left()).toBe(1), soon);
  kept.push(QUEUE_DAY);
  await emptied();
  expect(director.taken).toEqual(["k1", NOTICE!.key]);
});

test("of which nothing is kept is skipped after a while, and it is said and counted", async () => {
  const metrics = createMetrics({ processMetrics: false });
  const director = recordingChannel();
  await record([JSON.stringify(NOTICE)]);
  const late = () => DUE + 900_000;
  await start(
    { director },
    {
      metrics,
      writeReport: writer(
        historyOf(() => []),
        late,
      ),
    },
  );
  await emptied();
  expect(director.attempts).toEqual([]);
  expect(await metrics.text()).toContain('notifier_deliveries_total{receiver="director",result="skipped"} 1');
  expect(
    await writer(
      historyOf(() => []),
      late,
    )(NOTICE!),
  ).toEqual({ result: "skipped", reason: "nothing is kept of the day" });
  // What never became whole is sent as it is.
  expect(
    await writer(
      historyOf(() => [SITE_DAY]),
      late,
    )(NOTICE!),
  ).toMatchObject({ result: "written" });
});

test("is tried again while the history cannot be read, or answers nothing", async () => {
  const broken: Read = { ...historyOf(() => []), restatements: () => Promise.reject(new Error("no connection")) };
  expect(await writer(broken)(NOTICE!)).toEqual({
    result: "retry",
    reason: "the history cannot be read: no connection",
  });
  const silent: Read = { ...historyOf(() => []), restatements: () => new Promise(() => {}) };
  expect(await writer(silent, () => DUE, 20)(NOTICE!)).toEqual({
    result: "retry",
    reason: "the history cannot be read: no answer within 20 ms",
  });
});

test("is skipped where no history is kept or the site is not configured", async () => {
  expect(await writer(null)(NOTICE!)).toMatchObject({ result: "skipped" });
  expect(await writer(historyOf(() => []))({ ...NOTICE!, site: "gdansk" })).toMatchObject({ result: "skipped" });
});

test("stopped between its time and its delivery it comes once, with the same key", async () => {
  const director = recordingChannel(() => down);
  await record([JSON.stringify(NOTICE)]);
  const writeReport = writer(historyOf(() => [SITE_DAY, QUEUE_DAY]));
  const first = await start({ director }, { writeReport });
  await vi.waitFor(() => expect(director.attempts.length).toBeGreaterThan(1), soon);
  await first.stop();
  expect(await left()).toBe(1);
  director.answer = () => delivered;
  await start({ director }, { writeReport });
  await emptied();
  expect(director.taken).toEqual([NOTICE!.key]);
});
