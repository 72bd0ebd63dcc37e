/**
 * Whom an alert may be handed to: who could sign in now, sees what it is about, and may act on alerts. Whoever is not among them is answered
 * alike, whether there is nobody of that name or somebody who may not see it. Where there are no users anybody's name is taken.
 */
import { has, type Identity } from "@floorwalker/domain";
import type { Access } from "../access/access.ts";
import type { Sights } from "../access/sight.ts";
import type { LiveHub } from "../live-hub.ts";
import type { ShownAlert } from "./shown-alert.ts";

export interface AlertPeopleParts {
  readonly hub: Pick<LiveHub, "replica">;
  readonly sights: Sights;
  readonly people: Access["people"];
}

/** As of `POST /v1/alerts/:alert/…`. */
export const ACTS_ON_ALERTS = { role: "supervisor" } as const;

export class AlertPeople {
  readonly #parts: AlertPeopleParts;

  constructor(parts: AlertPeopleParts) {
    this.#parts = parts;
  }

  /** By name; null: whoever is named. */
  names(alert: ShownAlert): readonly string[] | null {
    const found = this.#who(alert);
    return found === null ? null : [...new Set(found.map(({ name }) => name))].sort((a, b) => (a < b ? -1 : 1));
  }

  /** The name of who is called so, or signs in so; null: nobody who may have it. */
  nameOf(alert: ShownAlert, called: string): string | null {
    const found = this.#who(alert);
    if (found === null) return called;
    const [exact, loose] = [called, called.toLowerCase()];
    const named = (is: (name: string) => boolean): Identity | undefined =>
      found.find(({ name }) => is(name)) ?? found.find(({ id }) => is(id));
    return (named((name) => name === exact) ?? named((name) => name.toLowerCase() === loose))?.name ?? null;
  }

  #who({ id }: ShownAlert): readonly Identity[] | null {
    const { hub, sights, people } = this.#parts;
    const row = hub.replica.row(id)?.row ?? null;
    return (
      people()?.filter((each) => has(each, ACTS_ON_ALERTS) && row !== null && sights.of(each).row(row) !== null) ?? null
    );
  }
}
