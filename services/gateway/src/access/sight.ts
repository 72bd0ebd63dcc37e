/**
 * What of the numbers an identity is given: asked before anything leaves the gateway, by every feed and every route. Two things decide it,
 * his role and scope (`seen-row.ts`) and his privacy profile (`privacy/disclosure.ts`). An agent is seen with the team he is in now,
 * whatever the time that is asked of.
 */
import {
  type AccessPart,
  type CellKey,
  cellName,
  type GoalScope,
  has,
  type Identity,
  isWithin,
  maySee,
  type Privacy,
  profileOf,
} from "@floorwalker/domain";
import type { Row } from "@floorwalker/protocol";
import { scopeOfGoal } from "../goals/goal-row.ts";
import { scopeOfScreen } from "../screens/screen-row.ts";
import { accessFault } from "./access-errors.ts";
import type { Disclosure, Disclosures } from "./privacy/disclosure.ts";
import { seenRow } from "./seen-row.ts";

/** No queue is called so: only who sees all of them sees it. */
const ALL_QUEUES = "";

/** The cells that a goal of a site is of, as that is configured now; of a region those of several sites. */
export type CellsOfGoal = (
  site: string,
  scope: GoalScope,
) => readonly { readonly site: string; readonly cell: CellKey }[];

/** The team of an agent, as it is known now; null: he is in none, or nobody knows. */
export type TeamOf = (site: string, agent: string) => string | null;

export class Sight {
  /** Equal for those who are given the same. */
  readonly key: string;
  /** Which rows are given never changes with what is in them: else who comes again cannot be told what he no longer sees. */
  readonly isByName: boolean;
  /** What he is told of single agents. */
  readonly told: Disclosure;
  readonly #identity: Identity;
  readonly #parts: SightParts;
  readonly #isOfDays: boolean;

  constructor(identity: Identity, parts: SightParts, told: Disclosure, isOfDays = false) {
    this.#isOfDays = isOfDays;
    this.#identity = identity;
    this.#parts = parts;
    this.told = told;
    const { role, scope } = identity;
    this.key = JSON.stringify([role, scope.sites, scope.queues, scope.teams, told.key]);
    this.isByName = scope.teams === "all" && !told.hides;
  }

  /** Of whole days: whether a group stands behind a queue or the site is asked of each of them (`DaysAsTold`), not here. */
  get ofDays(): Sight {
    return new Sight(this.#identity, this.#parts, this.told, true);
  }

  sees(part: AccessPart): boolean {
    return maySee(this.#identity, part) && (this.#isOfDays ? this.told.seesDays(part) : this.told.sees(part));
  }

  /** Of what is told as it is now and goes on. */
  seesNow(part: AccessPart): boolean {
    return maySee(this.#identity, part) && this.told.seesNow(part);
  }

  /** That there is such a site. */
  seesSite(site: string): boolean {
    return this.sees({ of: "frame", site });
  }

  row(row: Row): Row | null {
    const seen = this.#seen(row);
    return seen === null ? null : this.told.row(seen);
  }

  #seen(row: Row): Row | null {
    if (row.kind === "goal") return this.seesGoal(String(row.site), scopeOfGoal(row)) ? row : null;
    if (row.kind === "screen") return this.#looksAfter(row) ? row : null;
    return seenRow(row, (part) => maySee(this.#identity, part));
  }

  /** A screen that he could have paired. */
  #looksAfter(row: Row): boolean {
    return has(this.#identity, { role: "manager" }) && isWithin(scopeOfScreen(row), this.#identity.scope);
  }

  /** All that it is of, which may be nothing: of a department that has no team and no queue. */
  seesGoal(site: string, scope: GoalScope): boolean {
    const parts = this.#parts.cellsOfGoal(site, scope);
    return (
      this.seesSite(site) &&
      parts.every((part) => this.seesCell(part.site, part.cell) && this.#seesCellNow(part.site, part.cell))
    );
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
        return this.sees({ of: "agentQueue", site, team: this.#parts.teamOf(site, name.agent), queue: name.queue });
      case "channel":
        return this.sees({ of: "site", site }) && this.#seesAllQueues(site);
      default:
        return this.sees({ of: "site", site });
    }
  }

  /** A goal is of what goes on. */
  #seesCellNow(site: string, cell: CellKey): boolean {
    const name = cellName(cell);
    return this.told.seesNow(name.kind === "queue" ? { of: "queue", site, queue: name.queue } : { of: "site", site });
  }

  /** One by one; those of an agent or a team may have been in any queue. */
  seesContactsOf(site: string, cell: CellKey, within: string | null = null): boolean {
    const { kind } = cellName(cell);
    const isPerson = kind === "agent" || kind === "team";
    const inAny = within === null && isPerson;
    const inSome = !isPerson && kind !== "queue" && kind !== "agentQueue";
    return (
      this.seesCell(site, cell, within) &&
      (!inAny || this.sees({ of: "contact", site, queue: ALL_QUEUES })) &&
      (!inSome || this.#seesAllQueues(site))
    );
  }

  seesAgent(site: string, agent: string): boolean {
    return this.sees({ of: "agent", site, team: this.#parts.teamOf(site, agent) });
  }

  /** No queue is withheld because few stand behind it. */
  #seesAllQueues(site: string): boolean {
    return this.#isOfDays || (this.told.groupsOf(site)?.areAllQueuesTold ?? true);
  }

  #seesWithin(site: string, queue: string | null): boolean {
    return queue === null || this.sees({ of: "queue", site, queue });
  }
}

interface SightParts {
  readonly teamOf: TeamOf;
  readonly cellsOfGoal: CellsOfGoal;
}

export interface SightsParts extends SightParts {
  readonly disclosures: Disclosures;
  readonly privacy: () => Privacy;
}

/** One for each identity, while its privacy profile is the same. */
export class Sights {
  readonly #parts: SightsParts;
  readonly #made = new WeakMap<Identity, Sight>();

  constructor(parts: SightsParts) {
    this.#parts = parts;
  }

  of(identity: Identity): Sight {
    const { disclosures, privacy } = this.#parts;
    const told = disclosures.of(profileOf(identity, privacy()));
    const known = this.#made.get(identity);
    if (known?.told === told) return known;
    const sight = new Sight(identity, this.#parts, told);
    this.#made.set(identity, sight);
    return sight;
  }
}

export const BEYOND_SCOPE = accessFault("beyond_scope");
export const BEYOND_PROFILE = accessFault("beyond_profile");
export const WHOLE_DAYS_ONLY = accessFault("whole_days_only");
