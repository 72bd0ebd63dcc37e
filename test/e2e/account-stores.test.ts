/** Accounts in a real Redis and a real PostgreSQL: the laws of their port, a store that lost its end, and two gateways over each. */
import { createHash } from "node:crypto";
import { type Account, type ApiToken, auditId, EVERYTHING, type Role } from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import { Passwords } from "@floorwalker/gateway";
import type { AccountStore } from "@floorwalker/ports";
import { accountsContract } from "@floorwalker/ports/contract";
import { ACCOUNTS_VERSION, PostgresAccounts } from "@floorwalker/postgres";
import { openRedisAccounts } from "@floorwalker/redis";
import type { OidcSettings } from "@floorwalker/runtime";
import { Redis } from "ioredis";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { addressOf, postgresBackend, redisBackend, suiteOn } from "../support/src/backends.ts";
import { type GatewayOver, gatewayOver, liveSocket, until } from "../support/src/gateway-over.ts";
import { OidcBrowser } from "../support/src/oidc-browser.ts";
import { CLIENT, runOidcProvider } from "../support/src/oidc-provider.ts";
import { freshPrefix } from "../support/src/redis-under-test.ts";
import { runProgram } from "../support/src/run-program.ts";

const redis = await redisBackend();
const postgres = await postgresBackend();
const CHEAP = new Passwords({ ln: 4, r: 8, p: 1 });

interface Place {
  open(): Promise<AccountStore>;
  /** As it is now; the result sets it back to that. */
  remember(): Promise<() => Promise<void>>;
  drop(): Promise<void>;
}

async function inRedis(prefix = freshPrefix()): Promise<Place> {
  const raw = new Redis(addressOf(redis));
  const keys = () => raw.keys(`${prefix}:*`);
  return {
    open: () => openRedisAccounts({ url: addressOf(redis), prefix }),
    async remember() {
      const dumps = await Promise.all((await keys()).map(async (key) => [key, (await raw.dumpBuffer(key))!] as const));
      return async () => {
        await raw.unlink(await keys());
        for (const [key, dump] of dumps) await raw.restore(key, 0, dump);
      };
    },
    async drop() {
      const left = await keys();
      if (left.length > 0) await raw.unlink(left);
      raw.disconnect();
    },
  };
}

let unique = 0;
async function inPostgres(
  schema = `test-${process.pid}-${Date.now()}-${++unique}`,
): Promise<Place & { readonly schema: string; open(role?: string): Promise<AccountStore> }> {
  const url = new URL(addressOf(postgres));
  const user = decodeURIComponent(url.username);
  const password = url.password === "" ? null : url.password;
  url.username = "";
  const TABLES = ["accounts", "accounts_state", "accounts_puts", "audit"];
  return {
    schema: `${schema}_accounts`,
    open: async (role?: string) =>
      new PostgresAccounts({
        url: url.href,
        user: role ?? user,
        password: role === undefined ? password : "of-a-test",
        tls: null,
        schema,
      }),
    async remember() {
      for (const table of TABLES)
        await sql(`CREATE TABLE "${schema}_accounts"."was ${table}" AS TABLE "${schema}_accounts".${table}`);
      return async () => {
        for (const table of TABLES) {
          await sql(`DELETE FROM "${schema}_accounts".${table}`);
          await sql(`INSERT INTO "${schema}_accounts".${table} TABLE "${schema}_accounts"."was ${table}"`);
        }
      };
    },
    drop: async () => void (await sql(`DROP SCHEMA IF EXISTS "${schema}_accounts" CASCADE`)),
  };
}

async function sql<Row extends object>(text: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: addressOf(postgres) });
  await client.connect();
  try {
    return (await client.query<Row & pg.QueryResultRow>(text)).rows;
  } finally {
    await client.end();
  }
}

const user = (id: string, changes: Partial<Extract<Account, { kind: "user" }>> = {}): Account => ({
  kind: "user",
  id,
  name: id,
  role: "viewer",
  scope: EVERYTHING,
  password: null,
  disabled: false,
  signsInFrom: 0,
  madeAt: 1,
  until: null,
  ...changes,
});

