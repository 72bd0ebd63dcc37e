/** The numbers of a site as KPIs read them: spans of cells, what is true now, agent time in state. */
import {
  AGENT_TIME,
  type BudgetRule,
  type CellKey,
  type Channel,
  cellName,
  decided,
  inForce,
  type KpiInput,
  type KpiRule,
  kpiById,
  type Live,
  otherwiseOf,
  type QueuePolicy,
  queueCell,
  SITE_CELL,
  scopeOfRule,
  stateOf,
  teamCell,
  usualBounds,
  WINDOW_IDS,
  type WindowId,
} from "@floorwalker/domain";
import { agentCells } from "./agents/agent-cells.ts";
import { presentOf } from "./agents/agent-standing.ts";
import { type BudgetOfNow, budgetOfNow } from "./alerts/budget-numbers.ts";
import type { AgentReading, ContactReading, KpiReading } from "./alerts/judge-watched.ts";
import { scopeNumbers } from "./alerts/scope-numbers.ts";
import type { WatchedContact } from "./alerts/watched-rule.ts";
import { type BacklogReading, readBacklog } from "./backlog-reading.ts";
import { PANE_MS, paneOf, WINDOW_PANES } from "./cells/pane-time.ts";
import type { Span } from "./cells/span.ts";
import { stateTimes } from "./cells/state-times.ts";
import type { SiteState } from "./site-state.ts";
import type { NumberVector } from "./views/number-vector.ts";

export type SiteSpans = Readonly<Record<WindowId, Span>>;

export class SiteReader {
  readonly #site: SiteState;

  constructor(site: SiteState) {
    this.#site = site;
  }

  cellSpan(key: string, window: WindowId): Span {
    const { cells, dayFrom } = this.#site;
    return window === "day" ? cells.get(key).since(dayFrom) : cells.window(key, window);
  }

  /** Windows end now. */
  windowFrom(window: WindowId): number {
    const { context, dayFrom } = this.#site;
    return window === "day" ? dayFrom : (paneOf(context.clock) - WINDOW_PANES[window] + 1) * PANE_MS;
  }

  /** The version in force now. */
  policyOf(key: CellKey, channel: Channel): QueuePolicy {
    const { policies, clock } = this.#site.context;
    return inForce(policies.of(key, channel), clock);
  }

  /** Of the whole site, with agent time in state: one span per window, as of now (they go on being added to). */
  siteSpans(): SiteSpans {
    const { all: present } = this.#site.agents.presence;
    const spanOf = (window: WindowId): Span => this.#withTime(this.cellSpan(SITE_CELL, window), present, window);
    return Object.fromEntries(WINDOW_IDS.map((window) => [window, spanOf(window)])) as SiteSpans;
  }

  /** Of what a team did, with the time its agents spent in each state while they were in it; as of now. */
  teamSpan(team: string, window: WindowId): Span {
    return this.#withTime(this.cellSpan(teamCell(team), window), this.#site.agents.presence.in(team), window);
  }

  /** An agent's day, as of now. */
  agentDay(agent: string): NumberVector {
    const standing = this.#site.agents.get(agent);
    const [day, ...others] = agentCells(this.#site, agent).map((cell, index) =>
      this.#withTime(cell.since(this.#site.dayFrom), presentOf(index === 0 ? standing : undefined), "day"),
    );
    if (others.length === 0) return day!;
    const counters = day!.counters.map((amount, counter) =>
      others.reduce((sum, other) => sum + other.counters[counter]!, amount),
    );
    return { counters, waits: day!.waits, longest: null };
  }

