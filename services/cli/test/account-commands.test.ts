/** `floorwalker user` and `floorwalker token` on the embedded file, and by the gateway of the process that has it open. */
import { spawnSync } from "node:child_process";
import { userInfo } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "@floorwalker/embedded";
import { startGateway } from "@floorwalker/gateway";
import { createMetrics, emptyConfiguration, silentLogger } from "@floorwalker/runtime";
import { expect, onTestFinished, test } from "vitest";
import { tokenCommand } from "../src/accounts/token-command.ts";
import { userCommand } from "../src/accounts/user-command.ts";
import { STATE_FILE } from "../src/dev/data-folder.ts";
import { markGateway } from "../src/dev/gateway-mark.ts";
import { inProcess } from "./in-process.ts";
import { type Ran, temporaryFolder } from "./run-cli.ts";

/** Of util-linux: a command with a terminal of its own. */
const PTY: string = "script";
const TOKEN = "a-token-of-sixteen-or-more";
const MADE = /^([a-z2-9]{5}-){3}[a-z2-9]{5}\n$/;

const runCli = (
  [of, ...parameters]: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  input?: string,
): Promise<Ran> => inProcess(of === "user" ? userCommand() : tokenCommand(), parameters, variables, input);

/** Over the folder's file, as a process that runs has it open. */
async function running(folder: string, token: string | null = TOKEN) {
  const embedded = openEmbedded(join(folder, STATE_FILE));
  await embedded.log.ensureTopics([{ topic: "cc.events.v1", partitions: 1 }]);
  const gateway = await startGateway({
    ...embedded,
    partitions: 1,
    config: emptyConfiguration,
    host: "127.0.0.1",
    port: 0,
    token,
    boardDir: null,
    clock: Date.now,
    logger: silentLogger,
    metrics: createMetrics({ processMetrics: false }),
    build: { service: "gateway", version: "0.1.0", build: "test" },
  });
  const stop = async (): Promise<void> => {
    await gateway.stop();
    await embedded.close();
  };
  return {
    gateway,
    stop,
    signIn: async (user: string, password: string) =>
      (await fetch(`${gateway.url}v1/session`, { method: "POST", body: JSON.stringify({ user, password }) })).status,
    me: async (text: string) =>
      (await fetch(`${gateway.url}v1/me`, { headers: { authorization: `Bearer ${text}` } })).json(),
    audit: async () =>
      (
        (await (await fetch(`${gateway.url}v1/audit`, { headers: { authorization: `Bearer ${TOKEN}` } })).json()) as {
          entries: { did: string; by: { kind: string; id: string } | null; to: string }[];
        }
      ).entries,
  };
}

test("users made and changed in the file are who may sign in afterwards, with what was printed or given", async () => {
  const folder = temporaryFolder();
  const run = (parameters: readonly string[], input?: string) => runCli([...parameters, "--data", folder], {}, input);
  const added = await run(["user", "add", "anna", "--role", "supervisor", "--queues", "sales,service"]);
  expect(added).toMatchObject({ status: 0, stdout: expect.stringMatching(MADE) });
  expect(
    await run(
      ["user", "add", "bert", "--role", "viewer", "--name", "Bert B.", "--password-stdin"],
      "correct horse battery\n",
    ),
  ).toMatchObject({ status: 0, stdout: "" });
  const given = await run(["user", "password", "bert"]);
  expect(given.stdout).toMatch(MADE);
  expect(await run(["user", "role", "bert", "manager", "--sites", "krakow"])).toMatchObject({ status: 0 });
  expect(await run(["user", "role", "bert", "manager", "--teams", "none"])).toMatchObject({ status: 0 });
  await run(["user", "add", "carl", "--role", "admin", "--password-stdin"], "correct horse battery");
  await run(["user", "disable", "carl"]);
  const { stdout } = await run(["user", "list"]);
  expect(stdout).toBe(
    [
      "user  name     role        sees                      signs in",
      "anna  anna     supervisor  queues sales,service      by password",
      "bert  Bert B.  manager     sites krakow; teams none  by password",
      "carl  carl     admin       everything                disabled",
      "",
    ].join("\n"),
  );
  const users = JSON.parse((await run(["user", "list", "--json"])).stdout) as { id: string; scope: object }[];
  expect(users[1]).toMatchObject({ id: "bert", scope: { sites: ["krakow"], queues: "all", teams: [] } });
  const { signIn, stop, audit } = await running(folder);
  expect(await signIn("anna", added.stdout.trim())).toBe(200);
  expect(await signIn("bert", "correct horse battery")).toBe(401);
  expect(await signIn("bert", given.stdout.trim())).toBe(200);
  expect(await signIn("carl", "correct horse battery")).toBe(401);
  const by = { kind: "command", id: userInfo().username };
  expect(
    (await audit())
      .filter((entry) => entry.by?.kind === "command")
      .map(({ did }) => did)
      .reverse(),
  ).toEqual(["made_user", "made_user", "changed_user", "changed_user", "changed_user", "made_user", "changed_user"]);
  expect((await audit()).find(({ did }) => did === "made_user")).toMatchObject({ by });
  await stop();
  await run(["user", "enable", "carl"]);
  const again = await running(folder);
  onTestFinished(again.stop);
  expect(await again.signIn("carl", "correct horse battery")).toBe(200);
});

