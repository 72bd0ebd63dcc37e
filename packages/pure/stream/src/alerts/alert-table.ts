/**
 * The alerts of a site: its rules against its numbers, and what people do with them. A rule is evaluated when a value it reads changed or
 * a timer of its is due, never while catching up (rules 16, 18). Whatever is told of an alert goes into the outbox of the commit that
 * holds the state it led to, and so does what somebody did with it: no crash loses or doubles a step.
 */
import {
  type AlertState,
  type ExternalAlertEvent,
  externalRule,
  goesOn,
  laterTold,
  MOST_EXTERNAL,
  type OperatorEvent,
  stepTelling,
  TOLD_NOBODY,
  withAction,
  worstValue,
} from "@floorwalker/domain";
import { type RowSink, rowKey, type SiteContext } from "../site-context.ts";
import type { Timed, TimerQueue } from "../timer-queue.ts";
import { alertId } from "./alert-id.ts";
import { ALERT_ROW, alertRowOf, restoreAlert } from "./alert-rows.ts";
import { GroupTable, type GroupTransition } from "./group-table.ts";
import { judgeWatched, type Readings } from "./judge-watched.ts";
import { QualityTable } from "./quality-table.ts";
import type { AlertTransition, RuleState } from "./rule-state.ts";
import { nameOfWatched } from "./watched-rule.ts";
import { type Concerned, WatchedRules, type WatchedRulesParts } from "./watched-rules.ts";

/** What resolved of an agent or a contact is on the board for so long: there are many of them. */
const RESOLVED_KEPT_MS = 3_600_000;

/** Of what somebody did with an alert. */
export type OperatorOutcome = "accepted" | "duplicate" | "noEffect";

export interface AlertTableParts extends Pick<WatchedRulesParts, "context" | "queueIsKept"> {
  readonly timers: TimerQueue<Timed>;
}

export class AlertTable {
  readonly #context: SiteContext;
  readonly #timers: TimerQueue<Timed>;
  readonly watched: WatchedRules;
  /** Those whose row must be built again, or goes. */
  readonly changed = new Set<RuleState>();
  #dirty: RuleState[] = [];
  #outbox: (AlertTransition | GroupTransition)[] = [];
  readonly #groups: GroupTable;
  readonly #quality: QualityTable;
  /** Rows of rules that are no more. */
  #orphans: string[] = [];

