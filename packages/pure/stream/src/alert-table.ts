/**
 * The alert rules of a site against its numbers: those written, and those that every target and every source has without being
 * written (rule 25). A rule is evaluated when a value it reads changed or its hold-for is due, never while catching up (rules
 * 16, 18). A transition goes into the outbox of the commit that holds the state it led to.
 */
import {
  type AlertState,
  type CellKey,
  cellKind,
  cellName,
  inForce,
  type KpiRule,
  queueCell,
  replacesTarget,
  type SourceRule,
  silenceRule,
  stepKpiAlert,
  stepSourceAlert,
  targetRule,
} from "@floorwalker/domain";
import { jsonRow, rowJson } from "./row-format.ts";
import { type AlertTransition, onSource, RuleState } from "./rule-state.ts";
import { KEY_SEPARATOR, type RowSink, rowKey, type SiteContext } from "./site-context.ts";
import type { SourceState } from "./source-table.ts";
import type { Timed, TimerQueue } from "./timer-queue.ts";

export const ALERT_ROW = "l";
export const ALERT_FORMAT = 1;

export interface KpiReading {
  readonly value: number | null;
  /** What the rule's minimum sample counts, in its window. */
  readonly sample: number;
  /** A source of these numbers is silent. */
  readonly stale: boolean;
  /** When time alone takes the value beyond the rule's limit; null: it does not. */
  readonly changesAt: number | null;
}

/** What changed since the last evaluation. */
export interface Concerned {
  readonly cells: ReadonlySet<CellKey>;
  readonly sources: ReadonlySet<SourceState>;
  readonly due: ReadonlySet<RuleState>;
}

export interface Readings {
  kpi(rule: KpiRule): KpiReading;
  source(source: string): {
    readonly silent: boolean;
    readonly lastHeardAt: number;
    readonly silentAfterMs: number | null;
  };
}

export interface AlertTableParts {
  readonly context: SiteContext;
  readonly timers: TimerQueue<Timed>;
  /** False: nothing is known of the queue any more, and its rules go with it. */
  readonly queueIsKept: (queue: CellKey) => boolean;
}

export class AlertTable {
  readonly #context: SiteContext;
  readonly #queueIsKept: (queue: CellKey) => boolean;
  readonly #timers: TimerQueue<Timed>;
  /** By the name of their rows. */
  readonly #rules = new Map<string, RuleState>();
  readonly #onQueue = new Map<CellKey, RuleState[]>();
  readonly #onSite: RuleState[] = [];
  readonly #onSource = new Map<string, RuleState[]>();
  readonly #sourceRules: readonly SourceRule[];
  /** Those whose row must be built again, or goes. */
  readonly changed = new Set<RuleState>();
  #dirty: RuleState[] = [];
  #outbox: AlertTransition[] = [];
  /** Rows of rules that are no more. */
  #orphans: string[] = [];

  constructor({ context, timers, queueIsKept }: AlertTableParts) {
    this.#context = context;
    this.#timers = timers;
    this.#queueIsKept = queueIsKept;
    const { rules, queues } = context.config;
    this.#sourceRules = rules.filter((rule) => rule.kind === "source");
    for (const rule of rules) if (rule.kind === "kpi") this.#addKpi(rule);
    for (const { queue, channel } of queues) this.queueSeen(queueCell(queue, channel));
  }

  all(): IterableIterator<RuleState> {
    return this.#rules.values();
  }

  has(state: RuleState): boolean {
    return this.#rules.get(state.name.join(KEY_SEPARATOR)) === state;
  }

  /** Every queue has a target, also one that nobody configured. */
  queueSeen(key: CellKey): void {
    if (cellKind(key) !== "queue" || this.#onQueue.has(key)) return;
    this.#onQueue.set(key, []);
    const rule = this.#targetRule(key);
    if (rule !== null) this.#addKpi(rule);
  }

  /** For the target in force now; null: a written one is there instead, or there is no room for one. */
  #targetRule(key: CellKey): KpiRule | null {
    const name = cellName(key);
    if (name.kind !== "queue") return null;
    const { config, policies, clock } = this.#context;
    if (config.rules.some((rule) => replacesTarget(rule, name))) return null;
    const { target } = inForce(policies.of(key, name.channel), clock);
    return targetRule({ ...name, target }, config.defaultReceivers);
  }

  /** Targets may be others now: their rules are too, wherever their alerts stand. */
  retarget(): void {
    for (const [key, states] of this.#onQueue) {
      const rule = this.#targetRule(key);
      const state = states.find((each) => each.rule.default);
      if (state === undefined && rule !== null) this.#addKpi(rule);
      if (state === undefined) continue;
      if (rule !== null) state.rule = rule;
      else {
        states.splice(states.indexOf(state), 1);
        this.#forget(state);
      }
    }
  }

