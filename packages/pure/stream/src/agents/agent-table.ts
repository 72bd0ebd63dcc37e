/**
 * The agents of a site: their time from their own events and from the contacts they work on. State transitions go to the
 * agent's cell and those it is a part of, of his team as of their moment; live counts by state follow them. An agent has one name here, whatever his
 * aliases in the events (rule 23c). Invariant after `settle`: what was told is the sweep over all marks as of the site's clock.
 */
import {
  type CanonicalEvent,
  IMPLIED_PRESENCE_MS,
  type Insertion,
  type Name,
  NO_QUEUE,
  NOBODY,
  SIGNED_OUT,
  type ToldMembership,
} from "@floorwalker/domain";
import type { CellTable } from "../cell-table.ts";
import type { Names } from "../columns/names.ts";
import { compareTexts } from "../compare-texts.ts";
import type { Cause } from "../history/causes.ts";
import type { ChangedShares } from "../history/changed-shares.ts";
import type { Restart } from "../restart.ts";
import type { RowSink, SiteContext } from "../site-context.ts";
import type { Timed, TimerQueue } from "../timer-queue.ts";
import { AgentPresence, NOT_THERE } from "./agent-presence.ts";
import type { AgentSchedule } from "./agent-schedule.ts";
import { AgentStanding } from "./agent-standing.ts";
import { AGENT_ROW, AgentStorage } from "./agent-storage.ts";
import { AgentSweep } from "./agent-sweep.ts";
import { AgentTelling } from "./agent-telling.ts";
import { BusyChanges } from "./busy-changes.ts";
import type { BusyWork } from "./busy-work.ts";
import { ConfiguredSchedules } from "./configured-schedules.ts";
import { MarkBytes } from "./mark-bytes.ts";
import type { MarkKind } from "./marks.ts";
import { OwnEvents } from "./own-events.ts";
import { PauseReasons } from "./pause-reasons.ts";

export interface AgentTableParts {
  readonly context: SiteContext;
  readonly names: Names;
  readonly cells: CellTable;
  readonly timers: TimerQueue<Timed>;
  /** Of a source, in order. */
  readonly restartsOf: (source: string) => readonly Restart[];
  /** Null: no intervals are told. */
  readonly shares: ChangedShares | null;
}

export class AgentTable {
  readonly #parts: AgentTableParts;
  readonly #agents = new Map<string, AgentStanding>();
  /** The same by the number of any name of his, as found so far; emptied when anybody leaves. */
  #byName: AgentStanding[] = [];
  readonly #bytes: MarkBytes;
  readonly #sweep: AgentSweep;
  readonly #own: OwnEvents;
  readonly #storage: AgentStorage;
  readonly #busy: BusyChanges;
  readonly presence: AgentPresence;
  readonly #reasons = new PauseReasons();
  readonly #telling: AgentTelling;
  #touched: AgentStanding[] = [];
  readonly #configured: ConfiguredSchedules;
  /** The contact whose work changes. */
  #busyBy: Cause = "";

