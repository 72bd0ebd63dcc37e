/**
 * Finds the stays that count in what is asked for among contacts that are kept as they were told: by the very entries that they have
 * added, as they are found in the contacts that the owner has (`contact-scan.ts`). Of what does not count nothing is kept.
 */
import {
  type ContactFacts,
  type CounterName,
  ENTRY_NAMES,
  type Fact,
  type Name,
  NONE,
  UNKNOWN,
} from "@floorwalker/domain";
import type { Names } from "../columns/names.ts";
import { type Asked, AskedEntries } from "./asked.ts";
import { factOfNone } from "./fact.ts";
import type { FoundStay } from "./found-stay.ts";
import { StayCounts } from "./stay-counts.ts";
import type { StoredSite } from "./stored-site.ts";

/** What this program does not count it passes over. */
const COUNTERS: ReadonlyMap<string, number> = new Map(ENTRY_NAMES.map((name, counter) => [name, counter]));

const OFFERED: CounterName = "offered";

export class KeptScan {
  readonly #site: string;
  readonly #asked: Asked;
  readonly #entries: AskedEntries;
  readonly #names: Names;
  readonly #found: (stay: FoundStay) => void;
  /** By the place of the stay; the first is of what is of none. */
  readonly #counts: StayCounts[] = [];

  constructor(site: StoredSite, asked: Asked, found: (stay: FoundStay) => void) {
    this.#site = site.config.id;
    this.#asked = asked;
    this.#entries = new AskedEntries(site, asked);
    this.#names = site.names;
    this.#found = found;
  }

  /** `key`: channel and name, as rows are called. */
  contact(key: string, told: ContactFacts): void {
    let last = 0;
    for (const { fact, queue, agent, team, reason, survey, amounts } of told.added) {
      const place = fact + 1;
      for (; last <= place; last++) this.#countsAt(last).clear();
      const counts = this.#countsAt(place);
      for (const [name, at] of amounts) if (name === OFFERED) counts.offeredAt = at;
      const names = this.#names;
      const beside: Name = agent === null ? (queue === null ? NONE : names.of(reason)) : names.of(team);
      const isAsked =
        survey === null
          ? this.#entries.counts(told.channel, names.of(queue), names.of(agent), beside)
          : this.#entries.countsOfSurvey(names.of(queue), names.of(survey));
      if (!isAsked) continue;
      for (const [name, at, amount] of amounts) {
        const counter = COUNTERS.get(name);
        if (counter !== undefined) counts.count(counter, at, amount, this.#asked);
      }
    }
    for (let place = 0; place < last; place++) this.#tell(key, told, place - 1);
  }

  #tell(key: string, told: ContactFacts, stay: number): void {
    const counts = this.#countsAt(stay + 1);
    if (!counts.concerns) return;
    const factAt = (): Fact =>
      stay === UNKNOWN
        ? factOfNone(told.contact, told.channel)
        : (told.facts[stay] ?? factOfNone(told.contact, told.channel));
    this.#found({ counts, place: { site: this.#site, at: counts.placedAt, key, stay }, keep: () => factAt });
  }

  #countsAt(place: number): StayCounts {
    const counts = this.#counts[place] ?? new StayCounts();
    this.#counts[place] = counts;
    return counts;
  }
}
