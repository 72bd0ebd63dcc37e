/**
 * The alert rules of a site against its numbers. A rule is evaluated when a value it reads changed or its hold-for is due,
 * never while catching up (rules 16, 18). A transition goes into the outbox of the commit that holds the state it led to.
 */
import { type AlertState, alertKey, INACTIVE, type KpiRule, kpiById, stepAlert } from "@floorwalker/domain";
import { type RowSink, rowKey, type SiteContext } from "./site-context.ts";
import type { Timed, TimerQueue } from "./timer-queue.ts";

const ROW = "l";

export class RuleState implements Timed {
  readonly rule: KpiRule;
  state: AlertState = INACTIVE;
  /** Of the last evaluation; null: none since the start. */
  sample: number | null = null;
  /** When it last resolved, its episode's start and value, for the board; null: never since the start. */
  resolved: { readonly since: number; readonly at: number; readonly value: number | null } | null = null;
  stored = false;
  dirty = false;
  dueAt: number | null = null;

  constructor(rule: KpiRule) {
    this.rule = rule;
  }
}

/** What the notifier reads from the outbox; the shape is `AlertNotification` of the ports. */
export interface Transition {
  readonly key: string;
  readonly state: "firing" | "resolved";
  readonly rule: string;
  readonly severity: string;
  readonly site: string;
  readonly queue?: string;
  readonly channel?: string;
  readonly kpi: string;
  readonly window: string;
  readonly value: number | null;
  readonly limit: number;
  readonly direction: string;
  readonly unit: string;
  readonly since: string;
  readonly at: string;
  readonly receivers: readonly string[];
}

export interface RuleReading {
  readonly value: number | null;
  /** Offered segments in the rule's window. */
  readonly sample: number;
  /** When time alone takes the value beyond the rule's limit; null: it does not. */
  readonly changesAt: number | null;
}

export class AlertTable {
  readonly #context: SiteContext;
  readonly #timers: TimerQueue<Timed>;
  readonly #rules: readonly RuleState[];
  readonly #byId: ReadonlyMap<string, RuleState>;
  readonly changed = new Set<RuleState>();
  #outbox: Transition[] = [];
  /** Rows of rules that the configuration no longer has. */
  #orphans: string[] = [];

  constructor(context: SiteContext, timers: TimerQueue<Timed>) {
    this.#context = context;
    this.#timers = timers;
    this.#rules = context.config.rules.filter((rule) => rule.kind === "kpi").map((rule) => new RuleState(rule));
    this.#byId = new Map(this.#rules.map((state) => [state.rule.id, state]));
  }

  all(): readonly RuleState[] {
    return this.#rules;
  }

  /** `concerned` says whether what a rule reads changed, or its time has come. */
  evaluate(concerned: (state: RuleState) => boolean, read: (rule: KpiRule) => RuleReading): void {
    for (const state of this.#rules) if (concerned(state)) this.#step(state, read(state.rule));
  }

  #step(state: RuleState, input: RuleReading): void {
    const { clock } = this.#context;
    const step = stepAlert(state.rule, state.state, { ...input, now: clock });
    const before = state.state;
    state.state = step.state;
    state.sample = input.sample;
    if (before.kind !== step.state.kind) {
      state.dirty = true;
      if (step.transition === "resolved" && before.kind === "firing")
        state.resolved = { since: before.since, at: clock, value: input.value };
      else if (step.state.kind !== "inactive") state.resolved = null;
    }
    if (before.kind !== step.state.kind || before.value !== step.state.value) this.changed.add(state);
    const due = Math.min(step.dueAt ?? Number.POSITIVE_INFINITY, input.changesAt ?? Number.POSITIVE_INFINITY);
    this.#timers.set(state, due === Number.POSITIVE_INFINITY ? null : due);
    if (step.transition !== null)
      this.#outbox.push(this.#transition(state.rule, step.transition, step.episodeStart!, input.value));
  }

  #transition(rule: KpiRule, state: "firing" | "resolved", since: number, value: number | null): Transition {
    const { clock, config } = this.#context;
    return {
      key: alertKey(rule, { site: config.id, queue: rule.queue, channel: rule.channel }, since, state),
      state,
      rule: rule.id,
      severity: rule.severity,
      site: config.id,
      ...(rule.queue === null ? {} : { queue: rule.queue }),
      ...(rule.channel === null ? {} : { channel: rule.channel }),
      kpi: rule.kpi,
      window: rule.window,
      value,
      limit: rule.limit,
      direction: rule.direction,
      unit: kpiById(rule.kpi)?.unit ?? "",
      since: new Date(since).toISOString(),
      at: new Date(clock).toISOString(),
      receivers: rule.receivers,
    };
  }

  takeOutbox(): readonly Transition[] {
    const outbox = this.#outbox;
    this.#outbox = [];
    return outbox;
  }

  drain(sink: RowSink): void {
    for (const key of this.#orphans) sink.row(key, null);
    this.#orphans = [];
    for (const state of this.#rules) {
      if (!state.dirty) continue;
      state.dirty = false;
      const row =
        state.state.kind === "inactive" && state.resolved === null
          ? null
          : JSON.stringify([state.state, state.resolved]);
      if (row !== null || state.stored) sink.row(rowKey(this.#context.config.id, ROW, state.rule.id), row);
      state.stored = row !== null;
    }
  }

  /** True when the row is an alert's. That of a rule which is gone goes too: a rule of that name is another episode. */
  restore(kind: string, parts: readonly string[], value: string): boolean {
    if (kind !== ROW) return false;
    const state = this.#byId.get(parts[0]!);
    if (state === undefined) {
      this.#orphans.push(rowKey(this.#context.config.id, ROW, parts[0]!));
      return true;
    }
    const [alert, resolved] = JSON.parse(value) as [AlertState, RuleState["resolved"]];
    state.state = alert;
    state.resolved = resolved;
    state.stored = true;
    if (alert.kind === "pending") this.#timers.set(state, alert.since + state.rule.holdForMs);
    this.changed.add(state);
    return true;
  }
}
