import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { runCli, temporaryFolder } from "./run-cli.ts";

describe("floorwalker alert test", { timeout: 60_000 }, () => {
  let answer = 204;
  const taken: { readonly signature: unknown; readonly body: Record<string, unknown> }[] = [];

  beforeEach(() => {
    answer = 204;
    taken.length = 0;
  });

  /** A configuration with one webhook, to a receiver that really listens. */
  async function configured(): Promise<string> {
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        const signature = Object.entries(request.headers).find(([name]) => name.includes("signature"))?.[1];
        taken.push({ signature, body: JSON.parse(body) as Record<string, unknown> });
        response.writeHead(answer).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const file = join(temporaryFolder(), "centre.yaml");
    const { port } = server.address() as AddressInfo;
    writeFileSync(
      file,
      `receivers:\n  - id: chat-room\n    type: webhook\n    url: http://127.0.0.1:${port}/\n    secret: a-secret\n`,
    );
    return file;
  }

  test("sends one signed message that says it is a test", async () => {
    const file = await configured();
    const ran = await runCli(["alert", "test", "chat-room", "--config", file]);
    expect(ran).toEqual({ status: 0, stdout: "chat-room (webhook) took the test message.\n", stderr: "" });
    expect(taken).toHaveLength(1);
    expect(taken[0]!.signature).toBeTruthy();
    expect(JSON.stringify(taken[0]!.body).toLowerCase()).toContain("test");
  });

  test("the configuration may come from the environment", async () => {
    const ran = await runCli(["alert", "test", "chat-room"], { FLOORWALKER_CONFIG: await configured() });
    expect(ran.status).toBe(0);
    expect(taken).toHaveLength(1);
  });

  test("tells a refusal that stays from one that may pass, and ends with 1", async () => {
    const file = await configured();
    answer = 400;
    const refused = await runCli(["alert", "test", "chat-room", "--config", file]);
    expect(refused).toMatchObject({ status: 1, stdout: "" });
    expect(refused.stderr).toMatch(/400.*\[not_delivered\]\nThis will not pass/);
    answer = 401;
    const shut = await runCli(["alert", "test", "chat-room", "--config", file]);
    expect(shut.stderr).toMatch(/401.*\[not_delivered\]\nThis will not pass by itself/);
    answer = 503;
    const busy = await runCli(["alert", "test", "chat-room", "--config", file]);
    expect(busy.status).toBe(1);
    expect(busy.stderr).toMatch(/503.*\[not_delivered_now\]\nThis may pass/);
  });

  test("a receiver that is not configured is named with those that are", async () => {
    const ran = await runCli(["alert", "test", "chatroom", "--config", await configured()]);
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(/no receiver "chatroom" \[unknown_receiver\]\nUse one of: chat-room\./);
    expect(taken).toEqual([]);
  });

  test("without a configuration it says where to name one", async () => {
    expect(await runCli(["alert", "test", "chat-room"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("[no_configuration]"),
    });
  });
});
