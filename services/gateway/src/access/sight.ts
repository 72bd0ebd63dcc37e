/**
 * What of the numbers an identity is given: asked before anything leaves the gateway, by every feed and every route. An agent is seen with
 * the team he is in now, whatever the time that is asked of.
 */
import { type AccessPart, type CellKey, cellName, type Identity, maySee } from "@floorwalker/domain";
import type { Row } from "@floorwalker/protocol";
import { accessFault } from "./access-errors.ts";
import { seenRow } from "./seen-row.ts";

/** No queue is called so: only who sees all of them sees it. */
const ALL_QUEUES = "";

/** The team of an agent, as it is known now; null: he is in none, or nobody knows. */
export type TeamOf = (site: string, agent: string) => string | null;

export class Sight {
  /** Equal for those who are given the same. */
  readonly key: string;
  /** Which rows are given never changes with what is in them: else who comes again cannot be told what he no longer sees. */
  readonly isByName: boolean;
  readonly #identity: Identity;
  readonly #teamOf: TeamOf;

  constructor(identity: Identity, teamOf: TeamOf) {
    this.#identity = identity;
    this.#teamOf = teamOf;
    const { role, scope } = identity;
    this.key = JSON.stringify([role, scope.sites, scope.queues, scope.teams]);
    this.isByName = scope.teams === "all";
  }

  sees(part: AccessPart): boolean {
    return maySee(this.#identity, part);
  }

  /** That there is such a site. */
  seesSite(site: string): boolean {
    return this.sees({ of: "frame", site });
  }

  row(row: Row): Row | null {
    return seenRow(row, (part) => this.sees(part));
  }

  /** `within`: only what of it was in that queue. */
  seesCell(site: string, cell: CellKey, within: string | null = null): boolean {
    const name = cellName(cell);
    switch (name.kind) {
      case "queue":
        return this.sees({ of: "queue", site, queue: name.queue });
      case "team":
        return this.sees({ of: "team", site, team: name.team }) && this.#seesWithin(site, within);
      case "agent":
        return this.seesAgent(site, name.agent) && this.#seesWithin(site, within);
      case "agentQueue":
        return this.sees({ of: "agentQueue", site, team: this.#teamOf(site, name.agent), queue: name.queue });
      default:
        return this.sees({ of: "site", site });
    }
  }

  /** One by one; those of an agent or a team may have been in any queue. */
  seesContactsOf(site: string, cell: CellKey, within: string | null = null): boolean {
    const { kind } = cellName(cell);
    const inAny = within === null && (kind === "agent" || kind === "team");
    return this.seesCell(site, cell, within) && (!inAny || this.sees({ of: "contact", site, queue: ALL_QUEUES }));
  }

  seesAgent(site: string, agent: string): boolean {
    return this.sees({ of: "agent", site, team: this.#teamOf(site, agent) });
  }

  #seesWithin(site: string, queue: string | null): boolean {
    return queue === null || this.sees({ of: "queue", site, queue });
  }
}

/** One for each identity. */
export class Sights {
  readonly #teamOf: TeamOf;
  readonly #made = new WeakMap<Identity, Sight>();

  constructor(teamOf: TeamOf) {
    this.#teamOf = teamOf;
  }

  of(identity: Identity): Sight {
    const sight = this.#made.get(identity) ?? new Sight(identity, this.#teamOf);
    this.#made.set(identity, sight);
    return sight;
  }
}

export const BEYOND_SCOPE = accessFault("beyond_scope");