  #withTime(span: Span, present: readonly number[], window: WindowId): Span {
    stateTimes(span, present, this.windowFrom(window), this.#site.context.clock).forEach((ms, index) => {
      span.counters[AGENT_TIME[index]!.time] = ms;
    });
    return span;
  }

  queueLive(key: string): Live {
    const live = this.#site.contacts.live.get(key);
    const { waiting, waitingPastThreshold, oldestQueuedAt } = live;
    return { now: this.#site.context.clock, waiting, waitingPastThreshold, oldestQueuedAt, agents: null };
  }

  /**
   * As a board may show it: of a queue with a silent source as it was when that was last heard, since nobody knows who still
   * waits. A report reads `queueLive`: it says what the events say.
   */
  shownLive(key: string): Live {
    const live = this.queueLive(key);
    const stale = this.#site.sources.staleness(key);
    if (stale === null || stale.since >= live.now) return live;
    const late = this.#site.contacts.live.get(key).queuedBefore(stale.since - this.#thresholdOf(key));
    return { ...live, now: stale.since, waitingPastThreshold: Math.min(late, live.waitingPastThreshold) };
  }

  /** Of a queue, as of `now`; where its source is silent that is when it was last heard, and no time passes. */
  backlogOf(key: string, channel: Channel, now: number): BacklogReading {
    const { context, contacts } = this.#site;
    const config = context.configured.queue(key);
    const bounds = config?.backlog ?? usualBounds(this.policyOf(key, channel).thresholdMs);
    return readBacklog(contacts.live.get(key), context.policies.of(key, channel), bounds, now);
  }

  #thresholdOf(key: string): number {
    const name = cellName(key);
    if (name.kind !== "queue") return 0;
    return this.policyOf(key, name.channel).thresholdMs;
  }

  siteLive(): Live {
    const { waiting, waitingPastThreshold, oldestQueuedAt } = this.#site.contacts.live.get(SITE_CELL);
    const agents = agentsBy(this.#site.agents.presence.all);
    return { now: this.#site.context.clock, waiting, waitingPastThreshold, oldestQueuedAt, agents };
  }

  /** Nobody waits for a team. */
  teamLive(team: string): Live {
    const agents = agentsBy(this.#site.agents.presence.in(team));
    return { now: this.#site.context.clock, waiting: 0, waitingPastThreshold: 0, oldestQueuedAt: null, agents };
  }

  /** As the first version of its policy has it, and what later ones judge otherwise. `channel` null: of the site. */
  input({ counters, waits, longest }: Span, live: Live, key: CellKey, channel: Channel | null): KpiInput {
    const { policies } = this.#site.context;
    const { first } = channel === null ? policies.site[0]! : policies.of(key, channel)[0]!;
    const otherwise = otherwiseOf(channel === null ? "site" : "queue", counters);
    return { counters, waits, longestWait: longest, live, policy: first.formula, otherwise };
  }

  kpiReading(rule: KpiRule, siteSpans: () => SiteSpans): KpiReading {
    const kpi = kpiById(rule.kpi);
    if (kpi === undefined) throw new Error(`rule ${rule.id} names an unknown KPI: ${rule.kpi}`);
    const of = scopeOfRule(rule);
    const numbers = scopeNumbers(of, this.#site, this, siteSpans);
    const reading =
      of.kind === "queue" && kpi.ticking === "atBounds"
        ? this.backlogOf(queueCell(of.queue, of.channel), of.channel, this.#site.context.clock)
        : null;
    const live = reading === null ? numbers.live : { ...numbers.live, backlog: reading.backlog };
    const isWait = kpi.ticking === "whileWaiting";
    const grows = isWait && rule.direction === "above" && live.oldestQueuedAt !== null;
    const crossesAt = grows ? live.oldestQueuedAt! + rule.limit * 1000 + 1 : (reading?.nextAt ?? null);
    const input = { ...numbers.input(rule.window), live };
    return {
      // Nobody waits: that is known, and no wait is the best there is.
      value: isWait && live.waiting === 0 ? 0 : kpi.read(input),
      sample: kpi.sample?.(input) ?? decided(input),
      stale: numbers.stale,
      changesAt: crossesAt !== null && crossesAt > live.now ? crossesAt : null,
    };
  }

  budgetReading(rule: BudgetRule, siteSpans: () => SiteSpans): BudgetOfNow {
    return budgetOfNow(rule, this.#site, this, siteSpans);
  }

  agentReading(agent: string): AgentReading {
    const { agents, sources, context } = this.#site;
    const name = context.configured.agent(agent)?.name ?? null;
    const team = context.policies.teams.teamOf(agent, context.clock);
    const standing = agents.get(agent);
    if (standing === undefined) return { state: null, since: 0, name, team, reason: null, stale: false };
    const { since, reason } = standing.status;
    const source = agents.sourceOf(standing);
    const stale = source !== null && sources.reading(source).silent;
    return { state: stateOf(standing.code), since, name, team, reason, stale };
  }

  contactReading({ on, contact, when, queue }: WatchedContact): ContactReading {
    const happening = this.#site.alerts.watched.contacts?.first(on, contact, when, queue) ?? null;
    const at = happening?.queue ?? queue;
    return { happening, stale: at !== null && this.#site.sources.staleness(queueCell(at, on)) !== null };
  }
}

/** Of agents by AGENT_TIME. */
export function agentsBy(present: readonly number[]): NonNullable<Live["agents"]> {
  const [idle, onContact, wrapUp, paused] = present as [number, number, number, number];
  return { idle, onContact, wrapUp, paused };
}
