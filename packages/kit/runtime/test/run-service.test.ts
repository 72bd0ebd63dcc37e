import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";

const FIXTURE = fileURLToPath(new URL("./service-fixture.ts", import.meta.url));
const FREE = { FLOORWALKER_METRICS_PORT: "0" };
const READY = { ...FREE, FLOORWALKER_KAFKA: "127.0.0.1:1" };

type Line = Readonly<Record<string, unknown>>;

function start(mode: string, variables: Readonly<Record<string, string>>) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("FLOORWALKER_"));
  const service = spawn(process.execPath, [FIXTURE, mode], {
    env: { ...Object.fromEntries(inherited), ...variables },
    stdio: ["ignore", "pipe", "inherit"],
    timeout: 25_000,
    killSignal: "SIGKILL",
  });
  onTestFinished(() => void service.kill("SIGKILL"));
  let output = "";
  service.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const status = new Promise<number | null>((resolve) => service.once("close", resolve));
  const lines = (): Line[] =>
    output
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Line);
  return { service, status, lines, events: () => lines().map(({ event }) => event) };
}

describe("a service as a process", { timeout: 30_000 }, () => {
  test("that lacks what it needs says everything that is wrong at once and ends with 2", async () => {
    const { status, lines } = start("fails", { FLOORWALKER_CONFIG: "/nowhere.yaml" });
    expect(await status).toBe(2);
    expect(lines().map(({ event, problem }) => [event, String(problem).split(" ")[0]])).toEqual([
      ["cannot_start", "FLOORWALKER_KAFKA:"],
      ["cannot_start", "/nowhere.yaml:"],
    ]);
  });

  test("answers on its status port until a SIGTERM stops its parts, the last started first", async () => {
    const { service, status, lines, events } = start("runs", FREE);
    await expect.poll(events, { timeout: 20_000 }).toContain("status_listening");
    const url = String(lines().find(({ event }) => event === "status_listening")!.url);
    await expect.poll(async () => (await fetch(url)).status, { timeout: 20_000 }).toBe(200);
    expect(await (await fetch(new URL("/version", url))).json()).toMatchObject({ service: "fixture" });
    service.kill("SIGTERM");
    expect(await status).toBe(0);
    expect(events().slice(-4)).toEqual(["stopping", "second_stopped", "first_stopped", "stopped"]);
  });

  test("a part of which is gone for good stops the others and ends with 1", async () => {
    const { status, lines, events } = start("fails", READY);
    expect(await status).toBe(1);
    expect(lines()).toContainEqual(
      expect.objectContaining({
        event: "part_failed",
        part: "reader",
        error: expect.objectContaining({ message: "the reader is gone" }),
      }),
    );
    expect(events()).toContain("first_stopped");
  });

  test("that cannot start stops what it had started and ends with 1", async () => {
    const { status, events } = start("throws", READY);
    expect(await status).toBe(1);
    expect(events().slice(-5)).toEqual(["cannot_start", "stopping", "second_stopped", "first_stopped", "stopped"]);
  });

  test("that finds what contradicts its settings ends with 2: starting it again would not help", async () => {
    const { status, lines } = start("differs", READY);
    expect(await status).toBe(2);
    expect(lines()).toContainEqual(expect.objectContaining({ event: "cannot_start", code: "partitions_differ" }));
  });

  test("whose status port is taken says which variable gives it another", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void taken.close());
    const port = String((taken.address() as AddressInfo).port);
    const { status, lines } = start("runs", { FLOORWALKER_METRICS_PORT: port });
    expect(await status).toBe(1);
    expect(JSON.stringify(lines()[0])).toMatch(/port_taken: .*FLOORWALKER_METRICS_PORT/);
  });
});
