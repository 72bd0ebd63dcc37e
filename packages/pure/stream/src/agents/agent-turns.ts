/**
 * What is told of an agent beside the states that his marks lead to: that he moves to another team, or is scheduled to do something else
 * from then on, each by the state he is in at that moment. It is taken back and told anew as his marks are swept again.
 */
import type { StateCode } from "@floorwalker/domain";
import type { TeamMove } from "../policies/team-moves.ts";
import { hourOf } from "./agent-hours.ts";
import type { DutyTurn } from "./agent-schedule.ts";
import type { AgentStanding } from "./agent-standing.ts";
import type { MarkBytes } from "./mark-bytes.ts";
import { UNSWEPT } from "./marks.ts";

/** He is told to leave a team in the state he is in, and to enter another one in it. */
export type MoveTold = (standing: AgentStanding, move: TeamMove, code: StateCode, sign: 1 | -1) => void;

/** From then on he is scheduled to do something else than before, in the state he is in. */
export type TurnTold = (standing: AgentStanding, turn: DutyTurn, code: StateCode, sign: 1 | -1) => void;

export interface TurnsParts {
  readonly bytes: MarkBytes;
  /** Of an agent, in order. */
  readonly movesOf: (agent: string) => readonly TeamMove[];
  readonly tellMove: MoveTold;
  readonly tellTurn: TurnTold;
  /** Before this moment his marks are gone, and what was told stands. */
  readonly keptFrom: () => number;
}

export class AgentTurns {
  readonly #parts: TurnsParts;

  constructor(parts: TurnsParts) {
    this.#parts = parts;
  }

  /** Those up to `asOf` that were not told yet. */
  tell(standing: AgentStanding, asOf: number): void {
    this.#tellTurns(standing, standing.turnsToldUntil + 1, asOf, 1);
    standing.turnsToldUntil = Math.max(standing.turnsToldUntil, asOf);
  }

  /** The first that was not told yet; ∞: there is none. */
  next({ agent, schedule, turnsToldUntil }: AgentStanding): number {
    return Math.min(this.#moveAfter(agent, turnsToldUntil), schedule.nextAfter(turnsToldUntil));
  }

  /** A move or a turn at the moment from which marks are kept goes by his base: it stands too. */
  takeBack(standing: AgentStanding, time: number): void {
    const { turnsToldUntil: until } = standing;
    const from = Math.max(time, this.#parts.keptFrom() + 1);
    if (from > until) return;
    this.#tellTurns(standing, from, until, -1);
    standing.turnsToldUntil = from - 1;
  }

  /** Those of [from, to], as the marks now hold the state before each. */
  #tellTurns(standing: AgentStanding, from: number, to: number, sign: 1 | -1): void {
    const { movesOf, tellMove, tellTurn } = this.#parts;
    for (const move of movesOf(standing.agent)) {
      if (move.at < from || move.at > to) continue;
      tellMove(standing, move, this.#codeAt(standing, move.at), sign);
    }
    const { turns } = standing.schedule;
    for (let index = standing.schedule.firstFrom(from); index < turns.length && turns[index]!.at <= to; index++)
      tellTurn(standing, turns[index]!, this.#codeAt(standing, turns[index]!.at), sign);
  }

  /** Before what happens at that moment. */
  #codeAt(standing: AgentStanding, at: number): StateCode {
    const hour = standing.hours.find(hourOf(at));
    let code = this.codeBefore(standing, hourOf(at));
    if (hour === null) return code;
    const reader = this.#parts.bytes.read(hour);
    while (reader.next() && reader.time < at) if (reader.code !== UNSWEPT) code = reader.code;
    return code;
  }

  /** After the last mark before the hour. */
  codeBefore(standing: AgentStanding, hour: number): StateCode {
    const last = standing.hours.hours.findLast((each) => each.hour < hour && each.handle >= 0);
    if (last === undefined) return standing.baseCode;
    const reader = this.#parts.bytes.read(last);
    let code = standing.baseCode;
    while (reader.next()) if (reader.code !== UNSWEPT) code = reader.code;
    return code;
  }

  /** ∞: he stays where he is. */
  #moveAfter(agent: string, time: number): number {
    for (const { at } of this.#parts.movesOf(agent)) if (at > time) return at;
    return Number.POSITIVE_INFINITY;
  }
}
