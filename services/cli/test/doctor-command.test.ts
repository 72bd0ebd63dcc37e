import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { openEmbedded } from "@floorwalker/embedded";
import { describe, expect, onTestFinished, test } from "vitest";
import { runCli, temporaryFolder } from "./run-cli.ts";

interface Finding {
  readonly check: string;
  readonly status: string;
  readonly message: string;
  readonly fix: string | null;
}

/** Everything in order: a board, an empty data folder, any port. */
function inOrder(): { readonly folder: string; readonly variables: Record<string, string> } {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "board"));
  writeFileSync(join(folder, "board", "index.html"), "<!doctype html>");
  const [data, board] = [join(folder, "data"), join(folder, "board")];
  return { folder, variables: { FLOORWALKER_DATA: data, FLOORWALKER_BOARD: board, FLOORWALKER_PORT: "0" } };
}

async function doctor(variables: Readonly<Record<string, string>>) {
  const { status, stdout } = await runCli(["doctor", "--json"], variables);
  const { ok, findings } = JSON.parse(stdout) as { ok: boolean; findings: readonly Finding[] };
  const of = (check: string): readonly Finding[] => findings.filter((finding) => finding.check === check);
  return { status, ok, findings, of };
}

describe("floorwalker doctor", { timeout: 60_000 }, () => {
  test("finds nothing wrong on a fresh machine, and makes nothing", async () => {
    const { folder, variables } = inOrder();
    const { status, ok, findings } = await doctor(variables);
    expect({ status, ok }).toEqual({ status: 0, ok: true });
    expect(Object.fromEntries(findings.map(({ check, status: found }) => [check, found]))).toEqual({
      node: "ok",
      environment: "ok",
      configuration: "skipped",
      token: "ok",
      metrics: "ok",
      data: "ok",
      port: "ok",
      board: "ok",
      history: "skipped",
      sign_in: "skipped",
      kafka: "skipped",
      redis: "skipped",
      state: "skipped",
    });
    expect(readdirSync(folder)).toEqual(["board"]);
  });

  test("says who gets in: without a token where others can reach the gateway users and API tokens, metrics that nobody can read are told", async () => {
    const { variables } = inOrder();
    const reachable = await doctor({ ...variables, FLOORWALKER_HOST: "0.0.0.0" });
    expect(reachable.status).toBe(0);
    expect(reachable.of("token")).toMatchObject([
      { status: "ok", message: expect.stringContaining("no user or API token is not let in") },
    ]);
    expect(reachable.of("metrics")).toMatchObject([
      { status: "warning", fix: expect.stringContaining("FLOORWALKER_METRICS_HOST") },
    ]);
    const safe = await doctor({
      ...variables,
      FLOORWALKER_HOST: "0.0.0.0",
      FLOORWALKER_TOKEN: "a-shared-token-of-some-length",
      FLOORWALKER_METRICS_TOKEN: "a-token-for-metrics-only",
    });
    expect(safe.status).toBe(0);
    expect([...safe.of("token"), ...safe.of("metrics")].map(({ status }) => status)).toEqual(["ok", "ok"]);
    expect(JSON.stringify(safe.findings)).not.toContain("a-token-for");
  });

  test("names everything that is wrong at once, each with a fix, and ends with 1", async () => {
    const { folder, variables } = inOrder();
    const configuration = join(folder, "centre.yaml");
    writeFileSync(configuration, "sites: 7\npartitions: -1\n");
    const found = await doctor({
      ...variables,
      FLOORWALKER_CONFIG: configuration,
      FLOORWALKER_BOARD: join(folder, "nowhere"),
      FLOORWALKER_KAFAK: "x",
    });
    expect({ status: found.status, ok: found.ok }).toEqual({ status: 1, ok: false });
    expect(found.of("configuration").map(({ status }) => status)).toEqual(["failed", "failed"]);
    expect(found.of("configuration").map(({ message }) => message.slice(0, configuration.length + 9))).toEqual(
      expect.arrayContaining([`${configuration}:1: sites`, `${configuration}:2: parti`]),
    );
    expect(found.of("board")).toMatchObject([{ status: "failed", fix: "Build it: npm run build" }]);
    expect(found.of("environment")).toMatchObject([{ status: "warning", fix: "Did you mean FLOORWALKER_KAFKA?" }]);
    for (const { status, fix } of found.findings) if (status === "failed") expect(fix).not.toBe("");
  });

  test("a bad variable does not keep the other checks from running", async () => {
    const found = await doctor({ FLOORWALKER_PORT: "eighty", FLOORWALKER_LOG_LEVEL: "loud" });
    expect(found.status).toBe(1);
    expect(found.of("environment").map(({ status }) => status)).toEqual(["failed", "failed"]);
    expect(found.of("data")).toHaveLength(1);
  });

  test("a state that another process has open is in use; one of another format says which program reads it", async () => {
    const { variables } = inOrder();
    const file = join(variables.FLOORWALKER_DATA!, "state.sqlite");
    const running = openEmbedded(file);
    await running.log.ensureTopics([{ topic: "t", partitions: 1 }]);
    const busy = await doctor(variables);
    expect(busy.of("data")).toMatchObject([
      { status: "warning", message: expect.stringContaining("[state_in_use]"), fix: expect.stringMatching(/^Stop/) },
    ]);
    expect(busy.status).toBe(0);
    await running.close();
    expect((await doctor(variables)).of("data")).toMatchObject([{ status: "ok" }]);
    writeFileSync(file, "this is no database, it is a text that is long enough to be looked at".repeat(20));
    const unreadable = await doctor(variables);
    expect(unreadable.of("data")).toMatchObject([{ status: "failed" }]);
    expect(unreadable.status).toBe(1);
  });

  test("a data folder that cannot be made is a failure", async () => {
    const { folder, variables } = inOrder();
    const data = join(folder, "board", "index.html", "data");
    expect((await doctor({ ...variables, FLOORWALKER_DATA: data })).of("data")).toMatchObject([
      { status: "failed", message: expect.stringContaining("cannot be written") },
    ]);
  });

  test("a taken port is a failure when it is fixed, unless Floorwalker itself listens there", async () => {
    const { variables } = inOrder();
    let body = "hello";
    const server = createServer((_, response) => response.end(body));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const taken = { ...variables, FLOORWALKER_PORT: String((server.address() as AddressInfo).port) };
    expect((await doctor(taken)).of("port")).toMatchObject([
      { status: "failed", fix: expect.stringContaining("free") },
    ]);
    body = JSON.stringify({ service: "gateway", version: "0.1.0", build: "0.1.0" });
    expect((await doctor(taken)).of("port")).toMatchObject([
      { status: "ok", message: expect.stringContaining("gateway") },
    ]);
  });

  test("without --json each finding is a line, and what is wrong has a fix below it", async () => {
    const { folder, variables } = inOrder();
    const { stdout, status } = await runCli(["doctor"], { ...variables, FLOORWALKER_BOARD: join(folder, "nowhere") });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^ok +node +Node \d+/);
    expect(stdout).toMatch(/^FAILED +board .*\n +fix: Build it: npm run build$/m);
    expect(stdout).not.toContain("\u001b");
  });
});
