import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { expect, test } from "vitest";
import { DEV_EXCLUSIONS } from "../src/dev/dev-exclusions.ts";
import { refuseExcluded, refuseRepeated } from "../src/flags/exclusions.ts";
import { chosenSite, siteOfLines } from "../src/flags/site-choice.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";

const dev = (...parameters: string[]): Command =>
  new Command()
    .option("--config <file>")
    .option("--queue-log <file>")
    .option("--site <id>")
    .option("--zone <name>")
    .option("--encoding <name>")
    .option("--scenario <name>")
    .option("--speed <n>", "", Number, 1)
    .option("--seed <n>", "", Number, 1)
    .option("--past <n>", "", Number)
    .option("--no-simulate")
    .parse(parameters, { from: "user" });
const VALUES: Readonly<Record<string, readonly string[]>> = { "--no-simulate": ["--no-simulate"] };
const flag = (name: string): readonly string[] => VALUES[name] ?? [name, "1"];

test.for(DEV_EXCLUSIONS.map((row) => [`${row.flag} ${row.with ?? "alone"}`, row] as const))(
  "%s is refused with what to leave out",
  ([, { flag: name, with: other }]) => {
    const given = dev(...flag(name), ...(other === undefined ? [] : flag(other)));
    expect(() => refuseExcluded(given, DEV_EXCLUSIONS)).toThrow(name);
  },
);

test("flags that belong together, and defaults that nobody gave, exclude nothing", () => {
  for (const parameters of [
    [],
    ["--scenario", "normal", "--speed", "2", "--seed", "3", "--site", "demo", "--zone", "UTC"],
    ["--config", "f", "--scenario", "normal", "--speed", "2"],
    ["--queue-log", "q", "--site", "krakow", "--zone", "UTC", "--encoding", "latin1"],
    ["--queue-log", "q", "--no-simulate", "--site", "krakow"],
  ])
    refuseExcluded(dev(...parameters), DEV_EXCLUSIONS);
});

test("a flag given twice is refused: only one of the two could count", () => {
  expect(() => refuseRepeated(["dev", "--seed", "1", "--seed=2"])).toThrow("--seed is given twice");
  refuseRepeated(["dev", "--seed", "1", "--", "--seed"]);
});

test("a site is the one that was named or the only one there is, never another", () => {
  expect(chosenSite(undefined, ["pbx"])).toBe("pbx");
  expect(chosenSite(undefined, ["a", "b"])).toBeNull();
  expect(chosenSite("any", [])).toBe("any");
  expect(() => chosenSite("nope", ["a", "b"])).toThrow(expect.objectContaining({ fix: "Give --site one of: a, b." }));
  expect(siteOfLines(undefined, [], "site")).toBe("site");
  expect(() => siteOfLines(undefined, ["a", "b"], "site")).toThrow("several");
});

test("the program itself refuses them, with a code, and starts nothing", { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  for (const [code, ...parameters] of [
    ["flags_exclude", "--queue-log", "q", "--scenario", "normal"],
    ["flag_twice", "--port", "0", "--port", "1"],
    ["unknown_site", "--site", "nope"],
    ["data_folder_unusable", "--data", "/proc/floorwalker/x"],
    ["queue_log_unusable", "--queue-log", folder, "--data", folder, "--port", "0"],
  ] as const) {
    const { status, stdout, stderr } = await runCli(["dev", ...parameters]);
    expect({ code, status, stdout }).toEqual({ code, status: 2, stdout: "" });
    expect(stderr).toContain(`[${code}]`);
  }
});

test("--config with one site makes it the replay's; an unknown --site is an error with the known ones", {
  timeout: 60_000,
}, async () => {
  const folder = temporaryFolder();
  const [log, config] = [join(folder, "queue_log"), join(folder, "pbx.yaml")];
  writeFileSync(
    log,
    "1793610000|c1.10|1501|NONE|ENTERQUEUE||600|1\n1793610012|c1.10|1501|Ann|CONNECT|12|p.1|11\n1793610030|c1.10|1501|Ann|COMPLETEAGENT|12|18|1\n",
  );
  writeFileSync(
    config,
    "sites:\n  - id: pbx\n    zone: Europe/Warsaw\n    queues:\n      - queue: 1501\n        threshold: 5s\n",
  );
  const parameters = ["replay", log, "--source", "asterisk-queue-log", "--config", config, "--interval", "day"];
  const { status, stdout } = await runCli(parameters);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    site: "pbx",
    from: "2026-11-01T23:00:00.000Z",
    total: { queues: { 1501: { call: { counters: { answered: 1, answeredInThreshold: 0 } } } } },
  });
  const unknown = await runCli([...parameters, "--site", "nope"]);
  expect(unknown).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("one of: pbx") });
});
