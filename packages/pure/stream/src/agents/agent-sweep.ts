/**
 * Sweeps agents' marks up to the clock. What leaves is transitions (state left, state entered, at), with a sign. A mark in the past
 * means sweeping again from there, so that any order of arrival ends the same: what was told comes back as −1 first, as it was
 * told, since the marks hold it. What happens in one moment is told once, when it is over (`moment.ts`). Between marks time alone moves an agent whose sign-in is only implied: his source restarts, or
 * nothing is seen of him for too long. Where that changed his state it leaves a mark of its own, a derived one. Beside them moves and
 * turns are told (`agent-turns.ts`).
 * Invariant: the transitions told sum to the states that the swept marks hold, and swept are those before all others.
 */
import { type AgentStatus, NOBODY, type StateCode, UNKNOWN } from "@floorwalker/domain";
import { type AgentHour, HOUR_MS, hourOf, quarterBit } from "./agent-hours.ts";
import type { AgentStanding } from "./agent-standing.ts";
import { AgentTurns, type TurnsParts } from "./agent-turns.ts";
import { isDerived, kindOf, MARK, type MarkKind, markTag, UNSWEPT } from "./marks.ts";
import { Moment, type RestartsOf } from "./moment.ts";

export type Transition = (
  standing: AgentStanding,
  at: number,
  left: StateCode,
  entered: StateCode,
  sign: 1 | -1,
) => void;

export interface SweepParts extends TurnsParts {
  /** An implied sign-in lasts so long without a sign of him, ms. */
  readonly impliedForMs: number;
  /** Of a source, in order. */
  readonly restartsOf: RestartsOf;
  readonly tell: Transition;
}

export class AgentSweep {
  readonly #parts: SweepParts;
  readonly #turns: AgentTurns;
  readonly #moment: Moment;
  /** Derived marks of this sweep, four numbers each; nothing is inserted while marks are gone over. */
  #derived: number[] = [];
  #restartAt = Number.POSITIVE_INFINITY;

  constructor(parts: SweepParts) {
    this.#parts = parts;
    this.#turns = new AgentTurns(parts);
    this.#moment = new Moment(parts.bytes.names, parts.restartsOf);
  }

  /** Every mark due at `asOf`. True: what is stored of him is another now. */
  forward(standing: AgentStanding, asOf: number): boolean {
    const swept = this.#sweepMarks(standing, asOf);
    this.#pass(standing, asOf, true);
    const moved = swept || this.#derived.length > 0;
    this.#keepDerived(standing);
    this.#turns.tell(standing, asOf);
    return moved;
  }

