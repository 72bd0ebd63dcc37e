/**
 * One site: events in, numbers that follow them and the clock. A plain object without I/O that a test can drive.
 * The cycle is insert … insert → advance → (evaluate alerts) → drain; between advance and insert every number equals the
 * fold of all accepted events as of the clock. The clock may be set back (rule 16): what only the clock had made true is
 * undone then, and nothing is missing for it, because what is no longer kept is decided by the log alone (LogTime).
 */
import {
  type CanonicalEvent,
  type CellKey,
  cellName,
  dayStart,
  EXTERNAL_TYPE,
  type GatewayEvent,
  type Goal,
  type IntervalVersion,
  nextDayStart,
  SITE_CELL,
  soundData,
  teamCell,
} from "@floorwalker/domain";
import { AgentStanding } from "./agents/agent-standing.ts";
import { AgentTable } from "./agents/agent-table.ts";
import { AlertTable, type OperatorOutcome } from "./alerts/alert-table.ts";
import { RuleState } from "./alerts/rule-state.ts";
import { BacklogWatch, BacklogWatches } from "./backlog-watch.ts";
import { CellTable } from "./cell-table.ts";
import { paneOf } from "./cells/pane-time.ts";
import { Names } from "./columns/names.ts";
import { ConfiguredNames } from "./configured-names.ts";
import { contactName, subjectOf } from "./contact-key.ts";
import { rememberedMs } from "./contacts/contact-leaving.ts";
import { ContactTable } from "./contacts/contact-table.ts";
import { DueReports } from "./due-reports.ts";
import { hasNoEffect } from "./effect-of-event.ts";
import { ACCEPTED, DUPLICATE, type EventOutcome, LATE, NO_EFFECT, refusal, UNATTRIBUTED } from "./event-outcome.ts";
import { FactTable } from "./facts/fact-table.ts";
import { RESTART } from "./history/causes.ts";
import { ChangedShares } from "./history/changed-shares.ts";
import { IntervalTable } from "./history/interval-table.ts";
import { LogTime } from "./log-time.ts";
import { NameTable } from "./name-table.ts";
import { OpeningMoments } from "./opening-moments.ts";
import { PolicyRows } from "./policies/policy-rows.ts";
import { type RefusedEdit, settlePolicies } from "./policies/settle-policies.ts";
import { SitePolicies } from "./policies/site-policies.ts";
import type { RowSink, SiteContext, SiteSettings } from "./site-context.ts";
import type { SiteRow } from "./site-row.ts";
import { SiteStorage } from "./site-storage.ts";
import { SourceState, SourceTable } from "./source-table.ts";
import { NOTHING_STORED } from "./stored-clock.ts";
import { type Timed, TimerQueue } from "./timer-queue.ts";

const DAY_MS = 86_400_000;

