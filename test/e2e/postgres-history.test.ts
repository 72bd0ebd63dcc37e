/** The history in a real PostgreSQL: the laws of its port, what BI tools read, and what is wrong with a server, each said as what it is. */
import { spawn } from "node:child_process";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";
import {
  C,
  type CellKey,
  type Interval,
  inputOf,
  kpiById,
  queueCell,
  SERVICE_LEVEL_POLICIES,
  SITE_CELL,
} from "@floorwalker/domain";
import { historyContract, sampleFacts, sampleInterval } from "@floorwalker/ports/contract";
import { openPostgresHistory, PostgresHistory, SCHEMA_VERSION } from "@floorwalker/postgres";
import { SettingsError } from "@floorwalker/runtime/transport";
import pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { addressOf, postgresBackend, suiteOn } from "../support/src/backends.ts";
import { freePort } from "../support/src/child.ts";

const postgres = await postgresBackend();
let unique = 0;
const access = (schema = `test-${process.pid}-${Date.now()}-${++unique}`) => {
  const url = new URL(addressOf(postgres));
  const user = decodeURIComponent(url.username);
  url.username = "";
  return { url: url.href, user, password: url.password === "" ? null : url.password, tls: null, schema };
};

async function rows<Row extends object>(schema: string, sql: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: addressOf(postgres) });
  await client.connect();
  try {
    await client.query(`SET search_path TO "${schema}"`);
    return (await client.query<Row & pg.QueryResultRow>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A sketch as its numbers: what is in its memory beyond these is its own affair. */
const numbersOf = ({ waits, ...rest }: Interval): unknown => ({
  ...rest,
  waits: [waits.total, waits.quantile(0.5), waits.quantile(1)],
});

suiteOn([postgres], "PostgreSQL history", () => {
  historyContract("PostgreSQL", async () => {
    const at = access();
    let history = await openPostgresHistory(at);
    return {
      history,
      async reopen() {
        await history.close();
        history = await openPostgresHistory(at);
        return history;
      },
      cleanUp: async () => void (await rows(at.schema, `DROP SCHEMA "${at.schema}" CASCADE`)),
    };
  });

  const opened = async () => {
    const at = access();
    const history = await openPostgresHistory(at);
    onTestFinished(() => history.close());
    return { at, history };
  };

  test("whoever reads the view of segments finds each segment of each contact, in words and seconds", async () => {
    const { at, history } = await opened();
    const [first] = sampleFacts().facts;
    const second = {
      ...first!,
      outcome: "abandoned" as const,
      agent: null,
      agents: [],
      inTime: null,
      transferred: true,
    };
    await history.facts.put([
      sampleFacts({ facts: [first!, second] }),
      sampleFacts({ name: "empty", facts: [], added: [] }),
    ]);
    const read = await rows<Record<string, unknown>>(at.schema, "SELECT * FROM segments ORDER BY number");
    const shared = { site: "krakow", zone: "Europe/Warsaw", channel: "call", contact: "c-1", queue: "sales" };
    expect(read).toMatchObject([
      {
        ...shared,
        outcome: "answered",
        wait_seconds: 7,
        talk_seconds: 60,
        agent: "ann",
        agents: ["ann", "bo'b"],
        in_time: true,
      },
      { ...shared, outcome: "abandoned", agent: null, agents: [], in_time: null, transferred: true, reopened: false },
    ]);
    expect(read[0]!.queued_at).toEqual(new Date(first!.queuedAt!));
    expect(read[0]!.contact_ends).toEqual(new Date(sampleFacts().to));
  });

  test("a row that was written before intervals were packed is read by its columns, and packed when it is put again", async () => {
    const { at, history } = await opened();
    const query = { site: "krakow", length: "15m", of: { kind: "queue" }, from: 0, to: Date.UTC(2100, 0) } as const;
    const read = async (): Promise<unknown[]> => {
      const found: unknown[] = [];
      for await (const chunk of history.read(query)) found.push(...chunk.map(numbersOf));
      return found;
    };
    const interval = sampleInterval({ site: "krakow", cell: queueCell("sales", "call") });
    await history.put([interval], 0);
    const packed = await read();
    expect(packed).toEqual([numbersOf(interval)]);
    await rows(at.schema, "UPDATE intervals SET packed = NULL");
    expect(await read()).toEqual(packed);
    const later = { ...interval, version: { ...interval.version, sequence: interval.version.sequence + 1 } };
    await history.put([later], 0);
    expect(await rows(at.schema, "SELECT packed IS NULL AS plain FROM intervals")).toEqual([{ plain: false }]);
    expect(await history.kept("krakow", "15m")).toEqual({ from: interval.from, to: interval.to });
  });

  test("H5 after kill -9 of the historian every interval is of one put, the acknowledged one or a later one", async () => {
    const { at, history } = await opened();
    const writer = spawn(
      process.execPath,
      [`${import.meta.dirname}/../support/src/history-writer.ts`, JSON.stringify({ postgres: at, first: 0 })],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    let last = 0;
    for await (const line of createInterface({ input: writer.stdout })) {
      last = Number(line.split(" ")[1]);
      if (last === 7) writer.kill("SIGKILL");
    }
    const offered: number[] = [];
    const query = { site: "krakow", length: "15m", of: { cells: [queueCell("sales", "call")] } } as const;
    for await (const chunk of history.read({ ...query, from: 0, to: 1e12 }))
      for (const { counters } of chunk) offered.push(counters[C.offered]!);
    expect([offered.length, new Set(offered).size]).toEqual([100, 1]);
    expect(offered[0]).toBeGreaterThanOrEqual(last);
  });

  test("two historians that put the same intervals at once leave the later versions", async () => {
    const { at, history } = await opened();
    const other = await openPostgresHistory(at);
    onTestFinished(() => other.close());
    const told = (sequence: number) =>
      Array.from({ length: 50 }, (_, step) =>
        sampleInterval({ from: step * 900_000, version: { epoch: 1, sequence } }, { offered: sequence }),
      );
    const puts = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? history : other).put(told(12 - index), 0));
    await Promise.all(puts);
    const found = await rows<{ offered: string }>(at.schema, "SELECT DISTINCT offered FROM interval_kpis");
    expect(found.map(({ offered }) => Number(offered))).toEqual([12]);
  });

  test("the views' ratios are those of the KPIs' own files, by every formula", async () => {
    const { at, history } = await opened();
    const cells: readonly CellKey[] = [queueCell("sales", "call"), SITE_CELL];
    const told = SERVICE_LEVEL_POLICIES.flatMap((formula, index) =>
      cells.map((cell) => {
        const interval = sampleInterval({ cell, formula, from: index * 900_000 }, { offered: 10, answered: 6 });
        const amounts = {
          abandoned: 5,
          abandonedInThreshold: 2,
          shortAbandoned: 1,
          flowedOut: 3,
          callbackInThreshold: 1,
          abandonedWait: 9_500,
          handled: 4,
          handledTalkTime: 80_000,
          handledHoldTime: 3_000,
          wrapUpTime: 7_000,
          otherwiseInTime: 1,
          otherwiseDecided: 2,
          siteOtherwiseDecided: 1,
          onContactTime: 60_000,
          wrapUpStateTime: 5_000,
          idleTime: 30_000,
        };
        for (const [name, amount] of Object.entries(amounts))
          interval.counters[C[name as keyof typeof amounts]] = amount;
        return interval;
      }),
    );
    await history.put(told, 0);
    const found = await rows<Record<string, number | null>>(
      at.schema,
      "SELECT service_level, abandon_rate, average_speed_of_answer, average_wait, average_handle_time, occupancy FROM interval_kpis ORDER BY begins, kind",
    );
    const kpis = [
      "serviceLevel",
      "abandonRate",
      "averageSpeedOfAnswer",
      "averageWait",
      "averageHandleTime",
      "occupancy",
    ];
    const expected = told.map((interval) =>
      kpis.map((id) => {
        const ofQueue = interval.cell !== SITE_CELL;
        return id === "occupancy" && ofQueue ? null : kpiById(id)!.read(inputOf(interval, interval, ofQueue));
      }),
    );
    expect(found.map((row) => Object.values(row))).toEqual(expected);
    expect(new Set(expected.map(([level]) => level)).size).toBeGreaterThan(5);
  });

  test("whether anything is kept of a name is found by one place of each, not by going over all days", async () => {
    const { at } = await opened();
    const columns = `site, length, kind, begins, cell, ends, zone, epoch, sequence, restated, formula, policies, counters, waits, waiting, waiting_past_threshold`;
    const day = `'here', 'day', 'agent', d, 'a' || n, d + 1, 'UTC', 1, 1, 0, 'x', '[]', '{}', '{}', 0, 0`;
    await rows(
      at.schema,
      `INSERT INTO intervals (${columns}) SELECT ${day} FROM generate_series(1, 100) d, generate_series(1, 100) n; ANALYZE intervals`,
    );
    const asked = "site = 'here' AND length = 'day' AND begins >= 0 AND begins < 1000 AND kind = 'agent'";
    const plan = await rows(
      at.schema,
      `EXPLAIN SELECT count(*) FROM intervals WHERE ${asked} AND cell = ANY('{nobody}')`,
    );
    expect(JSON.stringify(plan)).toContain("intervals_names");
    const month = await rows(at.schema, `EXPLAIN SELECT packed FROM intervals WHERE ${asked} ORDER BY begins, cell`);
    expect(JSON.stringify(month)).not.toContain("intervals_names");
  });

  test("whoever may only read reads: a gateway makes no schema, and says which is missing", async () => {
    const at = access();
    const reader = new PostgresHistory(at);
    onTestFinished(() => reader.close());
    await expect(reader.ping()).rejects.toMatchObject({ code: "postgres_schema_missing" });
    const writer = await openPostgresHistory(at);
    await writer.close();
    await expect(reader.ping()).resolves.toBeUndefined();
    expect(await reader.kept("krakow", "day")).toBeNull();
  });

  test("a schema is made once, however many come at once, and one of a newer program is left alone", async () => {
    const at = access();
    const all = await Promise.all(Array.from({ length: 4 }, () => openPostgresHistory(at)));
    for (const each of all) await each.close();
    expect(await rows(at.schema, "SELECT version FROM schema_version")).toEqual([{ version: SCHEMA_VERSION }]);
    await rows(at.schema, "UPDATE schema_version SET version = 99");
    const refused = openPostgresHistory(at);
    await expect(refused).rejects.toThrow(/schema_newer.*99/);
    await expect(refused).rejects.toBeInstanceOf(SettingsError);
  });

  describe("a server that cannot be used", () => {
    test("is said as what it is, and never with a password", async () => {
      const at = access();
      const nobody = { ...at, url: `postgres://127.0.0.1:${await freePort()}/postgres`, password: "s3cret" };
      const secured = { ca: null, certificate: null, key: null, keyPassword: null, serverName: null };
      for (const [wrong, code] of [
        [nobody, "postgres_unreachable"],
        [{ ...at, url: at.url.replace(/[^/]+$/, "nowhere") }, "postgres_database_unknown"],
        [{ ...at, user: "stranger", password: "s3cret" }, "postgres_login_refused"],
        [{ ...at, tls: secured }, "postgres_no_tls"],
      ] as const) {
        const error = await openPostgresHistory(wrong).then(
          () => null,
          (reason: unknown) => reason,
        );
        expect(error).toMatchObject({ code });
        expect(String(error)).not.toContain("s3cret");
      }
    });

    test("is given up when its host is gone without a word", async () => {
      const { at } = await opened();
      const host = new URL(at.url);
      const sockets: Socket[] = [];
      let silent = false;
      const proxy = createServer((near) => {
        const far = connect(Number(host.port || 5432), host.hostname);
        sockets.push(near, far);
        near.on("data", (bytes) => far.write(bytes)).on("error", () => {});
        far.on("data", (bytes) => silent || near.write(bytes)).on("error", () => {});
      });
      await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
      onTestFinished(() => {
        for (const socket of sockets) socket.destroy();
        proxy.close();
      });
      const url = `postgres://127.0.0.1:${(proxy.address() as AddressInfo).port}${host.pathname}`;
      const history = new PostgresHistory({ ...at, url, patienceMs: 300 });
      onTestFinished(() => history.close());
      await history.ping();
      silent = true;
      await expect(history.ping()).rejects.toMatchObject({ code: "postgres_unreachable" });
    });

    test("a reading fails with the server, and the next one goes on when it is there again", async () => {
      const { at, history } = await opened();
      const told: Interval[] = Array.from({ length: 3_000 }, (_, step) => sampleInterval({ from: step * 900_000 }));
      await history.put(told, 0);
      const query = { site: "krakow", length: "15m", of: { kind: "queue" }, from: 0, to: 1e13 } as const;
      let read = 0;
      const cut = async () => {
        for await (const chunk of history.read(query)) {
          read += chunk.length;
          await rows(
            at.schema,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'floorwalker' AND pid <> pg_backend_pid()",
          );
        }
      };
      await expect(cut()).rejects.toThrow();
      expect(read).toBeLessThan(3_000);
      expect(await history.count(query)).toBe(3_000);
    });
  });
});