test("an API token is printed once, opens what it is for, and is revoked by its id", async () => {
  const folder = temporaryFolder();
  const run = (...parameters: string[]) => runCli([...parameters, "--data", folder]);
  const made = await run("token", "create", "crm", "--role", "viewer", "--sites", "krakow", "--days", "7");
  expect(made).toMatchObject({ status: 0, stdout: expect.stringMatching(/^fw_[0-9a-f]{12}_[\w-]{43}\n$/) });
  const id = made.stdout.slice(3, 15);
  const [token] = JSON.parse((await run("token", "list", "--json")).stdout) as { id: string; expiresAt: string }[];
  expect(token).toMatchObject({ id, name: "crm", role: "viewer", revokedAt: null, usedAt: null });
  expect(Date.parse(token!.expiresAt) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
  await run("token", "create", "for ever", "--role", "admin", "--no-expiry");
  expect((await run("token", "list")).stdout).toMatch(/for ever {2}admin {3}everything {4}\S+ +never +never\n/);
  const first = await running(folder);
  expect(await first.me(made.stdout.trim())).toMatchObject({ kind: "token", id, scope: { sites: ["krakow"] } });
  await first.stop();
  expect(await run("token", "revoke", id)).toMatchObject({ status: 0, stdout: "" });
  const second = await running(folder);
  onTestFinished(second.stop);
  expect(await second.me(made.stdout.trim())).toMatchObject({ code: "unauthorized" });
});

test("while a process has the file open its own gateway does it, wherever that listens, and must know who asks", async () => {
  const folder = temporaryFolder();
  const { gateway, signIn, stop } = await running(folder);
  onTestFinished(stop);
  const add = (variables: Record<string, string>, ...more: string[]) =>
    runCli(["user", "add", "anna", "--role", "viewer", ...more], { FLOORWALKER_DATA: folder, ...variables });
  expect((await add({ FLOORWALKER_TOKEN: TOKEN })).stderr).toContain("[state_in_use]");
  markGateway(folder, gateway.url);
  const stranger = await add({});
  expect(stranger).toMatchObject({ status: 2, stdout: "" });
  expect(stranger.stderr).toContain("[unauthorized]\nSet FLOORWALKER_TOKEN");
  const made = await add({ FLOORWALKER_TOKEN: TOKEN });
  expect(made).toMatchObject({ status: 0, stdout: expect.stringMatching(MADE) });
  expect(await signIn("anna", made.stdout.trim())).toBe(200);
  const twice = await add({ FLOORWALKER_TOKEN: TOKEN }, "--url", gateway.url);
  expect(twice).toMatchObject({ status: 2, stdout: "" });
  expect(twice.stderr).toContain('There is a user "anna" already. [user_exists]');
  const listed = await runCli(["user", "list", "--url", gateway.url], { FLOORWALKER_TOKEN: TOKEN });
  expect(listed.stdout).toContain("anna  anna  viewer  everything  by password");
  const token = await runCli(["token", "create", "crm", "--role", "viewer", "--url", gateway.url], {
    FLOORWALKER_TOKEN: TOKEN,
  });
  const revoked = await runCli(["token", "revoke", token.stdout.slice(3, 15), "--url", gateway.url], {
    FLOORWALKER_TOKEN: TOKEN,
  });
  expect(revoked).toMatchObject({ status: 0 });
});

test("a prompt shows nothing of what is typed", {
  skip: spawnSync(PTY, ["--version"]).error !== undefined,
}, () => {
  const folder = temporaryFolder();
  const main = join(import.meta.dirname, "../src/main.ts");
  const command = `${process.execPath} ${main} user add anna --role viewer --password-prompt --data ${folder}`;
  const typed = "correct horse battery\n";
  const ran = spawnSync(PTY, ["-qec", command, "/dev/null"], { input: typed + typed, timeout: 80_000 });
  const shown = ran.stdout.toString().replace(/^(correct horse battery\r?\n)+/, "");
  expect(shown).toContain("Password: ");
  expect(shown).toContain("anna may sign in as viewer");
  expect(ran.status).toBe(0);
});

test.each([
  [
    "a password that is too short",
    ["user", "add", "anna", "--role", "viewer", "--password-stdin"],
    "short",
    "bad_password",
  ],
  ["a prompt without a terminal", ["user", "password", "anna", "--password-prompt"], undefined, "no_terminal"],
  ["no state", ["user", "list"], undefined, "no_state"],
  ["no state to disable in", ["user", "disable", "anna"], undefined, "no_state"],
] as const)("%s ends with 2, a code and what to do", async (_, parameters, input, code) => {
  const ran = await runCli([...parameters, "--data", join(temporaryFolder(), "none")], {}, input);
  expect(ran).toMatchObject({ status: 2, stdout: "" });
  expect(ran.stderr).toContain(`[${code}]`);
  if (input !== undefined) expect(ran.stderr).not.toContain(input);
});

test("a user or token that is not there ends with 2 and where to look", async () => {
  const folder = temporaryFolder();
  await runCli(["user", "add", "anna", "--role", "viewer", "--data", folder]);
  for (const [parameters, code] of [
    [["user", "disable", "bert"], "unknown_user"],
    [["user", "role", "bert", "admin"], "unknown_user"],
    [["token", "revoke", "bert"], "unknown_token"],
    [["user", "add", "Anna B", "--role", "viewer"], "bad_user"],
  ] as const) {
    const ran = await runCli([...parameters, "--data", folder]);
    expect(ran).toMatchObject({ status: 2, stdout: "" });
    expect(ran.stderr).toContain(`[${code}]`);
  }
});