for (const [name, backend, placed] of [
  ["Redis", redis, inRedis],
  ["PostgreSQL", postgres, inPostgres],
] as const)
  suiteOn([backend], `accounts in ${name}`, () => {
    accountsContract(name, async () => {
      const place = await placed();
      const open: AccountStore[] = [];
      const opened = async () => {
        const store = await place.open();
        open.push(store);
        return store;
      };
      const accounts = await opened();
      return {
        accounts,
        beside: await opened(),
        async reopen() {
          await open.shift()!.close();
          return opened();
        },
        async cleanUp() {
          for (const store of open) await store.close();
          await place.drop();
        },
      };
    });

    const place = async () => {
      const at = await placed();
      onTestFinished(() => at.drop());
      const open = async () => {
        const store = await at.open();
        onTestFinished(() => store.close());
        return store;
      };
      return { at, open };
    };

    test("who follows a store that lost its last puts, and made as many others since, is told everything anew", async () => {
      const { at, open } = await place();
      const accounts = await open();
      const anna = await accounts.put(user("anna"), null);
      const setBack = await at.remember();
      await accounts.put(user("anna", { disabled: true }), anna);
      await accounts.put(user("bert"), null);
      const { mark } = await accounts.changes(null);
      await setBack();
      for (const id of ["carl", "dora", "eric"]) await accounts.put(user(id), null);
      const { anew, changed } = await accounts.changes(mark);
      expect(anew).toBe(true);
      expect(changed.map(({ account }) => account.id)).toEqual(["anna", "carl", "dora", "eric"]);
      expect(changed[0]!.account).toMatchObject({ disabled: false });
    });

    test("a mark that is older than the tags that are kept gets everything, a newer one what came since", async () => {
      const accounts = await (await place()).open();
      await accounts.put(user("old"), null);
      const { mark: first } = await accounts.changes(null);
      for (let done = 0; done < 1_001; done += 77)
        await Promise.all(Array.from({ length: 77 }, (_, index) => accounts.put(user(`u${done + index}`), null)));
      expect(await accounts.changes(first)).toMatchObject({ anew: true });
      const { mark } = await accounts.changes(null);
      await accounts.put(user("new"), null);
      const { anew, changed } = await accounts.changes(mark);
      expect([anew, changed.map(({ account }) => account.id)]).toEqual([false, ["new"]]);
    });

    test("two gateways that start at once where others reach them make one admin, whose password opens both", async () => {
      const { open } = await place();
      const said: string[] = [];
      const gateways = await Promise.all(
        [0, 1].map(async () =>
          gatewayOver({
            accounts: await open(),
            passwords: CHEAP,
            host: "0.0.0.0",
            say: (text) => void said.push(text),
          }),
        ),
      );
      expect(said.join("").match(/Sign in as "admin" with the password ([a-z0-9-]{23})\n/g)).toHaveLength(1);
      const password = /password ([a-z0-9-]{23})\n/.exec(said.join(""))![1]!;
      for (const { ask } of gateways)
        expect((await ask("POST", "v1/session", {}, { user: "admin", password })).status).toBe(200);
    });

    test("a user that a command makes there signs in at a running gateway", async () => {
      const prefix = `t${process.pid}-${Date.now()}-`;
      const at = await placed(`${prefix}floorwalker`);
      onTestFinished(() => at.drop());
      const accounts = await at.open();
      onTestFinished(() => accounts.close());
      const { ask } = await gatewayOver({ accounts, passwords: CHEAP, token: "a-shared-token-of-some-length" });
      const added = await runProgram(["user", "add", "anna", "--role", "viewer"], {
        FLOORWALKER_KAFKA: "127.0.0.1:1",
        FLOORWALKER_PREFIX: prefix,
        FLOORWALKER_REDIS: name === "Redis" ? addressOf(redis) : "redis://127.0.0.1:1",
        ...(name === "Redis" ? {} : { FLOORWALKER_HISTORY: addressOf(postgres) }),
      });
      expect(added).toMatchObject({ status: 0, stdout: expect.stringMatching(/^[a-z2-9-]{23}\n$/) });
      const credentials = { user: "anna", password: added.stdout.trim() };
      expect((await ask("POST", "v1/session", {}, credentials)).status).toBe(200);
    }, 120_000);

    revocations(async () => (await place()).open);

    test("failures to sign in are counted together by two gateways, and by one that is started anew", async () => {
      const { open } = await place();
      const token = "a-shared-token-of-some-length";
      const start = async () => gatewayOver({ accounts: await open(), passwords: CHEAP, token });
      const gateways = await Promise.all([start(), start()]);
      const signIn = (turn: number, password: string, id = "anna") =>
        gateways[turn % gateways.length]!.ask("POST", "v1/session", {}, { user: id, password });
      for (const id of ["anna", "bert"]) await addUser(gateways[0]!, token, id);
      for (let tries = 0; tries < 4; tries++) expect((await signIn(tries, "wrong")).status).toBe(401);
      expect((await signIn(0, PASSWORD)).status).toBe(200);
      for (let tries = 0; tries < 5; tries++) expect((await signIn(tries, "wrong")).status).toBe(401);
      gateways.push(await start());
      for (const turn of gateways.keys()) expect((await signIn(turn, PASSWORD)).status).toBe(429);
      expect((await signIn(1, PASSWORD, "bert")).status).toBe(200);
    });
  });