  constructor(parts: AgentTableParts) {
    this.#parts = parts;
    const { config } = parts.context;
    this.presence = new AgentPresence(parts);
    this.#bytes = new MarkBytes(parts.names);
    this.#sweep = new AgentSweep({
      bytes: this.#bytes,
      impliedForMs: config.impliedPresenceMs ?? IMPLIED_PRESENCE_MS,
      restartsOf: parts.restartsOf,
      tell: (standing, at, left, entered, sign) => this.presence.tell(standing, at, left, entered, sign),
      movesOf: (agent) => parts.context.policies.teams.of(agent),
      tellMove: (standing, move, code, sign) => this.presence.tellMove(standing, move, code, sign),
      tellTurn: (standing, turn, code, sign) => this.presence.tellTurn(standing, turn, code, sign),
      keptFrom: () => this.#settledBefore(),
    });
    this.#configured = new ConfiguredSchedules({
      context: parts.context,
      standings: () => this.all(),
      reschedule: (agent, from, change) => this.#rescheduleFrom(agent, from, change),
    });
    this.#own = new OwnEvents(this.#bytes, config.id);
    this.#telling = new AgentTelling({
      own: this.#own,
      presence: this.presence,
      shares: parts.shares,
      from: (standing, time) => this.#from(standing, time),
      settledBefore: () => this.#settledBefore(),
    });
    this.#storage = new AgentStorage(this.#bytes, config.id);
    this.#busy = new BusyChanges((agent, time, kind, queue, source, sequence, sign) =>
      this.#change(agent, time, kind, queue, source, sequence, sign),
    );
  }

  get(agent: string): AgentStanding | undefined {
    return this.#agents.get(agent);
  }

  /** Agents that have a timeline; single agents' cells may exist without one. */
  all(): IterableIterator<AgentStanding> {
    return this.#agents.values();
  }

  /** Who told of him last; null: nobody is known. */
  sourceOf({ status: { source } }: AgentStanding): string | null {
    return source === 0 ? null : this.#parts.names.textOf(source);
  }

  /** The queues that he has joined, as was told, by name, and whether he is paused there. What only work shows is none. */
  membershipsOf({ status }: AgentStanding): readonly ToldMembership[] {
    return status.memberships
      .flatMap(({ queue, explicit, paused }): ToldMembership[] =>
        queue === NO_QUEUE || !explicit ? [] : [[this.#parts.names.textOf(queue)!, paused]],
      )
      .sort(([one], [other]) => compareTexts(one, other));
  }

  /** Agents whose view must be built again. */
  get changed(): Set<string> {
    return this.presence.changed;
  }

  /** How many are paused for each reason that was given. */
  get reasons(): ReadonlyMap<string, number> {
    return this.#reasons.counts;
  }

  insert(event: CanonicalEvent): Insertion {
    return this.#telling.insert(this.#of(this.#parts.context.configured.agentOf(event.agent!)), event);
  }

  #rescheduleFrom(agent: string, from: number, change: (schedule: AgentSchedule, cut: number) => void): void {
    const standing = this.#of(agent);
    this.#from(standing, from);
    change(standing.schedule, this.#settledBefore() + 1);
  }

  /** What agents do of a contact changed. */
  busyChanged(before: BusyWork, after: BusyWork): void {
    this.#busyBy = this.#parts.shares?.cause ?? "";
    this.#busy.of(before, after, this.#settledBefore());
  }

  /** Time in state before this moment stands: the marks are gone. */
  #settledBefore(): number {
    return this.#parts.context.log.settledUntil + 1;
  }

  #change(agent: Name, time: number, kind: MarkKind, queue: Name, source: Name, sequence: number, sign: 1 | -1): void {
    const standing = this.#byName[agent] ?? this.#named(agent);
    const { shares } = this.#parts;
    if (shares !== null && time < shares.before)
      shares.causes.marked(standing.agent, this.#busyBy, [time, kind, queue], sign);
    this.#from(standing, time);
    if (sign === 1) standing.hours.insert(time, kind, queue, source, sequence);
    else standing.hours.remove(time, kind, queue, source, sequence);
  }

  #named(agent: Name): AgentStanding {
    const { context, names } = this.#parts;
    const standing = this.#of(context.configured.agentOf(names.textOf(agent)!));
    this.#byName[agent] = standing;
    return standing;
  }

  /** His time from there on is about to change. */
  #from(standing: AgentStanding, time: number): void {
    this.#sweep.rewind(standing, time);
    this.#touch(standing);
  }

  #touch(standing: AgentStanding): void {
    if (!standing.touched) this.#touched.push(standing);
    standing.touched = true;
    this.#storage.touch(standing);
  }

  /** A source began anew: whoever was there only by what it had told of him is not known to be there. */
  restarted(source: string, at: number): void {
    const name = this.#bytes.names.find(source);
    for (const standing of this.#agents.values())
      if (standing.status.at >= at || (standing.status.isOnlyImplied && standing.status.source === name))
        this.#from(standing, at);
  }

  /** What the configuration schedules, before the clock comes to `now`. */
  plan(now: number): void {
    this.#configured.plan(now);
  }

  /** Sweeps whom something happened to up to the clock. */
  settle(): void {
    const touched = this.#touched;
    this.#touched = [];
    for (const standing of touched) this.due(standing);
  }

  /** Sweeps up to the clock and asks to be called when the next mark is due. */
  due(standing: AgentStanding): void {
    standing.touched = false;
    // What stands was swept, also when the clock was set back behind it.
    const { clock, log } = this.#parts.context;
    const { reason, since, memberships } = standing.status;
    if (this.#sweep.forward(standing, Math.max(clock, log.settledUntil))) this.#storage.touch(standing);
    this.#reasons.count(standing, standing.status.reason);
    const { status } = standing;
    if (status.reason !== reason || status.since !== since || status.memberships !== memberships)
      this.changed.add(standing.agent);
    this.#parts.timers.set(standing, this.#sweep.nextAt(standing));
  }

  /** The clock was set back: marks after it have not come yet. */
  setBack(): void {
    const { clock, log } = this.#parts.context;
    for (const standing of this.#agents.values()) this.#from(standing, Math.max(clock, log.settledUntil) + 1);
    this.settle();
  }

  /** Marks that are no longer kept become each agent's base; who is gone leaves. */
  prune(): void {
    const { log } = this.#parts.context;
    for (const standing of this.#agents.values()) {
      this.due(standing);
      const dropped = this.#sweep.prune(standing, log.kept.hour);
      standing.schedule.prune(this.#settledBefore());
      this.#storage.dropHours(standing, dropped);
      if (dropped.length > 0 || standing.schedule.changedDays.size > 0) this.#storage.touch(standing);
      if (standing.isGone) this.#forget(standing);
    }
  }

  #forget(standing: AgentStanding): void {
    this.#parts.timers.set(standing, null);
    this.#agents.delete(standing.agent);
    this.#byName = [];
    this.changed.add(standing.agent);
    this.#storage.dropAll(standing);
  }

  #of(agent: string): AgentStanding {
    let standing = this.#agents.get(agent);
    if (standing === undefined) {
      standing = new AgentStanding(agent, this.#bytes);
      this.#agents.set(agent, standing);
    }
    return standing;
  }

  drain(sink: RowSink): void {
    this.#storage.drain(sink);
  }

  restore(kind: string, parts: readonly string[], value: Uint8Array): boolean {
    if (kind !== AGENT_ROW) return false;
    const [agent, quarter] = parts as [string, string];
    this.#storage.collect(this.#of(agent), quarter, value);
    return true;
  }

  /** After all rows are back: what was told is in the numbers already. */
  restored(): void {
    const { clock, log } = this.#parts.context;
    const toldUntil = Math.max(clock, log.settledUntil);
    for (const standing of this.#agents.values()) {
      this.#storage.restore(standing);
      this.#sweep.resume(standing, toldUntil);
      this.presence.restored(standing, toldUntil);
    }
    for (const standing of this.#agents.values()) {
      const name = this.#parts.context.configured.agentOf(standing.agent);
      if (name !== standing.agent) this.#becomes(standing, this.#of(name));
    }
    for (const standing of this.#agents.values()) this.due(standing);
    this.#configured.restored();
  }

  /** The configuration says now that they are one agent: what the alias was told of is told of him. */
  #becomes(alias: AgentStanding, agent: AgentStanding): void {
    for (const each of [alias, agent]) this.#sweep.rewind(each, Number.NEGATIVE_INFINITY);
    const keptFrom = this.#settledBefore();
    const duty = alias.schedule.dutyAt(keptFrom);
    if (alias.baseCode !== SIGNED_OUT || duty !== null)
      this.presence.tellStance(alias, keptFrom, { code: alias.baseCode, duty }, NOT_THERE, 1);
    for (const entry of alias.schedule.entries)
      if (!entry.remnant) agent.schedule.put({ ...entry, from: Math.max(entry.from, keptFrom + 1) });
    if (alias.base !== null) {
      agent.base = (agent.base ?? NOBODY).copy();
      agent.base.join(alias.base);
      agent.baseChanged = true;
      this.#sweep.rewind(agent, Number.NEGATIVE_INFINITY);
    }
    this.#own.move(alias.hours, agent.hours);
    this.#storage.dropAll(alias);
    this.#reasons.count(alias, null);
    this.#agents.delete(alias.agent);
    this.#byName = [];
    this.#touch(agent);
  }
}