  constructor({ context, timers, queueIsKept }: AlertTableParts) {
    this.#context = context;
    this.#timers = timers;
    this.#groups = new GroupTable(context.config.id, timers);
    this.#quality = new QualityTable(context);
    this.watched = new WatchedRules({ context, queueIsKept, forget: (state) => this.#forget(state) });
  }

  all(): IterableIterator<RuleState> {
    return this.watched.all();
  }

  evaluate(concerned: Concerned, read: Readings): void {
    const isSilent = (source: string): boolean => read.source(source).silent;
    for (const state of this.watched.concerned(concerned, isSilent)) this.#evaluate(state, read);
    this.#outbox.push(...this.#groups.tell(() => this.#byId(), this.#context.clock));
  }

  /** `isDue`: its alert is to be judged again. */
  operate(event: OperatorEvent, isDue: (state: RuleState) => void): OperatorOutcome {
    const state = this.#called(event.alert);
    if (state === null || state.episode !== event.episode) return "noEffect";
    const { site: _site, alert: _alert, episode: _episode, ...action } = event;
    // Of one that is over something may still be said.
    const isSaid = action.type === "cc.operator.noted" || action.type === "cc.operator.undone";
    if (state.state.kind === "inactive" && !isSaid) return "noEffect";
    const [taken, actions] = withAction(state.actions, action);
    if (taken !== "taken") return taken === "duplicate" ? "duplicate" : "noEffect";
    state.actions = actions;
    this.#touch(state);
    this.changed.add(state);
    isDue(state);
    return "accepted";
  }

  /** What another system told of an alert of its own. */
  tellExternal(event: ExternalAlertEvent, isDue: (state: RuleState) => void): OperatorOutcome {
    const { site: _site, type: _type, ...told } = event;
    const rule = externalRule(told);
    const known = this.watched.get(nameOfWatched(rule));
    if (known === undefined && !(told.fires && this.#hasRoom())) return "noEffect";
    const later = laterTold(known?.seen.external ?? null, told);
    if (later !== told) return "duplicate";
    const state = this.watched.external(rule);
    state.seen.external = told;
    this.#touch(state);
    this.changed.add(state);
    isDue(state);
    return "accepted";
  }

  /** Of those of other systems: one that is over makes room for one that fires, whether or not somebody looked in between. */
  #hasRoom(): boolean {
    const { externals } = this.watched;
    if (externals.size < MOST_EXTERNAL) return true;
    for (const state of externals) {
      if (state.seen.external?.fires === true) continue;
      this.#forget(state);
      return true;
    }
    return false;
  }

  #byId(): ReadonlyMap<string, RuleState> {
    const { id } = this.#context.config;
    return new Map([...this.all()].map((state) => [alertId(id, state), state]));
  }

  /** People do little: nothing is kept for it. */
  #called(id: string): RuleState | null {
    for (const state of this.all()) if (alertId(this.#context.config.id, state) === id) return state;
    return null;
  }

  #evaluate(alert: RuleState, read: Readings): void {
    const { clock: now } = this.#context;
    const { rule, state: before, resolved, worst, telling } = alert;
    const { sample, budget } = alert.seen;
    const { step, changesAt } = judgeWatched(alert, read, now);
    alert.state = step.state;
    alert.worst = worstValue(
      rule,
      before.kind === "inactive" && step.state.kind !== "inactive" ? null : worst,
      step.state,
    );
    const moved = before.kind !== step.state.kind;
    this.#count(alert, before, now);
    if (moved && step.transition === "resolved" && before.kind === "firing")
      alert.resolve({ since: before.since, at: now, value: step.state.value });
    else if (moved && before.kind === "inactive") {
      alert.actions = goesOn(alert.actions, now);
      alert.telling = TOLD_NOBODY;
    }
    // One that is over stays to be read until the next one fires: what was only pending is nothing to remember.
    if (step.state.kind === "firing") alert.resolved = null;
    const leavesAt = this.#leavesAt(alert);
    if (leavesAt !== null && leavesAt <= now) alert.resolved = null;
    if (!alert.shown) alert.actions = [];
    // There are many of them, and nothing of one that is gone from the board is kept.
    if (!alert.shown && isOfOne(rule)) alert.overAt = null;
    const toldAt = this.#tell(alert, step.episodeStart ?? sinceOf(step.state), now);
    const isOther = moved || resolved !== alert.resolved || worst !== alert.worst;
    if (isOther || sinceOf(before) !== sinceOf(step.state) || telling !== alert.telling) this.#touch(alert);
    const tells = before.value !== step.state.value || sample !== alert.seen.sample || budget !== alert.seen.budget;
    if (isOther || (step.state.kind !== "inactive" && tells)) this.changed.add(alert);
    const due = [step.dueAt, changesAt, leavesAt, toldAt].filter((at) => at !== null && at > now) as number[];
    this.#timers.set(alert, due.length === 0 ? null : Math.min(...due));
    if (due.length > 0 || alert.shown) return;
    if (rule.kind === "contact") this.watched.contacts?.forget(rule.on, rule.contact, rule.when);
    if (rule.kind === "contact" || rule.kind === "external") this.#forget(alert);
  }

  /** How good its rule is, by what became of its episode. */
  #count(alert: RuleState, before: AlertState, now: number): void {
    const { rule, state, actions } = alert;
    // How good a rule of another system is, that has to say.
    const isOurs = rule.kind !== "external";
    if (state.kind === "firing" && before.kind !== "firing") {
      if (isOurs) this.#quality.fired(rule.id, state.firedAt, alert.overAt);
    } else if (before.kind === "firing" && state.kind !== "firing") {
      if (isOurs)
        this.#quality.ended(rule.id, { firedAt: before.firedAt, at: now, actions, escalation: rule.escalation });
      alert.overAt = now;
    }
  }

  /** Whoever is to hear of it now; when somebody may be next. `since`: of the episode. */
  #tell(alert: RuleState, since: number | null, now: number): number | null {
    const { state, handling } = alert;
    const { telling, messages, dueAt } = stepTelling(alert.rule, alert.telling, { state, handling, now });
    alert.telling = telling;
    const site = this.#context.config.id;
    const { group } = alert.rule;
    for (const message of messages) {
      if (group === undefined) this.#outbox.push(alert.message(site, message, since!, now));
      else {
        const change = { alert: alertId(site, alert), episode: since!, state: message.state, now };
        for (const receiver of message.receivers) this.#groups.note(group, receiver, change);
      }
    }
    return dueAt;
  }

