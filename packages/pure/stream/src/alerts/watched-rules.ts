/**
 * Which rules of a site watch what: those written, and those that every target and every source has without being written (rule 25).
 * A rule on every source, agent or contact is watched on each as it comes; whoever is no longer known takes his along.
 */
import {
  type AgentRule,
  type BudgetRule,
  type CellKey,
  type Channel,
  type ContactRule,
  cellKind,
  cellName,
  type ExternalOrigin,
  type ExternalRule,
  externalRule,
  goalCells,
  inForce,
  type KpiRule,
  onOne,
  queueCell,
  replacesTarget,
  type SourceRule,
  scopeOfRule,
  silenceRule,
  targetRule,
  teamCell,
} from "@floorwalker/domain";
import { KEY_SEPARATOR, type SiteContext } from "../site-context.ts";
import type { SourceState } from "../source-table.ts";
import { ContactWatch } from "./contact-watch.ts";
import { RuleState } from "./rule-state.ts";
import { nameOfWatched, onAgent, onContact, onSource, type WatchedRule } from "./watched-rule.ts";

type NumberRule = KpiRule | BudgetRule;

/** What changed since the last evaluation. */
export interface Concerned {
  readonly cells: ReadonlySet<CellKey>;
  readonly sources: ReadonlySet<SourceState>;
  /** Asked only where a rule is about agents. */
  readonly agents: ReadonlySet<string>;
  readonly due: ReadonlySet<RuleState>;
}

export interface WatchedRulesParts {
  readonly context: SiteContext;
  /** False: nothing is known of the queue any more, and its rules go with it. */
  readonly queueIsKept: (queue: CellKey) => boolean;
  /** It watches nothing any more. */
  readonly forget: (state: RuleState) => void;
}

export class WatchedRules {
  readonly #context: SiteContext;
  readonly #queueIsKept: (queue: CellKey) => boolean;
  readonly #forget: (state: RuleState) => void;
  /** By the name of their rows. */
  readonly #rules = new Map<string, RuleState>();
  readonly #onQueue = new Map<CellKey, RuleState[]>();
  /** Of a department several are one's. */
  readonly #onTeam = new Map<CellKey, RuleState[]>();
  readonly #onSite: RuleState[] = [];
  readonly #onSource = new Map<string, RuleState[]>();
  readonly #each: readonly NumberRule[];
  readonly #sourceRules: readonly SourceRule[];
  readonly #agentRules: readonly AgentRule[];
  readonly #contactRules: readonly ContactRule[];
  /** Null: no rule is about contacts, and nobody looks at what happens to them. */
  readonly contacts: ContactWatch | null;
  /** Of other systems. */
  readonly externals = new Set<RuleState>();
  /** Sources, as of the last evaluation; known only where a rule is about agents or contacts. */
  readonly #silent = new Set<string>();

  constructor({ context, queueIsKept, forget }: WatchedRulesParts) {
    this.#context = context;
    this.#queueIsKept = queueIsKept;
    this.#forget = forget;
    const { rules, queues, teams } = context.config;
    this.#sourceRules = rules.filter((rule) => rule.kind === "source");
    this.#agentRules = rules.filter((rule) => rule.kind === "agent");
    this.#contactRules = rules.filter((rule) => rule.kind === "contact");
    const troubles = this.#contactRules.map(({ when }) => when);
    this.contacts = troubles.length === 0 ? null : new ContactWatch(troubles, context);
    const ofNumbers = rules.filter((rule) => rule.kind === "kpi" || rule.kind === "budget");
    this.#each = ofNumbers.filter(({ each }) => each !== undefined);
    for (const rule of ofNumbers) if (rule.each === undefined) this.#addOnNumbers(rule);
    for (const { team } of teams) this.#addOnEach(teamCell(team));
    for (const { queue, channel } of queues) this.queueSeen(queueCell(queue, channel));
  }

  all(): IterableIterator<RuleState> {
    return this.#rules.values();
  }

  /** By the name of its row. */
  get(name: readonly string[]): RuleState | undefined {
    return this.#rules.get(name.join(KEY_SEPARATOR));
  }

  /** As the other system tells it now. */
  external(rule: ExternalRule): RuleState {
    const state = this.#of(rule);
    state.rule = rule;
    this.externals.add(state);
    return state;
  }

