/** Calls as a phone system would tell of them, and the numbers they must come out as. */
import { seeded } from "./shuffle.ts";

/** What the rows of a queue say over a window that holds all of it. */
export interface CallNumbers {
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly shortAbandoned: number;
  readonly handled: number;
}

export interface SourceEvent {
  readonly site: string;
  readonly contact: string;
  /** CloudEvents, structured mode. */
  readonly json: string;
}

export interface CallStream {
  /** In the order in which they happened. */
  readonly events: readonly SourceEvent[];
  readonly numbers: ReadonlyMap<string, CallNumbers>;
}

const SECOND = 1_000;

export function sourceEvent(
  site: string,
  contact: string,
  name: string,
  at: number,
  rest: Readonly<Record<string, unknown>> = {},
): SourceEvent {
  return {
    site,
    contact,
    json: JSON.stringify({
      specversion: "1.0",
      id: `${contact}-${name}`,
      source: `/acd/${site}`,
      type: `cc.contact.${name}`,
      time: new Date(at).toISOString(),
      site,
      channel: "call",
      contact,
      queue: "sales",
      ...rest,
    }),
  };
}

/** `calls` at each site, all of them over before `end` (epoch ms) and begun at most five minutes before. */
export function callStream(sites: readonly string[], calls: number, end: number, seed: number): CallStream {
  const random = seeded(seed);
  const timed: { readonly at: number; readonly event: SourceEvent }[] = [];
  const numbers = new Map<string, CallNumbers>();
  for (const site of sites) {
    const sum = { offered: calls, answered: 0, abandoned: 0, shortAbandoned: 0, handled: 0 };
    for (let number = 0; number < calls; number++) {
      const contact = `${site}-${seed}-${number}`;
      const queuedAt = Math.floor(end - (60 + 240 * random()) * SECOND);
      const leftAt = queuedAt + Math.floor(30 * random() * SECOND);
      const tell = (name: string, at: number, rest = {}) =>
        timed.push({ at, event: sourceEvent(site, contact, name, at, rest) });
      tell("queued", queuedAt);
      if (random() < 0.2) {
        tell("abandoned", leftAt);
        sum.abandoned++;
        if (leftAt - queuedAt <= 5 * SECOND) sum.shortAbandoned++;
        continue;
      }
      const agent = `a${Math.floor(20 * random())}`;
      tell("answered", leftAt, { agent });
      tell("ended", leftAt + Math.floor(25 * random() * SECOND), { agent });
      sum.answered++;
      sum.handled++;
    }
    numbers.set(site, sum);
  }
  return { events: timed.toSorted((a, b) => a.at - b.at).map(({ event }) => event), numbers };
}