  /** Null: it stays until it fires again. */
  #leavesAt({ rule, resolved }: RuleState): number | null {
    if (resolved === null || !isOfOne(rule)) return null;
    return resolved.at + RESOLVED_KEPT_MS;
  }

  takeOutbox(): readonly (AlertTransition | GroupTransition)[] {
    const outbox = this.#outbox;
    this.#outbox = [];
    return outbox;
  }

  #forget(alert: RuleState): void {
    this.watched.delete(alert);
    this.#timers.set(alert, null);
    if (alert.stored) this.#orphans.push(rowKey(this.#context.config.id, ALERT_ROW, ...alert.name));
    if (alert.shown) this.changed.add(alert);
  }

  #touch(alert: RuleState): void {
    if (alert.dirty) return;
    alert.dirty = true;
    this.#dirty.push(alert);
  }

  drain(sink: RowSink): void {
    this.#quality.drain(sink);
    this.#groups.drain(sink);
    for (const key of this.#orphans) sink.row(key, null);
    this.#orphans = [];
    for (const alert of this.#dirty) {
      alert.dirty = false;
      if (!this.watched.has(alert)) continue;
      const isKept = alert.shown || alert.overAt !== null || alert.seen.external !== null;
      const row = isKept ? alertRowOf(alert) : null;
      if (row !== null || alert.stored) sink.row(rowKey(this.#context.config.id, ALERT_ROW, ...alert.name), row);
      alert.stored = row !== null;
    }
    this.#dirty = [];
  }

  /** True when the row is an alert's. That of a rule which is gone goes too: a rule of that name is another episode. */
  restore(kind: string, parts: readonly string[], value: Uint8Array): boolean {
    if (kind !== ALERT_ROW)
      return this.#groups.restore(kind, parts, value) || this.#quality.restore(kind, parts, value);
    this.watched.rowSeen(parts);
    const alert = this.watched.get(parts);
    if (alert === undefined) {
      this.#orphans.push(rowKey(this.#context.config.id, ALERT_ROW, ...parts));
      return true;
    }
    restoreAlert(alert, value);
    const { external } = alert.seen;
    if (external !== null) this.watched.external(externalRule(external));
    this.#restoreHappening(alert);
    if (alert.state.kind === "pending") this.#timers.set(alert, alert.state.since + alert.rule.holdForMs);
    this.changed.add(alert);
    return true;
  }

  /** No later event tells it again; who waits is told when his contact is read. */
  #restoreHappening({ rule, state: { kind, value }, seen: { queue } }: RuleState): void {
    if (rule.kind !== "contact" || rule.when === "waiting" || kind === "inactive" || value === null) return;
    this.watched.contacts?.restored(rule.on, rule.contact, { trouble: rule.when, queue, at: value });
  }
}

const isOfOne = ({ kind }: RuleState["rule"]): boolean => kind === "agent" || kind === "contact" || kind === "external";

const sinceOf = (state: AlertState): number | null => (state.kind === "inactive" ? null : state.since);
