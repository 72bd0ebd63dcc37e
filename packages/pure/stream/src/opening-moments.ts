/**
 * When one of a site's calendars opens or closes next: time alone changes what rows say of it. Nothing is reckoned where there is no
 * calendar, and otherwise only when such a moment has passed.
 */
import type { Calendar } from "@floorwalker/domain";
import type { SitePolicies } from "./policies/site-policies.ts";

const DAY_MS = 86_400_000;

export class OpeningMoments {
  readonly #policies: SitePolicies;
  /** Nothing opens or closes in [from, to). */
  #from = Number.NEGATIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;

  constructor(policies: SitePolicies) {
    this.#policies = policies;
    if (!policies.hasCalendars) this.#to = Number.POSITIVE_INFINITY;
  }

  /** Null: none that is known of today. */
  next(clock: number): number | null {
    if (!Number.isFinite(clock)) return null;
    if (clock < this.#from || clock >= this.#to) {
      this.#from = clock;
      this.#to = Math.min(
        clock + DAY_MS,
        ...[...this.#policies.calendarsAt(clock)].map((calendar) => changeOf(calendar, clock)),
      );
    }
    return this.#to === Number.POSITIVE_INFINITY ? null : this.#to;
  }

  /** True: something may have opened or closed between the two. */
  passed(from: number, to: number): boolean {
    if (!this.#policies.hasCalendars || from === to) return false;
    if (!Number.isFinite(from)) return true;
    const next = this.next(Math.min(from, to));
    return next !== null && next <= Math.max(from, to);
  }
}

function changeOf(calendar: Calendar, clock: number): number {
  const at = calendar.isOpen(clock) ? calendar.closesAt(clock) : calendar.opensAt(clock);
  return at ?? Number.POSITIVE_INFINITY;
}
