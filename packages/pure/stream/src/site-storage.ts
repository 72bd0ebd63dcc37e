/** A site in the store: the rows of its tables and its clock, as they change and as they come back. */
import type { IntervalVersion } from "@floorwalker/domain";
import type { AgentTable } from "./agents/agent-table.ts";
import type { AlertTable } from "./alerts/alert-table.ts";
import type { CellTable } from "./cell-table.ts";
import type { ContactTable } from "./contacts/contact-table.ts";
import { type DueReports, REPORT_ROW } from "./due-reports.ts";
import { FACT_ROW } from "./facts/fact-rows.ts";
import type { FactTable } from "./facts/fact-table.ts";
import { INTERVAL_ROW } from "./history/due-intervals.ts";
import type { IntervalTable } from "./history/interval-table.ts";
import type { NameTable } from "./name-table.ts";
import { POLICY_ROW, type PolicyRows } from "./policies/policy-rows.ts";
import { type RowSink, rowKey, type SiteContext } from "./site-context.ts";
import type { SiteRow } from "./site-row.ts";
import type { SourceTable } from "./source-table.ts";
import { CLOCK_ROW, clockOfRow, clockRow } from "./stored-clock.ts";

export interface SiteTables {
  readonly context: SiteContext;
  readonly cells: CellTable;
  readonly contacts: ContactTable;
  readonly agents: AgentTable;
  readonly sources: SourceTable;
  readonly alerts: AlertTable;
  readonly names: NameTable;
  readonly reports: DueReports;
  readonly intervals: IntervalTable | null;
  readonly facts: FactTable | null;
}

export class SiteStorage {
  readonly #tables: SiteTables;
  /** Null: nobody configured the site. */
  readonly #policyRows: PolicyRows | null;
  /** Rows of facts that were told once, and nobody is told of any more. */
  readonly #factsOfOld: string[] = [];
  /** The clock is not stored as it is. */
  clockMoved = false;
  /** What came into force may no longer be edited: the next owner must know. */
  policiesCame = false;

  constructor(tables: SiteTables, policyRows: PolicyRows | null) {
    this.#tables = tables;
    this.#policyRows = policyRows;
  }

  /** `version`: the commit that is being made. */
  drain(rows: RowSink, version: IntervalVersion): void {
    const { context, contacts, agents, cells, intervals, facts, sources, alerts, names, reports } = this.#tables;
    let written = 0;
    const sink: RowSink = {
      row: (key, value) => {
        written++;
        rows.row(key, value);
      },
      record: (put) => {
        written++;
        rows.record(put);
        facts?.put(put.key, put.value);
      },
    };
    // Contacts first: an eviction may still be counted, never the other way round.
    contacts.drain(sink);
    agents.drain(sink);
    cells.drain(sink, intervals);
    intervals?.drain(sink);
    facts?.drain(sink, version);
    for (const key of this.#factsOfOld.splice(0)) sink.row(key, null);
    sources.drain(sink);
    alerts.drain(sink);
    names.drain(sink);
    reports.drain(sink);
    this.#policyRows?.drain(sink);
    // Time alone changes nothing that is stored, but what has come into force: the clock is written with what it changed.
    const { clock, log, config } = context;
    if (!log.dirty && !this.policiesCame && (!this.clockMoved || written === 0)) return;
    this.policiesCame = false;
    this.clockMoved = false;
    log.dirty = false;
    sink.row(rowKey(config.id, CLOCK_ROW), clockRow(clock, log.row()));
  }

  /** Rows as the store has them, in any order. `clockIs`: as of when what is stored is true, before any other row is read. */
  restore(rows: readonly SiteRow[], clockIs: (at: number) => void): void {
    const { context, contacts, agents, intervals, facts } = this.#tables;
    const clock = rows.find(({ kind }) => kind === CLOCK_ROW);
    if (clock !== undefined) {
      const [at, ...log] = clockOfRow(clock.value);
      context.log.restore(log, at ?? Number.NEGATIVE_INFINITY);
      if (at !== null) clockIs(at);
    }
    for (const { kind, parts, value } of rows) contacts.restoreWords(kind, parts, value);
    for (const { kind, parts, value } of rows) if (kind !== "") this.#restore(kind, parts, value);
    contacts.restored();
    agents.restored();
    // Of a program that told no intervals nobody knows whether its log was whole, but what it counted first.
    const has = (sought: string): boolean => rows.some(({ kind }) => kind === sought);
    const { firstEventAt } = context.log;
    intervals?.restored();
    facts?.restored();
    if (!has(FACT_ROW) && Number.isFinite(firstEventAt)) facts?.beginHere(firstEventAt);
    if (!has(INTERVAL_ROW) && Number.isFinite(firstEventAt)) intervals?.logBegan(firstEventAt);
  }

  #restore(kind: string, parts: readonly string[], value: Uint8Array): void {
    const { context, contacts, agents, cells, intervals, facts, sources, alerts, names, reports } = this.#tables;
    if (kind === CLOCK_ROW || kind === POLICY_ROW) return;
    if (kind === INTERVAL_ROW) intervals?.restore(parts, value);
    else if (kind === FACT_ROW) {
      facts?.restore(parts, value);
      if (facts === null) this.#factsOfOld.push(rowKey(context.config.id, kind, ...parts));
    } else if (kind === REPORT_ROW) reports.restore(value);
    else if (sources.restore(kind, parts, value)) return;
    else if (cells.restore(kind, parts, value) || agents.restore(kind, parts, value)) return;
    else if (contacts.restore(kind, parts, value) || alerts.restore(kind, parts, value)) return;
    else names.restore(kind, parts, value);
  }
}
