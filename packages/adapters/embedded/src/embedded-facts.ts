/** Contacts that are over, as a table of the embedded file (laws F1–F6 of their port). */
import {
  beganAfter,
  type Channel,
  type ContactFacts,
  isLater,
  latestFacts,
  REACH_STEPS,
  reachStepOf,
  withoutAgents,
} from "@floorwalker/domain";
import type { FactsKept, FactsQuery, KeptFacts } from "@floorwalker/ports";
import { factsBytes, factsOfBytes } from "@floorwalker/stream";
import type { EmbeddedDatabase, Snapshot, Statement } from "./embedded-database.ts";
import { FORGET_STEP } from "./history-statements.ts";
import { inSteps, inTurns } from "./in-steps.ts";
import { factsKey, sumOf } from "./row-sum.ts";

/** Of one reading from the file. */
const CHUNK = 500;

interface Row {
  readonly start: number;
  readonly channel: Channel;
  readonly name: string;
  readonly stop: number;
  readonly epoch: number;
  readonly sequence: number;
  readonly value: Uint8Array;
  readonly sum: number;
}

export class EmbeddedFacts implements KeptFacts {
  readonly #database: EmbeddedDatabase;
  readonly #sql: Readonly<Record<"find" | "drop" | "put" | "kept" | "move" | "nextSite" | "forget", Statement>>;

  /** Of contacts of which nothing counts since then nobody's agents are kept; epoch ms. */
  #nameless = Number.NEGATIVE_INFINITY;
  /** Of those that were there before, nobody's are left. Behind `nameless` while they are taken away, and after a try that failed. */
  #swept = Number.MIN_SAFE_INTEGER;

