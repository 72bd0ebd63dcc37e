/** The groups of all sites under one profile: reckoned anew when somebody came or went, the configuration changed, or somebody moved. */
import { type SiteConfig, type SiteGroups, siteGroups, unconfiguredSite } from "@floorwalker/domain";
import type { Attendance } from "./attendance.ts";

export interface GroupsParts {
  readonly atLeast: number;
  readonly attendance: Pick<Attendance, "version" | "agents" | "queues" | "sites">;
  readonly sites: () => ReadonlyMap<string, SiteConfig>;
  readonly clock: () => number;
}

/** Moves have dates of their own: who has moved stands behind his new team so soon. */
const MOVED_MS = 1_000;

export class Groups {
  readonly #parts: GroupsParts;
  readonly #of = new Map<string, SiteGroups>();
  #version = -1;
  #sites: ReadonlyMap<string, SiteConfig> | null = null;
  #at = Number.NEGATIVE_INFINITY;
  #stamp: string | null = null;

  constructor(parts: GroupsParts) {
    this.#parts = parts;
  }

  of(site: string): SiteGroups {
    this.#refresh();
    let known = this.#of.get(site);
    if (known === undefined) {
      const { attendance, sites, clock, atLeast } = this.#parts;
      known = siteGroups(
        {
          config: sites().get(site) ?? unconfiguredSite(site),
          present: attendance.agents(site),
          queues: attendance.queues(site),
          now: clock(),
        },
        atLeast,
      );
      this.#of.set(site, known);
    }
    return known;
  }

  /** All of them; of a region each has to be told. */
  areAllSitesTold(): boolean {
    return this.#all().every((site) => this.of(site).isTold);
  }

  /** Of a region as it is now. */
  areAllSitesToldNow(): boolean {
    return this.#all().every((site) => this.of(site).now.isTold);
  }

  /** Another text whenever something else is withheld. */
  stamp(): string {
    this.#refresh();
    this.#stamp ??= JSON.stringify(
      this.#all().map((site) => {
        const { isTold, isPresenceTold, isTeamTold, isQueueTold, now } = this.of(site);
        const config = this.#parts.sites().get(site);
        const teams = config?.teams.filter(({ team }) => isTeamTold(team)).map(({ team }) => team) ?? [];
        const queues = [...this.#parts.attendance.queues(site).keys()];
        const all = now.areAllQueuesTold;
        return [
          site,
          isTold,
          isPresenceTold,
          teams,
          queues.filter(isQueueTold),
          queues.filter(now.isQueueTold),
          now.isTold,
          all,
        ];
      }),
    );
    return this.#stamp;
  }

  #all(): readonly string[] {
    return [...new Set([...this.#parts.sites().keys(), ...this.#parts.attendance.sites()])];
  }

  #refresh(): void {
    const { attendance, sites, clock } = this.#parts;
    const [now, configured] = [clock(), sites()];
    const isFresh =
      this.#version === attendance.version && this.#sites === configured && Math.abs(now - this.#at) < MOVED_MS;
    if (isFresh) return;
    [this.#version, this.#sites, this.#at, this.#stamp] = [attendance.version, configured, now, null];
    this.#of.clear();
  }
}
