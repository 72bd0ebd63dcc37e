/**
 * The alert rules of a site against its numbers: those written, and those that every target and every source has without being
 * written (rule 25). A rule is evaluated when a value it reads changed or its hold-for is due, never while catching up (rules
 * 16, 18). A transition goes into the outbox of the commit that holds the state it led to.
 */
import {
  type AgentRule,
  type AlertState,
  type CellKey,
  type Channel,
  type ContactRule,
  cellKind,
  cellName,
  inForce,
  type KpiRule,
  queueCell,
  replacesTarget,
  type SourceRule,
  silenceRule,
  targetRule,
} from "@floorwalker/domain";
import { KEY_SEPARATOR, type RowSink, rowKey, type SiteContext } from "../site-context.ts";
import type { SourceState } from "../source-table.ts";
import type { Timed, TimerQueue } from "../timer-queue.ts";
import { ALERT_ROW, alertRowOf, restoreAlert } from "./alert-rows.ts";
import { ContactWatch } from "./contact-watch.ts";
import { judgeWatched, type Readings } from "./judge-watched.ts";
import { type AlertTransition, RuleState } from "./rule-state.ts";
import { nameOfWatched, onAgent, onContact, onSource, type WatchedRule } from "./watched-rule.ts";

/** What resolved of an agent or a contact is on the board for so long: there are many of them. */
const RESOLVED_KEPT_MS = 3_600_000;

