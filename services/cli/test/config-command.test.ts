import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sampleConfiguration } from "@floorwalker/runtime";
import { describe, expect, test } from "vitest";
import { runCli, temporaryFolder } from "./run-cli.ts";

describe("floorwalker config", { timeout: 60_000 }, () => {
  test("init writes the commented sample, which check finds in order", async () => {
    const file = join(temporaryFolder(), "centre.yaml");
    const written = await runCli(["config", "init", file]);
    expect(written).toMatchObject({ status: 0, stderr: "" });
    expect(readFileSync(file, "utf8")).toBe(sampleConfiguration());
    const checked = await runCli(["config", "check", file]);
    expect(checked).toMatchObject({ status: 0, stderr: "" });
    expect(checked.stdout).toContain("is in order: 1 sites, 4 queues, 2 agents, 5 rules, 2 receivers");
  });

  test("init never replaces a file unless it is told to", async () => {
    const file = join(temporaryFolder(), "centre.yaml");
    writeFileSync(file, "mine");
    const refused = await runCli(["config", "init", file]);
    expect(refused).toMatchObject({ status: 2, stdout: "" });
    expect(refused.stderr).toMatch(/is there already \[file_exists\]\n.*--force/);
    expect(readFileSync(file, "utf8")).toBe("mine");
    expect(await runCli(["config", "init", file, "--force"])).toMatchObject({ status: 0 });
    expect(readFileSync(file, "utf8")).toBe(sampleConfiguration());
  });

  test("init - prints the sample and nothing else", async () => {
    expect(await runCli(["config", "init", "-"])).toEqual({ status: 0, stdout: sampleConfiguration(), stderr: "" });
  });

  test("init into a folder that is not there says so", async () => {
    const refused = await runCli(["config", "init", join(temporaryFolder(), "nowhere", "centre.yaml")]);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain("[file_not_written]");
  });

  test("check names everything that is wrong at once, each with its line and what to do, and ends with 1", async () => {
    const file = join(temporaryFolder(), "centre.yaml");
    writeFileSync(
      file,
      sampleConfiguration()
        .replace("zone: Europe/Warsaw", "zone: Europe/Warschau")
        .replace("threshold: 20s", "treshold: 20s")
        .replace("receivers: [duty-manager, chat-room]", "receivers: [nobody]"),
    );
    const { status, stdout, stderr } = await runCli(["config", "check", file]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    const lineOf = (text: string): number =>
      readFileSync(file, "utf8")
        .split("\n")
        .findIndex((line) => line.includes(text)) + 1;
    for (const [path, wrong] of [
      ["sites[0].zone", "zone: Europe/Warschau"],
      ["sites[0].queues[0].treshold", "treshold: 20s"],
      ["sites[0].rules[0].receivers[0]", "receivers: [nobody]"],
    ] as const)
      expect(stderr).toContain(`${file}:${lineOf(wrong)}: ${path}: `);
    expect(stderr).toContain('Did you mean "threshold"?');
    expect(stderr).toContain("3 things are wrong");
  });

  test("check of a file that is not there or is no YAML says so", async () => {
    const file = join(temporaryFolder(), "centre.yaml");
    expect(await runCli(["config", "check", file])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("[unreadable_file]"),
    });
    writeFileSync(file, "sites: [");
    expect((await runCli(["config", "check", file])).stderr).toContain(`${file}:1: (top): `);
  });
});

test("floorwalker --version prints the version", { timeout: 60_000 }, async () => {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  expect(await runCli(["--version"])).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
});