export class SiteState {
  readonly context: SiteContext;
  readonly cells: CellTable;
  readonly contacts: ContactTable;
  readonly agents: AgentTable;
  readonly sources: SourceTable;
  readonly alerts: AlertTable;
  readonly names: NameTable;
  readonly reports: DueReports;
  /** Null: nobody is told of them. */
  readonly intervals: IntervalTable | null;
  readonly facts: FactTable | null;
  readonly #shares: ChangedShares | null;
  readonly #timers = new TimerQueue<Timed>();
  readonly backlogs = new BacklogWatches(this.#timers);
  readonly #openings: OpeningMoments;
  /** Rules whose time has come since the last evaluation. */
  readonly dueRules = new Set<RuleState>();
  /** The business day in progress: [dayFrom, dayTo). */
  dayFrom = 0;
  dayTo = Number.NEGATIVE_INFINITY;
  /** Of the configuration: they would rewrite what was judged already, and are not in force. */
  readonly refusedEdits: readonly RefusedEdit[];
  /** In force, but for the targets of queues. */
  readonly goals: readonly Goal[];
  /** Their row was written, which stays as it is while this configuration is in force. */
  goalsShown = false;
  readonly #storage: SiteStorage;
  /** Fields that cannot be true and were left out, since they were last asked for (rule 6). */
  badFields = 0;
  /** Something the site's own row shows changed. */
  changed = true;

  /** `held`: see FactTable. */
  constructor(settings: SiteSettings, held = { bytes: 0 }) {
    const configured = new ConfiguredNames(settings.config);
    const limits = settings.limits ? { ...settings.limits, ...settings.config.limits } : null;
    const log = new LogTime(settings);
    const { config, stored = NOTHING_STORED } = settings;
    const { inForce, refused, joined } = settlePolicies(stored.settings, config, stored.clock, stored.toldUntil);
    const policies = new SitePolicies(inForce, settings.attribution, joined);
    this.refusedEdits = refused;
    this.goals = inForce.goals ?? [];
    this.#openings = new OpeningMoments(policies);
    this.context = {
      ...settings,
      limits,
      configured,
      policies,
      clock: Number.NEGATIVE_INFINITY,
      log,
      catchingUp: true,
    };
    this.names = new NameTable(this.context);
    const parts = { context: this.context, timers: this.#timers };
    const names = new Names();
    const shares = settings.tellsIntervals === true ? new ChangedShares() : null;
    this.cells = new CellTable(this.context, shares);
    this.sources = new SourceTable({ ...parts, queueChanged: (queue) => this.cells.changed.add(queue) });
    const queueIsKept = (key: CellKey): boolean => this.cells.has(key) || this.isInUse(key);
    this.alerts = new AlertTable({ ...parts, queueIsKept });
    this.agents = new AgentTable({ ...parts, names, cells: this.cells, restartsOf: this.sources.restartsOf, shares });
    this.contacts = new ContactTable({
      context: this.context,
      names,
      cells: this.cells,
      restartsOf: this.sources.restartsOf,
      busyChanged: (before, after) => this.agents.busyChanged(before, after),
      watch: this.alerts.watched.contacts,
      shares,
    });
    const ofIntervals = { context: this.context, cells: this.cells, agents: this.agents, live: this.contacts.live };
    this.#shares = shares;
    this.intervals = shares === null ? null : new IntervalTable(ofIntervals, shares);
    this.facts = settings.tellsFacts === true ? this.#factTable(names, held) : null;
    this.reports = new DueReports(this.context, () => this.intervals?.toldUntil ?? null);
    const isConfigured = settings.unconfigured !== true;
    this.#storage = new SiteStorage(this, isConfigured ? new PolicyRows(inForce, stored.settings, joined) : null);
    this.cells.announceConfigured();
  }

  #factTable(names: Names, held: { bytes: number }): FactTable {
    const { context, contacts, sources } = this;
    const { config, policies, configured } = context;
    const site = {
      config,
      policies,
      configured,
      names,
      words: contacts.words,
      begun: contacts.begun,
      restartsOf: sources.restartsOf,
      get clock() {
        return context.clock;
      },
    };
    return new FactTable({ context, site, held });
  }

  get id(): string {
    return this.context.config.id;
  }

  get newestEventAt(): number {
    return this.context.log.newestEventAt;
  }

  get firstEventAt(): number {
    return this.context.log.firstEventAt;
  }

  /** @param appendedAt when the log took the event, epoch ms (rule 17). */
  insert(given: CanonicalEvent, appendedAt: number): EventOutcome {
    const event = this.#sound(given);
    const { log, horizonMs } = this.context;
    this.#follow(log.measureAfter(event.time, appendedAt));
    if (log.isLate(event.time, horizonMs?.[event.channel ?? "call"], appendedAt)) return LATE;
    if (this.contacts.isFolded(event)) return LATE;
    log.heard(event.time);
    if (this.contacts.isFullFor(event)) return refusal("contactEvents");
    const full = this.names.admit(event, log.measure);
    if (full !== null) {
      this.changed ||= this.names.tellFull(full);
      return refusal(full);
    }
    log.taken(event.time);
    this.sources.heard(event);
    if (event.type === "cc.source.heartbeat") return ACCEPTED;
    if (event.type === "cc.source.restarted") {
      const restarted = this.sources.restarted(event);
      if (restarted === "known") return DUPLICATE;
      this.#shares?.causes.heard(RESTART, event);
      this.contacts.touchUnfinished();
      this.agents.restarted(event.source, event.time);
      return restarted === "moved" ? DUPLICATE : ACCEPTED;
    }
    const subject = subjectOf(event);
    if (subject === null) return UNATTRIBUTED;
    const insertion = subject === "agent" ? this.agents.insert(event) : this.contacts.insert(event);
    if (insertion.outcome === "duplicate") return DUPLICATE;
    if (insertion.outcome === "conflict")
      return { outcome: "conflict", loser: insertion.loser === event ? given : insertion.loser };
    if (subject === "contact" && this.contacts.isStray(event)) return UNATTRIBUTED;
    return hasNoEffect(event) ? NO_EFFECT : ACCEPTED;
  }

  /** It is no source's, so it moves no clock of the log; its alert is judged again. */
  operate(event: GatewayEvent): OperatorOutcome {
    const isDue = (rule: RuleState): unknown => this.dueRules.add(rule);
    return event.type === EXTERNAL_TYPE ? this.alerts.tellExternal(event, isDue) : this.alerts.operate(event, isDue);
  }

  #sound(event: CanonicalEvent): CanonicalEvent {
    const data = soundData(event.data);
    if (data === event.data) return event;
    this.badFields += Object.keys(event.data).length - Object.keys(data).length;
    return { ...event, data };
  }

