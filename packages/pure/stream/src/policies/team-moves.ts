/**
 * In which team an agent is present at which moment, and the moments at which that changes. A dated move is the configuration's. Who
 * is put into a team without a date, while the site is running, is there from the next moment on (`joined`): he takes no past
 * along, and what was told of it is never asked for under another team.
 */
import type { AgentConfig } from "@floorwalker/domain";

export interface TeamMove {
  /** From this moment on, epoch ms. */
  readonly at: number;
  /** Null: he was, or is, in none. */
  readonly left: string | null;
  readonly entered: string | null;
}

interface Course {
  readonly first: string | null;
  readonly moves: readonly TeamMove[];
}

const NOWHERE: Course = { first: null, moves: [] };

export class TeamMoves {
  readonly #courses: ReadonlyMap<string, Course>;

  constructor(agents: readonly AgentConfig[], joined: ReadonlyMap<string, number>) {
    this.#courses = new Map(agents.map((config) => [config.agent, courseOf(config, joined.get(config.agent))]));
  }

  /** In order. */
  of(agent: string): readonly TeamMove[] {
    return (this.#courses.get(agent) ?? NOWHERE).moves;
  }

  /** Null: in none. */
  teamOf(agent: string, at: number): string | null {
    const { first, moves } = this.#courses.get(agent) ?? NOWHERE;
    let team = first;
    for (const move of moves) {
      if (move.at > at) break;
      team = move.entered;
    }
    return team;
  }

  /** Of all agents, in no order. */
  dates(): number[] {
    return [...this.#courses.values()].flatMap(({ moves }) => moves.map(({ at }) => at));
  }
}

function courseOf({ team, moves = [] }: AgentConfig, joinedAt = Number.NEGATIVE_INFINITY): Course {
  const before = moves.filter(({ from }) => from <= joinedAt);
  const joins = { from: joinedAt, team: before.length === 0 ? team : before.at(-1)!.team };
  const isDated = joinedAt === Number.NEGATIVE_INFINITY;
  const first = isDated ? team : null;
  const course: TeamMove[] = [];
  let left = first;
  for (const { from, team: entered } of isDated ? moves : [joins, ...moves.slice(before.length)]) {
    if (entered !== left) course.push({ at: from, left, entered });
    left = entered;
  }
  return { first, moves: course };
}