  constructor(database: EmbeddedDatabase) {
    this.#database = database;
    const place = "site = ? AND step = ? AND start = ? AND channel = ? AND name = ?";
    this.#sql = {
      find: database.prepare(
        "SELECT step, start, epoch, sequence FROM history_contacts WHERE site = ? AND channel = ? AND name = ?",
      ),
      drop: database.prepare(`DELETE FROM history_contacts WHERE ${place}`),
      put: database.prepare(
        `INSERT INTO history_contacts (site, step, start, channel, name, stop, epoch, sequence, value, sum)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ),
      kept: database.prepare("SELECT start, epoch, sequence FROM history_contacts_put WHERE site = ?"),
      move: database.prepare(
        "INSERT OR REPLACE INTO history_contacts_put (site, start, epoch, sequence) VALUES (?, ?, ?, ?)",
      ),
      nextSite: database.prepare("SELECT site FROM history_contacts WHERE site > ? ORDER BY site LIMIT 1"),
      forget: database.prepare(
        `DELETE FROM history_contacts WHERE (site, step, start, channel, name) IN (
          SELECT site, step, start, channel, name FROM history_contacts
            WHERE site = ? AND step = ? AND start < ? AND stop < ? LIMIT ${FORGET_STEP})`,
      ),
    };
  }

  async put(told: readonly ContactFacts[]): Promise<number> {
    if (told.length === 0) return 0;
    return this.#database.transaction(() => {
      let later = 0;
      for (const facts of latestFacts(told)) if (this.#replaces(facts)) later++;
      for (const facts of told) this.#move(facts);
      return later;
    });
  }

  #replaces(facts: ContactFacts): boolean {
    const { site, channel, name, to, version } = facts;
    const before = this.#sql.find.get(site, channel, name);
    if (before !== undefined) {
      if (!isLater(version, { epoch: Number(before.epoch), sequence: Number(before.sequence) })) return false;
      this.#sql.drop.run(site, Number(before.step), Number(before.start), channel, name);
    }
    this.#write(to < this.#nameless ? withoutAgents(facts) : facts);
    return true;
  }

  #write(facts: ContactFacts): void {
    const { site, channel, name, from, to, version } = facts;
    const value = factsBytes(facts);
    const sum = sumOf(factsKey(facts, facts, version), value);
    const { epoch, sequence } = version;
    this.#sql.put.run(site, reachStepOf(facts), from, channel, name, to, epoch, sequence, value, sum);
  }

  #move({ site, version, leftAt, first, toldFrom }: ContactFacts): void {
    const row = this.#sql.kept.get(site);
    const before = row === undefined ? null : keptOf(row);
    const from = Math.max(
      before?.from ?? (first ? Number.MIN_SAFE_INTEGER : leftAt),
      toldFrom ?? Number.MIN_SAFE_INTEGER,
    );
    const { epoch, sequence } = before === null || isLater(version, before.version) ? version : before.version;
    this.#sql.move.run(site, from, epoch, sequence);
  }

  async *read(query: FactsQuery): AsyncIterable<readonly ContactFacts[]> {
    const snapshot = this.#database.snapshot();
    try {
      for (const rows of chunksOf(snapshot, query)) yield rows.map((row) => this.#factsOf(query.site, row));
    } finally {
      snapshot.close();
    }
  }

  #factsOf(site: string, { start, stop, channel, name, epoch, sequence, value, sum }: Row): ContactFacts {
    const key = { site, channel, name, from: start, to: stop };
    const version = { epoch, sequence };
    const [, bytes] = this.#database.sound({ key: factsKey(key, key, version), value, sum });
    return factsOfBytes(key, version, bytes);
  }

  async kept(site: string): Promise<FactsKept | null> {
    const row = this.#sql.kept.get(site);
    return row === undefined ? null : keptOf(row);
  }

  async forgetAgents(before: number): Promise<void> {
    // What is put from now on is as old as that without them.
    this.#nameless = Math.max(this.#nameless, before);
    for (let site = this.#siteAfter(""); site !== null; site = this.#siteAfter(site)) {
      const of = site;
      const old = { site, channel: null, from: this.#swept, to: before };
      // Not from a snapshot: between two turns others write, and pages would stay in the WAL until all were read.
      for await (const rows of inTurns(chunksOf(this.#database, old)))
        this.#database.transaction(() => {
          for (const row of rows) if (row.stop < before) this.#rewrite(this.#factsOf(of, row));
        });
    }
    this.#swept = Math.max(this.#swept, before);
  }

  /** Unless another version came meanwhile. */
  #rewrite(facts: ContactFacts): void {
    const { site, channel, name, from, version } = facts;
    const nameless = withoutAgents(facts);
    const now = this.#sql.find.get(site, channel, name);
    if (nameless === facts || Number(now?.epoch) !== version.epoch || Number(now?.sequence) !== version.sequence)
      return;
    this.#sql.drop.run(site, reachStepOf(facts), from, channel, name);
    this.#write(nameless);
  }

  async forget(before: number): Promise<void> {
    for (let site = this.#siteAfter(""); site !== null; site = this.#siteAfter(site)) {
      const forgotten = site;
      for (const step of REACH_STEPS.keys())
        await inSteps(() => this.#sql.forget.run(forgotten, step, before, before).changes);
    }
  }

  #siteAfter(site: string): string | null {
    return (this.#sql.nextSite.get(site)?.site as string | undefined) ?? null;
  }
}

/** The newest first. What is written between two chunks is in those that follow. */
function* chunksOf(source: Pick<Snapshot, "prepare">, { site, channel, from, to }: FactsQuery): Generator<Row[]> {
  const chunk = source.prepare(
    `SELECT start, channel, name, stop, epoch, sequence, value, sum FROM history_contacts
      WHERE site = ? AND step = ? AND (start, channel, name) < (?, ?, ?) AND start >= ? AND stop >= ?
        ${channel === null ? "" : "AND channel = ?"} ORDER BY start DESC, channel DESC, name DESC LIMIT ${CHUNK}`,
  );
  const of = channel === null ? [] : [channel];
  for (const step of [...REACH_STEPS.keys()].reverse()) {
    let before: readonly [number, string, string] = [to, "", ""];
    for (;;) {
      const rows = chunk.all(site, step, ...before, beganAfter(step, from), from, ...of) as unknown as Row[];
      const last = rows.at(-1);
      if (last === undefined) break;
      yield rows;
      if (rows.length < CHUNK) break;
      before = [last.start, last.channel, last.name];
    }
  }
}

const keptOf = (row: Readonly<Record<string, unknown>>): FactsKept => ({
  from: Number(row.start),
  version: { epoch: Number(row.epoch), sequence: Number(row.sequence) },
});
