/** A site's daily report as the file writes it. */
import { expect, test } from "vitest";
import { parseConfiguration } from "../src/index.ts";
import { RECEIVER_KINDS } from "./receiver-kinds.ts";

const SITE = `
receivers:
  - { id: director, type: email, to: [director@example.com], from: wall@example.com, smtp: "smtp://mail.example.com" }
  - { id: chat, type: webhook, url: "https://chat.example.com" }
sites:
  - id: krakow
    departments: [{ id: service }]
    teams: [{ id: north, department: service }]
    queues: [{ queue: sales }, { queue: sales, channel: chat }, { queue: mail, channel: email }]
    report: `;

const parsed = (report: string) => parseConfiguration(SITE + report, "test.yaml", RECEIVER_KINDS);
const reportOf = (report: string) => {
  const result = parsed(report);
  return result.ok ? result.configuration.sites.get("krakow")!.report : result.errors;
};

test("names a time of the site's day and who gets it, of the whole site or of a part of it", () => {
  expect(reportOf("{ at: 06:30, to: [director] }")).toEqual({
    minute: 390,
    length: "30m",
    to: [{ receiver: "director", scope: { kind: "site" } }],
  });
  const parts =
    "[{ receiver: director, team: north }, { receiver: director, department: service }, { receiver: director, queue: mail }]";
  expect(reportOf(`{ at: "00:05", interval: 15m, to: ${parts} }`)).toEqual({
    minute: 5,
    length: "15m",
    to: [
      { receiver: "director", scope: { kind: "team", team: "north" } },
      { receiver: "director", scope: { kind: "department", department: "service" } },
      { receiver: "director", scope: { kind: "queue", queue: "mail", channel: "email" } },
    ],
  });
});

test.each([
  ["{ at: 24:00, to: [director] }", "sites[0].report.at", "not_a_time"],
  ["{ at: morning, to: [director] }", "sites[0].report.at", "not_a_time"],
  ["{ at: 06:30, to: [] }", "sites[0].report.to", "bad_value"],
  ["{ to: [director] }", "sites[0].report.at", "missing"],
  ["{ at: 06:30, to: [directer] }", "sites[0].report.to[0]", "unknown_receiver"],
  ["{ at: 06:30, to: [chat] }", "sites[0].report.to[0]", "takes_no_reports"],
  ["{ at: 06:30, to: [director, director] }", "sites[0].report.to[1]", "duplicate_reader"],
  ["{ at: 06:30, to: [{ receiver: director, team: south }] }", "sites[0].report.to[0].team", "unknown_team"],
  ["{ at: 06:30, to: [{ receiver: director, queue: sales }] }", "sites[0].report.to[0].channel", "ambiguous_queue"],
  ["{ at: 06:30, to: [{ receiver: director, team: north, queue: mail }] }", "sites[0].report.to[0].team", "two_scopes"],
  ["{ at: 06:30, to: [director], interval: 1h }", "sites[0].report.interval", "not_one_of"],
])("%s: %s %s", (report, path, code) => {
  const result = parsed(report);
  expect(result.ok ? [] : result.errors.map((error) => [error.path, error.code])).toEqual([[path, code]]);
});
