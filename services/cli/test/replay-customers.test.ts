/** A site that wants its customers hashed has the numbers that it would have of them as told, live and replayed. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { RECEIVER_KINDS } from "@floorwalker/channels/receivers";
import { customersOf, parseConfiguration } from "@floorwalker/runtime";
import { canonical, intake, writtenEvent } from "@floorwalker/sources";
import { expect, test } from "vitest";
import { replayCommand } from "../src/replay/replay-command.ts";
import { inProcess } from "./in-process.ts";
import { temporaryFolder } from "./run-cli.ts";

const CALLS = [
  ["c-1", "call", "k-1", "09:00"],
  ["c-2", "chat", "k-1", "10:00"],
  ["c-3", "call", "k-2", "11:00"],
] as const;

const events = CALLS.flatMap(([contact, channel, customer, at]) =>
  (["queued", "answered", "ended"] as const).map((what, index) =>
    JSON.stringify({
      specversion: "1.0",
      id: `${contact}-${what}`,
      source: "/acd/krakow",
      type: `cc.contact.${what}`,
      time: `2026-11-21T${at}:0${index}Z`,
      site: "krakow",
      channel,
      contact,
      queue: "sales",
      ...(what === "queued" ? {} : { agent: "a1" }),
      customer,
      datacontenttype: "application/json",
      data: {},
    }),
  ),
);

test("first contacts are the same of customers as told, hashed by the replay, and hashed when they were live", async () => {
  const folder = temporaryFolder();
  const file = (name: string, lines: readonly string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, lines.join("\n"));
    return path;
  };
  const key = file("key", ["k".repeat(40)]);
  const yaml = (customer: string) => `customers: { keyFile: ${key} }\nsites: [{ id: krakow, customer: ${customer} }]`;
  const read = parseConfiguration(yaml("hashed"), "", RECEIVER_KINDS);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  const customers = customersOf(read.configuration.customers)!;
  const live = events.map((line) => {
    const outcome = intake(canonical, Buffer.from(line), { site: null, now: Date.now(), customers });
    return outcome.result === "accepted" ? Buffer.from(writtenEvent(outcome.events[0]!).bytes).toString() : "";
  });
  const [told, hashed] = [file("told.yaml", [yaml("told")]), file("hashed.yaml", [yaml("hashed")])];
  const replayed = [];
  for (const [lines, config] of [
    [events, told],
    [events, hashed],
    [live, hashed],
    [live, told],
  ] as const) {
    const recording = file("recording.ndjson", lines);
    const { stdout } = await inProcess(replayCommand(), [recording, "--source", "canonical", "--config", config]);
    replayed.push(JSON.parse(stdout).total.site);
  }
  expect(replayed[0]).toMatchObject({ kpis: { firstContactResolution: 0.5 } });
  for (const one of replayed) expect(one).toEqual(replayed[0]);
  expect(live.join()).not.toContain("k-1");
});