suiteOn([], "accounts in the embedded file", () => {
  revocations(async () => {
    const { accounts, close } = openEmbedded(":memory:");
    onTestFinished(() => close());
    return async () => accounts;
  });
});

const PASSWORD = "correct horse battery";
const addUser = ({ ask }: GatewayOver, token: string, id: string, role: Role = "viewer") =>
  ask(
    "POST",
    "v1/users",
    { authorization: `Bearer ${token}` },
    { id, name: id, role, scope: EVERYTHING, password: PASSWORD },
  );

/** Every kind of who may ask and of what ends it, at another gateway than the one where it is ended. */
function revocations(place: () => Promise<() => Promise<AccountStore>>): void {
  test("whatever is revoked at one gateway ends at another within five seconds, for requests and on open sockets", async () => {
    type Ended = readonly [headers: Record<string, string>, end: () => Promise<unknown>, code?: number];
    const open = await place();
    const shared = "a-shared-token-of-some-length";
    const accounts = await open();
    let oidc: OidcSettings | null = null;
    const elsewhere = { oidc: () => oidc, secret: CLIENT.secret, publicUrl: null };
    const [one, other] = await Promise.all(
      [accounts, await open()].map((each) =>
        gatewayOver({ accounts: each, passwords: CHEAP, token: shared, elsewhere }),
      ),
    );
    const provider = await runOidcProvider({ board: one!.url, people: { eve: ["floor"] } });
    onTestFinished(() => provider.close());
    const grants = [{ value: "floor", role: "viewer", scope: EVERYTHING } as const];
    oidc = {
      name: "Example",
      issuer: provider.issuer,
      clientId: CLIENT.id,
      scopes: ["openid", "groups"],
      claim: "groups",
      grants,
    };
    const admin = { authorization: `Bearer ${shared}` };
    const asAdmin = (method: string, path: string, body?: object) => one!.ask(method, path, admin, body);
    const ofUser = async (id: string) => {
      await addUser(one!, shared, id);
      const credentials = { user: id, password: PASSWORD };
      return { cookie: (await one!.ask("POST", "v1/session", {}, credentials)).cookie! };
    };
    const ofToken = async () => {
      const body = { name: "crm", role: "supervisor", scope: EVERYTHING, days: 1 };
      const { token, text } = (await asAdmin("POST", "v1/tokens", body)).body as {
        readonly token: { readonly id: string };
        readonly text: string;
      };
      return { id: token.id, headers: { authorization: `Bearer ${text}` } };
    };
    const ofScreen = async () => {
      const { code, token } = (await one!.ask("POST", "v1/pairings")).body as Record<"code" | "token", string>;
      const approval = { code, name: "Hall", scope: EVERYTHING };
      const { screen } = (await asAdmin("POST", "v1/pairings/approve", approval)).body as {
        readonly screen: { readonly id: string };
      };
      return { id: screen.id, headers: { authorization: `Bearer ${token}` } };
    };
    const ofProvider = async (): Promise<Ended> => {
      const browser = new OidcBrowser();
      await browser.signIn(one!.url, "eve");
      const { users } = (await asAdmin("GET", "v1/users")).body as { users: { id: string; name: string }[] };
      const { id } = users.find(({ name }) => name.startsWith("eve"))!;
      const end = () => asAdmin("PATCH", `v1/users/${encodeURIComponent(id)}`, { disabled: true });
      return [{ cookie: browser.cookie(new URL("v1/me", one!.url)) }, end];
    };
    const put = async (id: string, changes: Partial<ApiToken>) => {
      const found = (await accounts.find("token", id))!;
      await accounts.put({ ...found.account, ...changes } as Account, found.revision);
    };
    const [revoked, expiring, narrowed, screen, moved] = [
      await ofToken(),
      await ofToken(),
      await ofToken(),
      await ofScreen(),
      await ofScreen(),
    ];
    const own = await ofUser("own");
    const kinds: Readonly<Record<string, Ended>> = {
      "a user is disabled": [await ofUser("off"), () => asAdmin("PATCH", "v1/users/off", { disabled: true })],
      "a user's role is changed": [await ofUser("role"), () => asAdmin("PATCH", "v1/users/role", { role: "manager" })],
      "a user's scope is changed": [
        await ofUser("scope"),
        () => asAdmin("PATCH", "v1/users/scope", { scope: { ...EVERYTHING, sites: ["s"] } }),
      ],
      "a user's privacy profile is changed": [
        await ofUser("profile"),
        () => asAdmin("PATCH", "v1/users/profile", { profile: "works-council" }),
      ],
      "a user is given another password": [
        await ofUser("given"),
        () => asAdmin("PATCH", "v1/users/given", { password: null }),
      ],
      "a user takes another password elsewhere": [
        own,
        async () => {
          const there = await one!.ask("POST", "v1/session", {}, { user: "own", password: PASSWORD });
          const body = { old: PASSWORD, password: "another battery staple" };
          await one!.ask("POST", "v1/me/password", { cookie: there.cookie! }, body);
        },
      ],
      "a session is signed out": await (async (): Promise<Ended> => {
        const headers = await ofUser("out");
        return [headers, () => one!.ask("DELETE", "v1/session", headers)];
      })(),
      "a session has lasted its time": await (async (): Promise<Ended> => {
        const headers = await ofUser("late");
        const id = createHash("sha256").update(headers.cookie.split("=")[1]!).digest("hex");
        return [
          headers,
          async () => {
            const { account, revision } = (await accounts.find("session", id))!;
            await accounts.put({ ...account, expiresAt: Date.now() + 500 } as Account, revision);
          },
        ];
      })(),
      "a person of a provider is disabled": await ofProvider(),
      "an API token is revoked": [revoked.headers, () => asAdmin("DELETE", `v1/tokens/${revoked.id}`)],
      "an API token expires": [expiring.headers, () => put(expiring.id, { expiresAt: Date.now() + 500 })],
      "an API token may less": [narrowed.headers, () => put(narrowed.id, { role: "viewer" }), 4003],
      "a screen is revoked": [screen.headers, () => asAdmin("DELETE", `v1/screens/${screen.id}`)],
      "a screen is given another profile": [
        moved.headers,
        () => asAdmin("PATCH", `v1/screens/${moved.id}`, { profile: "works-council" }),
        4003,
      ],
    };
    const took: Record<string, number> = {};
    const sockets = await Promise.all(
      Object.entries(kinds).map(async ([kind, [headers, , code = 4501]]) => {
        // Known at once where they were not made.
        expect([kind, (await other!.ask("GET", "v1/me", headers)).status]).toEqual([kind, 200]);
        const socket = await liveSocket(other!.url, headers);
        return async (from: number) => {
          expect([kind, await socket.closed]).toEqual([kind, code]);
          took[`socket: ${kind}`] = performance.now() - from;
          if (code !== 4501) return;
          const isNobody = async () => (await other!.ask("GET", "v1/me", headers)).status === 401;
          await until(isNobody, kind, 10_000);
          took[`request: ${kind}`] = performance.now() - from;
        };
      }),
    );
    const from = performance.now();
    await Promise.all(Object.values(kinds).map(([, end]) => end()));
    await Promise.all(sockets.map((ended) => ended(from)));
    expect(Object.entries(took).filter(([, ms]) => ms >= 5_000)).toEqual([]);
  });
}

