/**
 * What agents are, as the numbers are told it: transitions go into the agent's cell and those it is a part of, of his team as of their
 * moment; how many are what now is counted beside, of the site and of each team.
 */
import {
  AGENT_TIME,
  addPresent,
  C,
  type Duty,
  isImplied,
  keepsTo,
  SIGNED_OUT,
  STATE_COUNTERS,
  type StateCode,
  stateOf,
} from "@floorwalker/domain";
import type { CellTable } from "../cell-table.ts";
import type { CellSet } from "../cells/cell-sets.ts";
import type { ChangedShares } from "../history/changed-shares.ts";
import type { TeamMove } from "../policies/team-moves.ts";
import type { SiteContext } from "../site-context.ts";
import type { DutyTurn } from "./agent-schedule.ts";
import type { AgentStanding } from "./agent-standing.ts";

/** What an agent is, and what he is scheduled to do. */
export interface Stance {
  readonly code: StateCode;
  readonly duty: Duty | null;
}

export const NOT_THERE: Stance = { code: SIGNED_OUT, duty: null };

export interface AgentPresenceParts {
  readonly context: SiteContext;
  readonly cells: CellTable;
  /** Null: no intervals are told. */
  readonly shares: ChangedShares | null;
}

export class AgentPresence {
  readonly #parts: AgentPresenceParts;
  /** Agents whose view must be built again. */
  readonly changed = new Set<string>();
  /** Agents by AGENT_TIME. */
  readonly all: number[] = AGENT_TIME.map(() => 0);
  /** The same of each team. */
  readonly #byTeam = new Map<string, number[]>();

  constructor(parts: AgentPresenceParts) {
    this.#parts = parts;
  }

  /** Agents of a team, by AGENT_TIME. */
  in(team: string): number[] {
    let present = this.#byTeam.get(team);
    if (present === undefined) {
      present = AGENT_TIME.map(() => 0);
      this.#byTeam.set(team, present);
    }
    return present;
  }

  /** Somebody of the team is signed in or scheduled. */
  hasAny(team: string): boolean {
    return this.#byTeam.get(team)?.some((count) => count > 0) ?? false;
  }

  /** Those in which somebody was ever present. */
  teams(): IterableIterator<string> {
    return this.#byTeam.keys();
  }

  tell(standing: AgentStanding, at: number, left: StateCode, entered: StateCode, sign: 1 | -1): void {
    const duty = standing.schedule.dutyAt(at);
    this.tellStance(standing, at, { code: left, duty }, { code: entered, duty }, sign);
  }

  tellTurn(standing: AgentStanding, { at, left, entered }: DutyTurn, code: StateCode, sign: 1 | -1): void {
    this.tellStance(standing, at, { code, duty: left }, { code, duty: entered }, sign);
  }

  tellStance({ agent }: AgentStanding, at: number, left: Stance, entered: Stance, sign: 1 | -1): void {
    this.#isDueTo(agent);
    const team = this.#parts.context.policies.teams.teamOf(agent, at);
    becomePresent(this.all, left, entered, sign);
    if (team !== null) becomePresent(this.in(team), left, entered, sign);
    this.changed.add(agent);
    this.#addTransition(this.#parts.cells.sets.ofPresence(agent, team), at, left, entered, sign);
  }

  /** Before what turns at that moment. */
  tellMove({ agent, schedule }: AgentStanding, { at, left, entered }: TeamMove, code: StateCode, sign: 1 | -1): void {
    this.#isDueTo(agent);
    const { sets } = this.#parts.cells;
    const stance = { code, duty: schedule.dutyAt(at - 1) };
    if (code === SIGNED_OUT && stance.duty === null) return;
    if (left !== null) {
      addPresent(this.in(left), code, stance.duty, sign === 1 ? -1 : 1);
      this.#addTransition(sets.ofMove(left), at, stance, NOT_THERE, sign);
    }
    if (entered === null) return;
    addPresent(this.in(entered), code, stance.duty, sign);
    this.#addTransition(sets.ofMove(entered), at, NOT_THERE, stance, sign);
  }

  /** A wrap-up that was told of the agent, and of no contact. */
  addWrapUp(agent: string, at: number, wrapUpMs: number, sign: 1 | -1): void {
    const { cells } = this.#parts;
    this.#isDueTo(agent);
    cells.add(cells.sets.ofLeg(agent, cells.teamOf(agent, at)), at, C.wrapUpTime, wrapUpMs, sign);
  }

  /** He is back from the store: what was told of him until then is in the numbers already. */
  restored({ agent, code, duty }: AgentStanding, toldUntil: number): void {
    const team = this.#parts.context.policies.teams.teamOf(agent, toldUntil);
    addPresent(this.all, code, duty, 1);
    if (team !== null) addPresent(this.in(team), code, duty, 1);
    this.changed.add(agent);
  }

  /** What is counted now. */
  #isDueTo(agent: string): void {
    const { shares } = this.#parts;
    if (shares !== null) shares.cause = agent;
  }

  #addTransition(set: CellSet, at: number, left: Stance, entered: Stance, sign: 1 | -1): void {
    const { cells } = this.#parts;
    const before = stateOf(left.code);
    const after = stateOf(entered.code);
    if (before !== after) {
      if (before !== null) cells.add(set, at, STATE_COUNTERS[before].net, -1, sign);
      if (after !== null) cells.add(set, at, STATE_COUNTERS[after].net, 1, sign);
    }
    if (isImplied(left.code) !== isImplied(entered.code))
      cells.add(set, at, C.impliedNet, isImplied(entered.code) ? 1 : -1, sign);
    if ((left.duty === null) !== (entered.duty === null))
      cells.add(set, at, C.scheduledNet, entered.duty === null ? -1 : 1, sign);
    if (left.duty === null && entered.duty === null) return;
    const keeps = keepsTo(entered.code, entered.duty);
    if (keepsTo(left.code, left.duty) !== keeps) cells.add(set, at, C.adherentNet, keeps ? 1 : -1, sign);
  }
}

function becomePresent(present: number[], left: Stance, entered: Stance, sign: 1 | -1): void {
  addPresent(present, left.code, left.duty, sign === 1 ? -1 : 1);
  addPresent(present, entered.code, entered.duty, sign);
}