  delete(state: RuleState): void {
    this.externals.delete(state);
    this.#rules.delete(state.name.join(KEY_SEPARATOR));
  }

  has(state: RuleState): boolean {
    return this.get(state.name) === state;
  }

  /** Every queue has a target, also one that nobody configured. */
  queueSeen(key: CellKey): void {
    if (cellKind(key) !== "queue" || this.#onQueue.has(key)) return;
    this.#onQueue.set(key, []);
    const target = this.#targetRule(key);
    if (target !== null) this.#addOnNumbers(target);
    this.#addOnEach(key);
  }

  #addOnEach(key: CellKey): void {
    for (const rule of this.#each) {
      const own = onOne(rule, key);
      if (own !== null) this.#addOnNumbers(own);
    }
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
      if (state === undefined && rule !== null) this.#addOnNumbers(rule);
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
    return this.get(nameOfWatched(rule));
  }

  #add(rule: WatchedRule): RuleState {
    const state = new RuleState(rule);
    this.#rules.set(state.name.join(KEY_SEPARATOR), state);
    return state;
  }

  #addOnNumbers(rule: NumberRule): void {
    const state = this.#add(rule);
    const scope = scopeOfRule(rule);
    const { configured } = this.#context;
    if (scope.kind === "team") state.seen.name = configured.team(scope.team)?.title ?? null;
    if (scope.kind === "department") state.seen.name = configured.department(scope.department)?.title ?? null;
    if (scope.kind === "site") {
      this.#onSite.push(state);
      return;
    }
    for (const key of goalCells(scope, this.#context.config)) {
      const isQueue = cellKind(key) === "queue";
      if (isQueue && !this.#onQueue.has(key)) this.queueSeen(key);
      const on = isQueue ? this.#onQueue : this.#onTeam;
      on.set(key, [...(on.get(key) ?? []), state]);
    }
  }

  /** Those to be judged now; `isSilent`: of a source. */
  concerned({ cells, sources, agents, due }: Concerned, isSilent: (source: string) => boolean): ReadonlySet<RuleState> {
    const concerned = new Set<RuleState>();
    for (const state of due) if (this.has(state)) concerned.add(state);
    for (const key of cells) {
      for (const state of this.#onTeam.get(key) ?? []) concerned.add(state);
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
    if (this.#isOtherwiseSilent(sources, isSilent)) for (const state of this.#ofPeople()) concerned.add(state);
    return concerned;
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
  #isOtherwiseSilent(sources: Concerned["sources"], isSilent: (source: string) => boolean): boolean {
    if (this.#agentRules.length + this.#contactRules.length === 0) return false;
    const before = this.#silent.size;
    let changed = false;
    for (const { source } of sources) {
      if (isSilent(source)) this.#silent.add(source);
      else changed = this.#silent.delete(source) || changed;
    }
    return changed || this.#silent.size > before;
  }

  *#ofPeople(): Generator<RuleState> {
    for (const state of this.#rules.values())
      if (state.rule.kind === "agent" || state.rule.kind === "contact") yield state;
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

  /** A row is there of it: queues, sources, agents and contacts that the configuration does not know have rules of their own from here on. */
  rowSeen(parts: readonly string[]): void {
    if (parts.length === 2) this.sourceSeen(parts[1]!);
    if (parts.length === 3) this.queueSeen(queueCell(parts[1]!, parts[2]!));
    if (parts.length === 4) this.#restoreWatched(parts);
  }

  /** Of agents and contacts each has its own. */
  #restoreWatched([id, kind, what, channel]: readonly string[]): void {
    // Whatever the configuration has, another system told it; what it is, the row says.
    if (kind === "external") {
      const origin = channel as ExternalOrigin;
      this.external(externalRule({ name: id!, fingerprint: what!, origin, severity: "warning" }));
    }
    // Those of teams are there as the configuration has them.
    if (kind === "agent") for (const rule of this.#agentRules) if (rule.id === id) this.#of(onAgent(rule, what!));
    if (kind !== "contact") return;
    for (const rule of this.#contactRules) if (rule.id === id) this.#of(onContact(rule, channel as Channel, what!));
  }
}
