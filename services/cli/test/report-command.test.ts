/** `floorwalker report` as a program, against a gateway that really listens. */
import { SITE_CELL, unconfiguredSite } from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import { startGateway } from "@floorwalker/gateway";
import { sampleInterval } from "@floorwalker/ports/contract";
import { createMetrics, emptyConfiguration, silentLogger } from "@floorwalker/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "./run-cli.ts";

const TOKEN = "a-token-of-sixteen-or-more";
const FRIDAY = Date.parse("2026-11-20T00:00:00Z");
const NOW = Date.parse("2026-11-21T10:07:00Z");
let port = 0;
let stop: () => Promise<void>;

beforeAll(async () => {
  const embedded = openEmbedded(":memory:");
  const sites = new Map([["krakow", { ...unconfiguredSite("krakow"), name: "Kraków" }]]);
  await embedded.history.put(
    [
      sampleInterval(
        { cell: SITE_CELL, zone: "UTC", length: "day", from: FRIDAY, to: FRIDAY + 86_400_000 },
        { offered: 31 },
      ),
    ],
    NOW,
  );
  const gateway = await startGateway({
    store: embedded.store,
    log: embedded.log,
    history: embedded.history,
    partitions: 1,
    config: () => ({ ...emptyConfiguration(), sites }),
    host: "127.0.0.1",
    port: 0,
    token: TOKEN,
    boardDir: null,
    clock: () => NOW,
    logger: silentLogger,
    metrics: createMetrics({ processMetrics: false }),
    build: { service: "gateway", version: "0.1.0", build: "test" },
  });
  port = gateway.port;
  stop = async () => {
    await gateway.stop();
    await embedded.close();
  };
});
afterAll(() => stop());

const report = (flags: readonly string[], variables: Readonly<Record<string, string>> = {}) =>
  runCli(["report", ...flags], { FLOORWALKER_PORT: String(port), FLOORWALKER_TOKEN: TOKEN, ...variables });

test("prints yesterday as text, as HTML and as JSON, from the gateway that the environment names", async () => {
  const text = await report([]);
  expect(text).toMatchObject({ status: 0, stderr: "" });
  expect(text.stdout).toContain("Daily report: Kraków\nFriday 20 November 2026\n");
  const page = await report(["--site", "krakow", "--day", "2026-11-20", "--format", "html"]);
  expect(page.stdout).toContain("<h1 ");
  const json = await report(["--format", "json"]);
  expect(JSON.parse(json.stdout)).toMatchObject({ site: "krakow", day: "2026-11-20" });
});

test("ends with 1 when nothing is kept of the day, and says which", async () => {
  const ran = await report(["--day", "2026-11-19", "--url", `http://127.0.0.1:${port}`]);
  expect(ran).toMatchObject({ status: 1, stdout: "" });
  expect(ran.stderr).toContain("Nothing is kept of krakow on 2026-11-19. [nothing_kept]");
});

test.each([
  ["a site that is not there", ["--site", "gdansk"], {}, "[unknown_site]"],
  ["a wrong token", [], { FLOORWALKER_TOKEN: "another-token-of-sixteen" }, "[unauthorized]"],
  ["a day that is not over", ["--day", "2026-11-21"], {}, "[day_not_over]"],
  ["no gateway", ["--url", "http://127.0.0.1:1"], {}, "[gateway_unreachable]"],
  ["no address", ["--url", "nonsense"], {}, "[bad_url]"],
] as const)("%s ends with 2, a code and what to do", async (_, flags, variables, code) => {
  const ran = await report(flags, variables);
  expect(ran).toMatchObject({ status: 2, stdout: "" });
  expect(ran.stderr).toContain(code);
});
