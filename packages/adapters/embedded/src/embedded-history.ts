/** The history as tables of the embedded file (laws H1–H5 of its port). */
import { type Interval, isLater, type KeptLength, latestOf, restatementsOf } from "@floorwalker/domain";
import type { History, HistoryQuery, KeptSpan, PutIntervals, Restatement, RestatementQuery } from "@floorwalker/ports";
import { intervalBytes, intervalOf } from "@floorwalker/stream";
import type { EmbeddedDatabase, Statement } from "./embedded-database.ts";
import { EmbeddedFacts } from "./embedded-facts.ts";
import { type HistoryStatements, historyStatements } from "./history-statements.ts";
import { inSteps } from "./in-steps.ts";
import { countHistory, readHistory } from "./read-history.ts";
import { historyKey, sumOf } from "./row-sum.ts";

const MINUTE_MS = 60_000;

export class EmbeddedHistory implements History {
  readonly facts: EmbeddedFacts;
  readonly #database: EmbeddedDatabase;
  readonly #sql: HistoryStatements;

  constructor(database: EmbeddedDatabase) {
    this.#database = database;
    this.facts = new EmbeddedFacts(database);
    this.#sql = historyStatements(database);
  }

  async put(intervals: readonly Interval[], at: number): Promise<PutIntervals> {
    if (intervals.length === 0) return { later: 0, restatements: 0 };
    return this.#database.transaction(() => {
      let [later, restatements] = [0, 0];
      for (const interval of latestOf(intervals)) {
        const before = this.#find(interval);
        if (before !== null && !isLater(interval.version, before.version)) continue;
        later++;
        this.#write(interval);
        restatements += this.#restate(before, interval, at);
      }
      return { later, restatements };
    });
  }

  read(query: HistoryQuery): AsyncIterable<readonly Interval[]> {
    return readHistory(this.#database, query);
  }

  async count(query: HistoryQuery): Promise<number> {
    return countHistory(this.#database, query);
  }

  async kept(site: string, length: KeptLength): Promise<KeptSpan | null> {
    const from = this.#sql.oldest.get(site, length)?.start;
    const to = this.#sql.newest.get(site, length, site, length)?.stop;
    return from === undefined ? null : { from: Number(from), to: Number(to) };
  }

  async restatements({ site, from, to, limit }: RestatementQuery): Promise<readonly Restatement[]> {
    return this.#sql.restatements.all(site, from, to, limit).map((row) => ({
      site,
      cell: String(row.cell),
      length: row.length as KeptLength,
      from: Number(row.start),
      kpi: String(row.kpi),
      before: row.before as number | null,
      after: row.after as number | null,
      events: row.events as number | null,
      at: Number(row.at),
    }));
  }

  async forget(length: KeptLength, before: number): Promise<void> {
    await this.#forget(this.#sql.forgetRestatements, this.#sql.forget, length, before);
  }

  async forgetAgents(length: KeptLength, before: number): Promise<void> {
    await this.#forget(this.#sql.forgetAgentRestatements, this.#sql.forgetAgents, length, before);
  }

  async #forget(restatements: Statement, intervals: Statement, length: KeptLength, before: number): Promise<void> {
    await inSteps(() => restatements.run(length, before).changes);
    for (let site = this.#siteAfter(""); site !== null; site = this.#siteAfter(site)) {
      const forgotten = site;
      await inSteps(() => intervals.run(forgotten, length, before, before).changes);
    }
  }

  async ping(): Promise<void> {
    this.#siteAfter("");
  }

  /** The file is closed by whoever opened it. */
  async close(): Promise<void> {}

  #find({ site, length, from, cell }: Interval): Interval | null {
    const row = this.#sql.find.get(site, length, from, cell);
    if (row === undefined) return null;
    const key = { site, length, from, cell };
    const version = { epoch: Number(row.epoch), sequence: Number(row.sequence) };
    const [, bytes] = this.#database.sound({
      key: historyKey(key, version),
      value: row.value as Uint8Array,
      sum: Number(row.sum),
    });
    return intervalOf(key, version, bytes);
  }

  #write(interval: Interval): void {
    const { site, length, from, cell, to, version } = interval;
    const value = intervalBytes(interval);
    const sum = sumOf(historyKey(interval, version), value);
    this.#sql.put.run(site, length, from, cell, to, version.epoch, version.sequence, value, sum);
  }

  #restate(replaced: Interval | null, { site, length, from, cell, to, ...rest }: Interval, at: number): number {
    const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
    const restated = restatementsOf(replaced, { site, length, from, cell, to, ...rest });
    for (const { kpi, before, after, events } of restated)
      this.#sql.restate.run(site, minute, length, from, cell, kpi, to, before, after, events);
    if (restated.length > 0) this.#sql.takeBack.run(site, minute, length, from, cell);
    return restated.length;
  }

  #siteAfter(site: string): string | null {
    return (this.#sql.nextSite.get(site)?.site as string | undefined) ?? null;
  }
}