/** What changed since the last evaluation. */
export interface Concerned {
  readonly cells: ReadonlySet<CellKey>;
  readonly sources: ReadonlySet<SourceState>;
  /** Asked only where a rule is about agents. */
  readonly agents: ReadonlySet<string>;
  readonly due: ReadonlySet<RuleState>;
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
  readonly #agentRules: readonly AgentRule[];
  readonly #contactRules: readonly ContactRule[];
  /** Null: no rule is about contacts, and nobody looks at what happens to them. */
  readonly contacts: ContactWatch | null;
  /** Those whose row must be built again, or goes. */
  readonly changed = new Set<RuleState>();
  /** Sources, as of the last evaluation; known only where a rule is about agents or contacts. */
  readonly #silent = new Set<string>();
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
    this.#agentRules = rules.filter((rule) => rule.kind === "agent");
    this.#contactRules = rules.filter((rule) => rule.kind === "contact");
    const troubles = this.#contactRules.map(({ when }) => when);
    this.contacts = troubles.length === 0 ? null : new ContactWatch(troubles, context);
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
    this.#onSource.set(
      source,
      rules.map((rule) => this.#add(onSource(rule, source))),
    );
  }

  /** Each is watched by each rule on agents. */
  agentSeen(agent: string): readonly RuleState[] {
    return this.#agentRules.map((rule) => this.#of(onAgent(rule, agent)));
  }

  #of(rule: WatchedRule): RuleState {
    return this.#known(rule) ?? this.#add(rule);
  }

  #known(rule: WatchedRule): RuleState | undefined {
    return this.#rules.get(nameOfWatched(rule).join(KEY_SEPARATOR));
  }

  #add(rule: WatchedRule): RuleState {
    const state = new RuleState(rule);
    this.#rules.set(state.name.join(KEY_SEPARATOR), state);
    return state;
  }

  #addKpi(rule: KpiRule): void {
    const state = this.#add(rule);
    if (rule.queue === null || rule.channel === null) {
      this.#onSite.push(state);
      return;
    }
    const key = queueCell(rule.queue, rule.channel);
    if (!this.#onQueue.has(key)) this.queueSeen(key);
    this.#onQueue.get(key)!.push(state);
  }

  evaluate({ cells, sources, agents, due }: Concerned, read: Readings): void {
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
    if (this.#agentRules.length > 0)
      for (const agent of agents) for (const state of this.agentSeen(agent)) concerned.add(state);
    if (this.contacts !== null) this.#addContacts(this.contacts, concerned);
    if (this.#isOtherwiseSilent(sources, read)) for (const state of this.#ofPeople()) concerned.add(state);
    for (const state of concerned) this.#evaluate(state, read);
  }

  /** Of which something changed, and which a rule is about now or was. */
  #addContacts(watch: ContactWatch, concerned: Set<RuleState>): void {
    for (const { channel, name } of watch.changed.values())
      for (const rule of this.#contactRules) {
        if (rule.channel !== null && rule.channel !== channel) continue;
        const watched = onContact(rule, channel, name);
        const isMeant = watch.first(channel, name, rule.when, rule.queue) !== null;
        const state = isMeant ? this.#of(watched) : this.#known(watched);
        if (state !== undefined) concerned.add(state);
      }
    watch.changed.clear();
  }

  /** A source fell silent or is heard again: what is known of agents and contacts is another now. */
  #isOtherwiseSilent(sources: Concerned["sources"], read: Readings): boolean {
    if (this.#agentRules.length + this.#contactRules.length === 0) return false;
    const before = this.#silent.size;
    let changed = false;
    for (const { source } of sources) {
      if (read.source(source).silent) this.#silent.add(source);
      else changed = this.#silent.delete(source) || changed;
    }
    return changed || this.#silent.size > before;
  }

  *#ofPeople(): Generator<RuleState> {
    for (const state of this.#rules.values())
      if (state.rule.kind === "agent" || state.rule.kind === "contact") yield state;
  }

  #evaluate(state: RuleState, read: Readings): void {
    const { clock: now, config } = this.#context;
    const { rule, state: before, resolved } = state;
    const { sample } = state.seen;
    const { step, changesAt } = judgeWatched(state, read, now);
    state.state = step.state;
    const moved = before.kind !== step.state.kind;
    if (moved && step.transition === "resolved" && before.kind === "firing")
      state.resolved = { since: before.since, at: now, value: step.state.value };
    else if (moved && step.state.kind !== "inactive") state.resolved = null;
    const leavesAt = this.#leavesAt(state);
    if (leavesAt !== null && leavesAt <= now) state.resolved = null;
    if (moved || resolved !== state.resolved || sinceOf(before) !== sinceOf(step.state)) this.#touch(state);
    const tells = before.value !== step.state.value || sample !== state.seen.sample;
    if (moved || resolved !== state.resolved || (step.state.kind !== "inactive" && tells)) this.changed.add(state);
    const due = [step.dueAt, changesAt, leavesAt].filter((at) => at !== null && at > now) as number[];
    this.#timers.set(state, due.length === 0 ? null : Math.min(...due));
    // Without a receiver it is on the board, and there is nothing to send.
    if (step.transition !== null && rule.receivers.length > 0)
      this.#outbox.push(state.transition(config.id, step.transition, step.episodeStart!, now));
    if (rule.kind === "contact" && due.length === 0 && !state.shown) {
      this.contacts?.forget(rule.on, rule.contact, rule.when);
      this.#forget(state);
    }
  }

  /** Null: it stays until it fires again. */
  #leavesAt({ rule, resolved }: RuleState): number | null {
    if (resolved === null || (rule.kind !== "agent" && rule.kind !== "contact")) return null;
    return resolved.at + RESOLVED_KEPT_MS;
  }

  takeOutbox(): readonly AlertTransition[] {
    const outbox = this.#outbox;
    this.#outbox = [];
    return outbox;
  }

  /** Forgets the rules of queues and sources that are no more; a queue with written ones is configured, and stays. */
  retain(sourceIsKept: (source: string) => boolean, agentIsKept: (agent: string) => boolean): void {
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
    if (this.#agentRules.length === 0) return;
    for (const state of this.#rules.values())
      if (state.rule.kind === "agent" && !state.shown && !agentIsKept(state.rule.agent)) this.#forget(state);
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
      const row = state.shown ? alertRowOf(state) : null;
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
    if (parts.length === 4) this.#restoreWatched(parts);
    const state = this.#rules.get(parts.join(KEY_SEPARATOR));
    if (state === undefined) {
      this.#orphans.push(rowKey(this.#context.config.id, ALERT_ROW, ...parts));
      return true;
    }
    restoreAlert(state, value);
    this.#restoreHappening(state);
    if (state.state.kind === "pending") this.#timers.set(state, state.state.since + state.rule.holdForMs);
    this.changed.add(state);
    return true;
  }

  /** Of agents and contacts each has its own. */
  #restoreWatched([id, kind, what, channel]: readonly string[]): void {
    if (kind === "agent") for (const rule of this.#agentRules) if (rule.id === id) this.#of(onAgent(rule, what!));
    if (kind !== "contact") return;
    for (const rule of this.#contactRules) if (rule.id === id) this.#of(onContact(rule, channel as Channel, what!));
  }

  /** No later event tells it again; who waits is told when his contact is read. */
  #restoreHappening({ rule, state: { kind, value }, seen: { queue } }: RuleState): void {
    if (rule.kind !== "contact" || rule.when === "waiting" || kind === "inactive" || value === null) return;
    this.contacts?.restored(rule.on, rule.contact, { trouble: rule.when, queue, at: value });
  }
}

const sinceOf = (state: AlertState): number | null => (state.kind === "inactive" ? null : state.since);