  sourceSeen(source: string): void {
    if (this.#onSource.has(source)) return;
    const written = this.#sourceRules.filter((rule) => rule.source === null || rule.source === source);
    const rules = written.length > 0 ? written : [silenceRule(this.#context.config.defaultReceivers)];
    const states = rules.map((rule) => new RuleState(onSource(rule, source)));
    this.#onSource.set(source, states);
    for (const state of states) this.#rules.set(state.name.join(KEY_SEPARATOR), state);
  }

  #addKpi(rule: KpiRule): void {
    const state = new RuleState(rule);
    this.#rules.set(state.name.join(KEY_SEPARATOR), state);
    if (rule.queue === null || rule.channel === null) {
      this.#onSite.push(state);
      return;
    }
    const key = queueCell(rule.queue, rule.channel);
    if (!this.#onQueue.has(key)) this.queueSeen(key);
    this.#onQueue.get(key)!.push(state);
  }

  evaluate({ cells, sources, due }: Concerned, read: Readings): void {
    const concerned = new Set<RuleState>();
    for (const state of due) if (this.has(state)) concerned.add(state);
    for (const key of cells) {
      if (cellKind(key) !== "queue" || !this.#queueIsKept(key)) continue;
      this.queueSeen(key);
      for (const state of this.#onQueue.get(key) ?? []) concerned.add(state);
    }
    if (cells.size > 0) for (const state of this.#onSite) concerned.add(state);
    for (const { source } of sources) {
      this.sourceSeen(source);
      for (const state of this.#onSource.get(source)!) concerned.add(state);
    }
    for (const state of concerned) this.#evaluate(state, read);
  }

  #evaluate(state: RuleState, read: Readings): void {
    const { clock: now, config } = this.#context;
    const { rule, state: before, sample } = state;
    let changesAt: number | null = null;
    let step: ReturnType<typeof stepKpiAlert>;
    if (rule.kind === "source") {
      const { silentAfterMs, ...heard } = read.source(rule.source);
      state.silentAfterMs = silentAfterMs;
      step = stepSourceAlert(rule, before, { ...heard, now });
    } else {
      const reading = read.kpi(rule);
      changesAt = reading.changesAt;
      if (!reading.stale) state.sample = reading.sample;
      step = stepKpiAlert(rule, before, { ...reading, now });
    }
    state.state = step.state;
    const moved = before.kind !== step.state.kind;
    if (moved && step.transition === "resolved" && before.kind === "firing")
      state.resolved = { since: before.since, at: now, value: step.state.value };
    else if (moved && step.state.kind !== "inactive") state.resolved = null;
    if (moved || sinceOf(before) !== sinceOf(step.state)) this.#touch(state);
    const tells = before.value !== step.state.value || sample !== state.sample;
    if (moved || (step.state.kind !== "inactive" && tells)) this.changed.add(state);
    const due = Math.min(step.dueAt ?? Number.POSITIVE_INFINITY, changesAt ?? Number.POSITIVE_INFINITY);
    this.#timers.set(state, due === Number.POSITIVE_INFINITY ? null : due);
    // Without a receiver it is on the board, and there is nothing to send.
    if (step.transition !== null && rule.receivers.length > 0)
      this.#outbox.push(state.transition(config.id, step.transition, step.episodeStart!, now));
  }

  takeOutbox(): readonly AlertTransition[] {
    const outbox = this.#outbox;
    this.#outbox = [];
    return outbox;
  }

  /** Forgets the rules of queues and sources that are no more; a queue with written ones is configured, and stays. */
  retain(sourceIsKept: (source: string) => boolean): void {
    for (const [key, states] of this.#onQueue) {
      if (this.#queueIsKept(key)) continue;
      for (const state of states) this.#forget(state);
      this.#onQueue.delete(key);
    }
    for (const [source, states] of this.#onSource) {
      if (sourceIsKept(source)) continue;
      for (const state of states) this.#forget(state);
      this.#onSource.delete(source);
    }
  }

  #forget(state: RuleState): void {
    this.#rules.delete(state.name.join(KEY_SEPARATOR));
    this.#timers.set(state, null);
    if (state.stored) this.#orphans.push(rowKey(this.#context.config.id, ALERT_ROW, ...state.name));
    if (state.shown) this.changed.add(state);
  }

  #touch(state: RuleState): void {
    if (state.dirty) return;
    state.dirty = true;
    this.#dirty.push(state);
  }

  drain(sink: RowSink): void {
    for (const key of this.#orphans) sink.row(key, null);
    this.#orphans = [];
    for (const state of this.#dirty) {
      state.dirty = false;
      if (!this.has(state)) continue;
      const row = state.shown ? jsonRow(ALERT_FORMAT, [state.state, state.resolved]) : null;
      if (row !== null || state.stored) sink.row(rowKey(this.#context.config.id, ALERT_ROW, ...state.name), row);
      state.stored = row !== null;
    }
    this.#dirty = [];
  }

  /** True when the row is an alert's. That of a rule which is gone goes too: a rule of that name is another episode. */
  restore(kind: string, parts: readonly string[], value: Uint8Array): boolean {
    if (kind !== ALERT_ROW) return false;
    // Queues and sources that the configuration does not know have rules of their own from here on.
    if (parts.length === 2) this.sourceSeen(parts[1]!);
    if (parts.length === 3) this.queueSeen(queueCell(parts[1]!, parts[2]!));
    const state = this.#rules.get(parts.join(KEY_SEPARATOR));
    if (state === undefined) {
      this.#orphans.push(rowKey(this.#context.config.id, ALERT_ROW, ...parts));
      return true;
    }
    const [alert, resolved] = rowJson<[AlertState, RuleState["resolved"]]>(ALERT_FORMAT, value);
    state.state = alert;
    state.resolved = resolved;
    state.stored = true;
    if (alert.kind === "pending") this.#timers.set(state, alert.since + state.rule.holdForMs);
    this.changed.add(state);
    return true;
  }
}

const sinceOf = (state: AlertState): number | null => (state.kind === "inactive" ? null : state.since);
