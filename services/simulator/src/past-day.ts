/**
 * A day that nobody watched, as a centre's systems would tell it afterwards: thinner than the live one, by the clock of the site, and
 * only what numbers are made of. Pure: the same site, seed and day give the same events, so telling a day again changes nothing.
 * A day ends with everybody gone and every call and chat over, so that none reaches into the next.
 */
import { type CanonicalEvent, localDate, localMinute, type SiteConfig } from "@floorwalker/domain";
import type { DayCurve } from "./day-curve.ts";
import { DAY_FACTOR_SHAPE, HALF_HOUR_SHARE } from "./parameters.ts";
import { newRandom, type Random } from "./random.ts";
import { newSimulation } from "./simulation.ts";

export interface PastDay {
  /** Epoch ms, [from, to), within one business day of the site. */
  readonly from: number;
  readonly to: number;
  /** Of the staff who are there; as many contacts come as these can serve. */
  readonly share: number;
}

/** In the order in which they can be told at once: what agents did, then each contact whole. */
export interface ToldDay {
  readonly agents: readonly CanonicalEvent[];
  readonly contacts: readonly (readonly CanonicalEvent[])[];
}

const HALF_HOUR_MINUTES = 30;
/** Of the busiest half hour: as much comes in the dead of night. */
const NIGHT = 0.35;
/** Spreads those who are there over teams and queues, other ones each day. */
const GOLDEN = 0.618_033_988_749_895;
/** Of a chat: its first reply, and the next one. What comes after changes no number but the mean of those. */
const MESSAGES = 4;
/** So many events are simulated before others have their turn. */
const SLICE = 500;

/** `turn`: resolves when others have had their turn. */
export async function pastDay(
  site: SiteConfig,
  seed: number,
  day: PastDay,
  turn: () => Promise<unknown>,
): Promise<ToldDay> {
  const date = localDate(day.from, site.zone);
  const random = newRandom((seed ^ Math.imul(date, 0x9e3779b9)) | 0);
  const agents = new Map(site.agents.map(({ agent }, index) => [agent, index]));
  const isThere = (agent: string): boolean =>
    day.share >= 1 || ((agents.get(agent) ?? 0) * GOLDEN + date * 0.37) % 1 < day.share;
  const simulation = newSimulation({
    site,
    random,
    run: `past-${seed}-${date}`,
    scenario: "normal",
    from: day.from,
    liveFrom: day.from,
    past: { isThere, curve: dayAndNight(site.zone, random) },
  });
  const telling = new Telling(day);
  let sinceTurn = 0;
  let told = simulation.next();
  for (; told[0]!.at < day.to; told = simulation.next()) {
    for (const { event } of told) telling.add(event);
    sinceTurn += told.length;
    if (sinceTurn < SLICE) continue;
    sinceTurn = 0;
    await turn();
  }
  for (const event of simulation.close()) telling.add({ ...event, time: Math.min(event.time, day.to - 1) });
  // Their beginning was simulated and is not told.
  for (const { event } of told) telling.leaveOut(event.contact);
  return telling.told();
}

function dayAndNight(zone: string, random: Random): DayCurve {
  const peak = Math.max(...HALF_HOUR_SHARE);
  const day = 1 + (random.gamma(DAY_FACTOR_SHAPE) - 1) / 2;
  const shareAt = (time: number): number => HALF_HOUR_SHARE[Math.floor(localMinute(time, zone) / HALF_HOUR_MINUTES)]!;
  return { factor: (time) => day * (NIGHT + ((1 - NIGHT) * shareAt(time)) / peak), limit: day };
}

class Telling {
  readonly #day: PastDay;
  readonly #agents = new Map<string, CanonicalEvent[]>();
  readonly #contacts = new Map<string, CanonicalEvent[]>();

  constructor(day: PastDay) {
    this.#day = day;
  }

  add(given: CanonicalEvent): void {
    const event = given.type === "cc.agent.scheduled" ? this.#withinDay(given) : given;
    if (event === null) return;
    const { type, contact, agent } = event;
    // Of these nothing is counted.
    if (type.startsWith("cc.source.") || type === "cc.contact.started" || type === "cc.contact.alerted") return;
    if (contact !== null) append(this.#contacts, contact, event);
    else if (agent !== null) append(this.#agents, agent, event);
  }

  /** A shift that goes on over midnight is planned as far as it is told. */
  #withinDay(event: CanonicalEvent): CanonicalEvent | null {
    const { from = "", to = "" } = event.data;
    const [begins, ends] = [Math.max(Date.parse(from), this.#day.from), Math.min(Date.parse(to), this.#day.to)];
    if (begins >= ends) return null;
    const data = { ...event.data, from: new Date(begins).toISOString(), to: new Date(ends).toISOString() };
    return { ...event, data };
  }

  leaveOut(contact: string | null): void {
    if (contact !== null) this.#contacts.delete(contact);
  }

  told(): ToldDay {
    const contacts = [...this.#contacts.values()].filter(isOver).map(withoutChatter);
    return { agents: [...this.#agents.values()].flat(), contacts };
  }
}

function append(groups: Map<string, CanonicalEvent[]>, key: string, event: CanonicalEvent): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [event]);
  else group.push(event);
}

/** A mail that nobody settled would wait for days. */
const isOver = (events: readonly CanonicalEvent[]): boolean =>
  events[0]!.channel !== "email" ||
  events.findLast(({ type }) => type.startsWith("cc.contact."))!.type === "cc.contact.resolved";

function withoutChatter(events: readonly CanonicalEvent[]): readonly CanonicalEvent[] {
  let messages = 0;
  return events.filter(
    ({ type, channel }) => type !== "cc.contact.message" || channel !== "chat" || messages++ < MESSAGES,
  );
}
