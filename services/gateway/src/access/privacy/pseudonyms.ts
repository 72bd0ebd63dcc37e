/** Pseudonyms of the agents of each site, and whom one of them means: made once for each agent and day. */
import { type KeyedDigest, pseudonymOf } from "@floorwalker/domain";

export interface PseudonymsParts {
  readonly digest: KeyedDigest;
  /** The day for which they hold now; null: for ever. */
  readonly date: (site: string) => number | null;
  /** All who are known. */
  readonly agents: (site: string) => Iterable<string>;
}

interface OfSite {
  readonly date: number | null;
  readonly pseudonyms: Map<string, string>;
  readonly agents: Map<string, string>;
}

export class Pseudonyms {
  readonly #parts: PseudonymsParts;
  readonly #sites = new Map<string, OfSite>();

  constructor(parts: PseudonymsParts) {
    this.#parts = parts;
  }

  of(site: string, agent: string): string {
    const known = this.#ofSite(site);
    let pseudonym = known.pseudonyms.get(agent);
    if (pseudonym === undefined) {
      pseudonym = pseudonymOf(this.#parts.digest, { site, agent, date: known.date });
      known.pseudonyms.set(agent, pseudonym);
      known.agents.set(pseudonym, agent);
    }
    return pseudonym;
  }

  /** Null: nobody who is known. */
  agentOf(site: string, pseudonym: string): string | null {
    const known = this.#ofSite(site);
    const agent = known.agents.get(pseudonym);
    if (agent !== undefined) return agent;
    for (const each of this.#parts.agents(site)) this.of(site, each);
    return known.agents.get(pseudonym) ?? null;
  }

  #ofSite(site: string): OfSite {
    const date = this.#parts.date(site);
    const known = this.#sites.get(site);
    if (known !== undefined && known.date === date) return known;
    const anew: OfSite = { date, pseudonyms: new Map(), agents: new Map() };
    this.#sites.set(site, anew);
    return anew;
  }
}