  /** Is the contact of this event in memory? (Else its record must be looked up before `insert`.) */
  knows(event: CanonicalEvent): boolean {
    return subjectOf(event) !== "contact" || this.contacts.has(event.channel!, contactName(event));
  }

  /**
   * The log has come to `measure`. Agents' hours that are no longer kept become what they amount to, as of this record and
   * not of the commit that holds it: how the log was cut into batches, and when, decides nothing.
   */
  #follow(measure: number): void {
    const { log, clock } = this.context;
    if (log.firstHour(measure) !== log.kept.hour) this.advance(Math.max(clock, measure));
    const { hour } = log.kept;
    log.advance(measure);
    if (log.kept.hour !== hour) this.#forgetHours();
  }

  /** Brings the site's clock to `now`: everything due on the way happens. Events may lie ahead of it; they wait for their time. */
  advance(now: number): void {
    const { context } = this;
    if (now === Number.NEGATIVE_INFINITY) return;
    const before = context.clock;
    this.#drop();
    if (now < before) this.#setBack(now);
    this.agents.plan(now);
    this.#fireUntil(now);
    context.clock = now;
    this.contacts.settle();
    this.agents.settle();
    // Contacts that are over already, or came back for a repeated event, leave again without being stored as open.
    this.#fireUntil(now);
    if (paneOf(now) !== paneOf(before)) {
      this.cells.roll(paneOf(now));
      // Occupancy moves all the while somebody is signed in.
      this.changed ||= this.agents.presence.all.some((count) => count > 0);
      for (const team of this.agents.presence.teams())
        if (this.agents.presence.hasAny(team)) this.cells.changed.add(teamCell(team));
    }
    if (context.policies.changesWithin(Math.min(before, now), Math.max(before, now))) this.#newPolicies();
    if (this.#openings.passed(before, now)) this.#allChanged();
    if (now >= this.dayTo || now < this.dayFrom) this.#newDay();
    if (now !== before) this.#storage.clockMoved = true;
  }

  #drop(): void {
    const { cells, intervals } = this;
    cells.drop(() => intervals?.heldFrom() ?? Number.POSITIVE_INFINITY);
    intervals?.dropped(cells.slicesFrom);
  }

  /** A clock that was ahead is believed when it is set right: what is true only after `now` is not true yet. */
  #setBack(now: number): void {
    this.context.clock = now;
    this.contacts.setBack();
    this.agents.setBack();
    this.sources.setBack();
    for (const rule of this.alerts.all()) this.dueRules.add(rule);
    for (const queue of this.backlogs.queues()) this.cells.changed.add(queue);
    this.changed = true;
  }

  #fireUntil(target: number): void {
    for (let at = this.#nextTimer(); at !== null && at <= target; at = this.#nextTimer()) {
      this.context.clock = Math.max(this.context.clock, at);
      const slot = this.contacts.timers.take(at);
      if (slot >= 0) this.contacts.due(slot);
      else this.#fire(this.#timers.take(at)!.target);
    }
  }

  #fire(target: Timed): void {
    if (target instanceof AgentStanding) this.agents.due(target);
    else if (target instanceof SourceState) this.sources.due(target);
    else if (target instanceof RuleState) this.dueRules.add(target);
    else if (target instanceof BacklogWatch) this.cells.changed.add(target.queue);
  }

  #newDay(): void {
    const { clock, config, retentionMs } = this.context;
    this.dayFrom = dayStart(clock, config.zone);
    this.dayTo = nextDayStart(clock, config.zone);
    this.#allChanged();
    if (retentionMs !== null) this.cells.forgetEmpty((key) => this.isInUse(key));
    this.alerts.watched.retain(
      (source) => this.sources.has(source),
      (agent) => this.agents.get(agent) !== undefined,
    );
  }

  /** Others are in force than before: what rows tell of them, and the rules for targets. */
  #newPolicies(): void {
    this.#storage.policiesCame = true;
    this.#allChanged();
    for (const standing of this.agents.all()) this.agents.changed.add(standing.agent);
    this.alerts.watched.retarget();
    for (const rule of this.alerts.all()) this.dueRules.add(rule);
  }

  /** The rows of all its cells, and its own. */
  #allChanged(): void {
    for (const key of this.cells.keys()) this.cells.changed.add(key);
    this.changed = true;
  }

  /** A cell that has a row although nothing happened in it for days. */
  isInUse(key: CellKey): boolean {
    if (key === SITE_CELL || this.context.configured.queue(key) !== null) return true;
    const name = cellName(key);
    if (name.kind === "team")
      return this.context.configured.team(name.team) !== null || this.agents.presence.hasAny(name.team);
    const live = this.contacts.live.ifAny(key);
    return live !== null && live.waiting + live.handling > 0;
  }

  #forgetHours(): void {
    const { log, horizonMs, retentionMs } = this.context;
    if (horizonMs === null) return;
    if (retentionMs !== null) this.contacts.live.forget(log.measure - retentionMs);
    this.agents.prune();
    this.contacts.leaveLost();
    // Records live up to two days longer than they are remembered, and their folds read restarts.
    const longest = rememberedMs(Math.max(horizonMs.call, horizonMs.chat, horizonMs.email));
    this.sources.prune(log.measure - longest - 2 * DAY_MS);
  }

  /** Nothing was evaluated for a while: everything is due, what nobody has watched yet too. */
  evaluateAll(): void {
    for (const key of this.cells.keys()) this.alerts.watched.queueSeen(key);
    for (const { source } of this.sources.all()) this.alerts.watched.sourceSeen(source);
    for (const { agent } of this.agents.all()) this.alerts.watched.agentSeen(agent);
    for (const rule of this.alerts.all()) this.dueRules.add(rule);
  }

  /** The next moment at which time alone changes something; null: none. */
  nextDue(): number | null {
    const { clock, policies } = this.context;
    const moments = [this.#nextTimer(), policies.nextChange(clock), this.#openings.next(clock), this.reports.next()];
    const due = moments.filter((at) => at !== null);
    return due.length === 0 ? null : Math.min(...due);
  }

  #nextTimer(): number | null {
    const ofContacts = this.contacts.timers.next();
    const ofOthers = this.#timers.next();
    if (ofContacts === null || ofOthers === null) return ofContacts ?? ofOthers;
    return Math.min(ofContacts, ofOthers);
  }

  /** `version`: the commit that is being made. */
  drain(rows: RowSink, version: IntervalVersion): void {
    this.#storage.drain(rows, version);
  }

  /** Rows as the store has them, in any order. */
  restore(rows: readonly SiteRow[]): void {
    this.#storage.restore(rows, (at) => {
      // As of when what is stored is true. It is not believed any further: the next `advance` may set it back.
      this.context.clock = at;
      if (this.context.policies.changesWithin(Number.NEGATIVE_INFINITY, at)) this.alerts.watched.retarget();
      this.cells.roll(paneOf(at));
      this.#newDay();
    });
  }
}