suiteOn([postgres], "accounts in PostgreSQL alone", () => {
  test("a schema is made once, however many come at once, and one of a newer program is left alone", async () => {
    const at = await inPostgres();
    onTestFinished(() => at.drop());
    const all = await Promise.all(Array.from({ length: 4 }, () => at.open()));
    await Promise.all(all.map((each) => each.changes(null)));
    for (const each of all) await each.close();
    expect(await sql(`SELECT version FROM "${at.schema}".schema_version`)).toEqual([{ version: ACCOUNTS_VERSION }]);
    await sql(`UPDATE "${at.schema}".schema_version SET version = 99`);
    const late = await at.open();
    onTestFinished(() => late.close());
    await expect(late.changes(null)).rejects.toThrow(/schema_newer.*99/);
    // It is asked again when it is the right one.
    await sql(`UPDATE "${at.schema}".schema_version SET version = ${ACCOUNTS_VERSION}`);
    expect(await late.changes(null)).toMatchObject({ changed: [] });
  });

  test("a user without rights is told so, and the shared token opens the gateway all the same; the owner of the schema needs no other right", async () => {
    const at = await inPostgres();
    const role = `${at.schema.slice(0, 40)}-role`;
    await sql(`CREATE ROLE "${role}" LOGIN PASSWORD 'of-a-test'`);
    onTestFinished(async () => {
      await at.drop();
      await sql(`DROP ROLE "${role}"`);
    });
    const refused = await at.open(role);
    onTestFinished(() => refused.close());
    await expect(refused.changes(null)).rejects.toMatchObject({ code: "postgres_rights_missing" });
    const token = "a-shared-token-of-some-length";
    const { ask } = await gatewayOver({ accounts: refused, passwords: CHEAP, token });
    expect((await ask("GET", "v1/me", { authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await ask("GET", "v1/me", { cookie: `floorwalker_session=${"x".repeat(43)}` })).status).toBe(503);
    await sql(`CREATE SCHEMA "${at.schema}" AUTHORIZATION "${role}"`);
    expect(await refused.put(user("anna"), null)).toBe(1);
    await until(
      async () => (await ask("GET", "v1/me", { cookie: `floorwalker_session=${"x".repeat(43)}` })).status === 401,
      "the gateway reads who may ask",
      10_000,
    );
  });

  test("who may read every table of the history sees no account", async () => {
    const at = await inPostgres();
    onTestFinished(() => at.drop());
    const accounts = await at.open();
    onTestFinished(() => accounts.close());
    await accounts.put(user("anna"), null);
    const tables = await sql<{ readonly table_schema: string }>(
      `SELECT table_schema FROM information_schema.tables WHERE table_name = 'accounts' AND table_schema LIKE '${at.schema}%'`,
    );
    expect(tables).toEqual([{ table_schema: at.schema }]);
  });
});

suiteOn([redis], "accounts in Redis alone", () => {
  test("keys lie in one slot under the prefix, and what a newer program laid out is left alone", async () => {
    const prefix = freshPrefix();
    const raw = new Redis(addressOf(redis));
    onTestFinished(() => raw.disconnect());
    const accounts = await openRedisAccounts({ url: addressOf(redis), prefix });
    onTestFinished(() => accounts.close());
    await accounts.put(user("anna", { until: 5 }), null);
    await accounts.note({ id: auditId(5, "x"), at: 5, by: null, did: "exported", to: "krakow" });
    const keys = (await raw.keys(`${prefix}*`)).sort();
    expect(keys).toEqual(
      ["accounts", "audit", "audited", "revisions", "state", "tags", "until"].map(
        (key) => `${prefix}:{accounts}:${key}`,
      ),
    );
    expect(await raw.hget(`${prefix}:{accounts}:state`, "format")).toBe("floorwalker.accounts 1");
    await raw.hset(`${prefix}:{accounts}:state`, "format", "floorwalker.accounts 2");
    await expect(accounts.changes(null)).rejects.toThrow(/OTHERFORMAT floorwalker.accounts 2/);
    await expect(accounts.put(user("bert"), null)).rejects.toThrow(/OTHERFORMAT/);
  });
});