  /** True: there were any. */
  #sweepMarks(standing: AgentStanding, asOf: number): boolean {
    const { status } = standing;
    const first = hourOf(status.at);
    let moved = false;
    standing.nextMarkAt = Number.POSITIVE_INFINITY;
    for (const hour of standing.hours.hours) {
      if (hour.hour < first || hour.handle < 0) continue;
      const reader = standing.hours.readUnswept(hour);
      let [end, time] = [reader.at, reader.time];
      for (let more = reader.next(); more; ) {
        if (reader.time > asOf) {
          standing.nextMarkAt = reader.time;
          standing.hours.sweptTo(hour, end, time);
          return moved;
        }
        if (reader.code !== UNSWEPT) {
          [end, time] = [reader.at, reader.time];
          more = reader.next();
          continue;
        }
        time = reader.time;
        more = this.#moment.read(reader);
        end = this.#moment.endsAt;
        anchor(standing, hour);
        this.#pass(standing, time - 1, true);
        this.#moment.applyTo(status);
        this.#tell(standing, time);
        this.#keepCode(reader.bytes, status.code);
        hour.dirty |= quarterBit(time);
        moved = true;
      }
      standing.hours.sweptTo(hour, end, time);
    }
    return moved;
  }

  /** In each mark of the moment. */
  #keepCode(bytes: Uint8Array, code: StateCode): void {
    const { tagsAt, count } = this.#moment;
    for (let mark = 0; mark < count; mark++) bytes[tagsAt[mark]!] = markTag(kindOf(bytes[tagsAt[mark]!]!), code);
  }

  /** When time alone or the next mark moves him; null: nothing will. As of the last sweep. */
  nextAt(standing: AgentStanding): number | null {
    const gone = standing.status.idleUntil(this.#parts.impliedForMs);
    this.#findRestart(standing.status);
    const next = Math.min(gone, this.#restartAt, standing.nextMarkAt, this.#turns.next(standing));
    return next === Number.POSITIVE_INFINITY ? null : next;
  }

  /** Takes back what was told of the time from `time` on. */
  rewind(standing: AgentStanding, time: number): void {
    const { status, anchor: held } = standing;
    this.#turns.takeBack(standing, time);
    if (time > status.at) return;
    standing.hours.forgetSwept();
    if (this.#takeBack(standing, time)) standing.hours.removeDerived(time);
    const isOnTheWay = standing.anchorHour !== Number.NEGATIVE_INFINITY && held.at < time;
    status.copyFrom(isOnTheWay ? held : (standing.base ?? NOBODY));
    if (!isOnTheWay) standing.anchorHour = Number.NEGATIVE_INFINITY;
    this.#goOver(standing, time);
  }

  /** True: something derived was among it. */
  #takeBack(standing: AgentStanding, time: number): boolean {
    const { tell, bytes } = this.#parts;
    const first = hourOf(time);
    let before = this.#turns.codeBefore(standing, first);
    let derived = false;
    standing.code = before;
    for (const hour of standing.hours.hours) {
      if (hour.hour < first) continue;
      const reader = bytes.read(hour);
      while (reader.next() && reader.code !== UNSWEPT) {
        if (reader.time < time) standing.code = reader.code;
        else {
          if (reader.code !== before) tell(standing, reader.time, before, reader.code, -1);
          derived ||= isDerived(reader.kind);
          hour.dirty |= quarterBit(reader.time);
        }
        before = reader.code;
        if (reader.time >= time) reader.bytes[reader.tagAt] = markTag(reader.kind, UNSWEPT);
      }
    }
    return derived;
  }

  /** Brings the status on to just before `until`, over what was told already. */
  #goOver(standing: AgentStanding, until: number): void {
    const { status } = standing;
    const begun = status.at;
    for (const hour of standing.hours.hours) {
      if (hour.hour < hourOf(begun)) continue;
      if (hour.hour * HOUR_MS >= until) break;
      const reader = this.#parts.bytes.read(hour);
      for (let more = reader.next(); more && reader.time < until; ) {
        if (reader.time <= begun || isDerived(reader.kind)) {
          more = reader.next();
          continue;
        }
        const { time } = reader;
        more = this.#moment.read(reader);
        anchor(standing, hour);
        this.#pass(standing, time - 1, false);
        this.#moment.applyTo(status);
      }
    }
    this.#pass(standing, until - 1, false);
  }

  /** After all its rows came back: he stands where the marks say he was told to stand, as of `toldUntil`. */
  resume(standing: AgentStanding, toldUntil: number): void {
    let end = Number.NEGATIVE_INFINITY;
    standing.turnsToldUntil = toldUntil;
    standing.code = standing.baseCode;
    for (const hour of standing.hours.hours) {
      const reader = this.#parts.bytes.read(hour);
      while (reader.next()) {
        if (reader.code === UNSWEPT) continue;
        standing.code = reader.code;
        end = reader.time;
      }
    }
    standing.status.copyFrom(standing.base ?? NOBODY);
    this.#goOver(standing, end + 1);
  }

  /** Makes the marks before `hour` his base. */
  prune(standing: AgentStanding, hour: number): readonly AgentHour[] {
    const { status, hours } = standing;
    const until = hour * HOUR_MS;
    if ((hours.hours[0]?.hour ?? hour) >= hour) return [];
    const now = NOBODY.copy();
    now.copyFrom(status);
    status.copyFrom(standing.base ?? NOBODY);
    standing.baseCode = this.#turns.codeBefore(standing, hour);
    this.#goOver(standing, until);
    standing.base = status.copy();
    standing.baseChanged = true;
    standing.anchor.copyFrom(status);
    standing.anchorHour = Number.NEGATIVE_INFINITY;
    status.copyFrom(now);
    return hours.drop(hour);
  }

  /** What time alone does up to a restart or an end without a sign of him. */
  #pass(standing: AgentStanding, until: number, loud: boolean): void {
    const { status } = standing;
    for (;;) {
      this.#findRestart(status);
      const gone = status.idleUntil(this.#parts.impliedForMs);
      const { source } = status;
      const at = this.#restartAt;
      if (at <= until && at <= gone) {
        status.isGone(at);
        if (loud && this.#tell(standing, at)) this.#derived.push(at, MARK.restarted, source, status.code);
      } else if (gone <= until) {
        const kind = gone === status.at ? MARK.goneLast : MARK.gone;
        status.isGone(gone);
        if (loud && this.#tell(standing, gone)) this.#derived.push(gone, kind, 0, status.code);
      } else return;
    }
  }

  /** The next restart that would end an implied sign-in. */
  #findRestart(status: AgentStatus): void {
    const { bytes, restartsOf } = this.#parts;
    this.#restartAt = Number.POSITIVE_INFINITY;
    const source = bytes.names.textOf(status.source);
    if (source === null || !status.isOnlyImplied) return;
    const restarts = restartsOf(source);
    if (restarts.length > 0)
      this.#restartAt = restarts.find(({ at }) => at > status.at)?.at ?? Number.POSITIVE_INFINITY;
  }

  /** True: the numbers had to be told. */
  #tell(standing: AgentStanding, at: number): boolean {
    const { code } = standing.status;
    if (code === standing.code) return false;
    this.#parts.tell(standing, at, standing.code, code, 1);
    standing.code = code;
    return true;
  }

  #keepDerived(standing: AgentStanding): void {
    const derived = this.#derived;
    for (let index = 0; index < derived.length; index += 4) {
      const [at, kind, source, code] = derived.slice(index, index + 4) as [number, MarkKind, number, StateCode];
      standing.hours.insert(at, kind, 0, source, UNKNOWN, code);
    }
    derived.length = 0;
  }
}

function anchor(standing: AgentStanding, { hour }: AgentHour): void {
  if (hour <= standing.anchorHour) return;
  standing.anchor.copyFrom(standing.status);
  standing.anchorHour = hour;
}
