/**
 * One seed is one history: a minute of calls, three sites, faults of every kind, then half a minute in which all is well.
 * Afterwards everything must be as if nothing had been, and at no moment may a board have shown what never was.
 */
import { EVENTS_TOPIC, partitionOfSite } from "@floorwalker/events";
import type { Replica } from "@floorwalker/gateway";
import type { Keyed, OutboxEntry } from "@floorwalker/ports";
import type { AlertNotification } from "@floorwalker/protocol/alerts";
import { viewRow } from "@floorwalker/stream";
import { arrivals } from "./calls.ts";
import { type Disturbance, disturbances } from "./disturbances.ts";
import { Floor, PARTITIONS, type RunningAggregator, type RunningGateway, type RunningNotifier } from "./floor.ts";
import { isFair } from "./link.ts";
import { recordsOf, referenceRun, spelled } from "./reference.ts";
import { SimulatedBroker } from "./simulated-log.ts";
import { SimulatedStore } from "./simulated-store.ts";
import { World } from "./world.ts";

export interface Outcome {
  readonly seed: number;
  /** What happened, with its second. */
  readonly history: readonly string[];
  /** What was wrong; empty: nothing. */
  readonly problems: readonly string[];
  readonly commits: number;
  readonly deliveries: number;
}

/** Laws taken out of what is simulated, to see that it is missed. */
export interface Sabotage {
  readonly countedUp?: boolean;
}

/** A Monday, 9:00 UTC. */
const START = Date.UTC(2026, 0, 5, 9);
const SECOND = 1_000;
const CALLS_UNTIL = 60 * SECOND;
const WELL_FROM = 70 * SECOND;
const END = 115 * SECOND;
const LOOK_EVERY = 1_000;
/** An emptied store is noticed after 5 s, a stalled owner is replaced after a session of 6 s: one after the other, and some. */
const BEHIND_MS = 15 * SECOND;

export async function simulate(seed: number, sabotage: Sabotage = {}): Promise<Outcome> {
  return new Simulation(seed, sabotage).run();
}

export class Simulation {
  readonly world: World;
  readonly broker: SimulatedBroker;
  readonly store: SimulatedStore;
  readonly floor: Floor;
  readonly aggregators: RunningAggregator[] = [];
  readonly notifiers: RunningNotifier[] = [];
  readonly gateways: RunningGateway[] = [];
  receiverDownUntil = 0;
  readonly #seed: number;
  readonly #history: string[] = [];
  readonly #problems: string[] = [];
  readonly #delivered = new Set<string>();
  readonly #behindSince = new Map<number, number>();
  readonly #lookedAt = new Map<number, string>();
  #commits = 0;
  #deliveries = 0;

  constructor(seed: number, sabotage: Sabotage) {
    this.#seed = seed;
    this.world = new World(START, seed);
    const { world } = this;
    this.broker = new SimulatedBroker(() => world.now, world.chance(0.5) ? "topic" : "cluster");
    this.store = new SimulatedStore({
      now: () => world.now,
      ...sabotage,
      committed: () => this.#commits++,
      acknowledged: (_, entry) => this.#acknowledged(entry),
    });
    this.floor = new Floor({ world, broker: this.broker, store: this.store, deliver: (given) => this.#deliver(given) });
  }

  async run(): Promise<Outcome> {
    const { world, broker, floor } = this;
    broker.ensure([{ topic: EVENTS_TOPIC, partitions: PARTITIONS }]);
    const all = arrivals(world, START, START + CALLS_UNTIL);
    for (const { at, site, value } of all) world.after(at - START, () => this.#append(site, value));
    for (let count = 0; count < 2; count++) {
      this.aggregators.push(floor.startAggregator());
      this.notifiers.push(floor.startNotifier());
    }
    this.gateways.push(floor.startGateway());
    for (const disturbance of disturbances(world, START, START + CALLS_UNTIL)) this.#plan(disturbance);
    world.after(WELL_FROM, () => this.#mend());
    world.after(LOOK_EVERY, () => this.#look());
    await world.runUntil(START + END);
    await this.#compare(START + END);
    return {
      seed: this.#seed,
      history: this.#history,
      problems: [...new Set(this.#problems)],
      commits: this.#commits,
      deliveries: this.#deliveries,
    };
  }

  tell(what: string): void {
    this.#history.push(`${((this.world.now - START) / SECOND).toFixed(1)} s ${what}`);
  }

  wrong(what: string): void {
    this.#problems.push(what);
  }

  #append(site: string, value: Uint8Array): void {
    // The door writes again what was not acknowledged.
    if (!this.broker.topics.has(EVENTS_TOPIC)) this.world.after(SECOND, () => this.#append(site, value));
    else this.broker.append(EVENTS_TOPIC, partitionOfSite(site, PARTITIONS), [{ key: site, value }]);
  }

  #plan({ at, name, happen }: Disturbance): void {
    this.world.after(at - this.world.now, () => {
      this.tell(name);
      happen(this);
    });
  }

  /** From now on nothing bad happens; what was put down is there again. */
  #mend(): void {
    this.tell("all is well");
    const { floor } = this;
    for (const weather of [floor.logWeather, floor.storeWeather])
      Object.assign(weather, { downUntil: 0, loseRequest: 0, loseAnswer: 0, late: 0, twice: 0 });
    this.receiverDownUntil = 0;
    for (const { process } of [...this.aggregators, ...this.notifiers, ...this.gateways]) {
      process.wake();
      process.wallError = 0;
    }
    if (!this.aggregators.some(({ process }) => process.alive)) this.aggregators.push(floor.startAggregator());
    if (!this.notifiers.some(({ process }) => process.alive)) this.notifiers.push(floor.startNotifier());
    if (!this.gateways.some(({ process }) => process.alive)) this.gateways.push(floor.startGateway());
  }

  #deliver({ key }: Keyed): "delivered" | "retry" {
    if (this.world.now < this.receiverDownUntil) return "retry";
    this.#deliveries++;
    this.#delivered.add(key);
    return "delivered";
  }

  #acknowledged({ id, payload }: OutboxEntry): void {
    const { key, receivers } = JSON.parse(payload) as AlertNotification;
    if (receivers.length > 0 && !this.#delivered.has(key))
      this.wrong(`alert ${id} was acknowledged and never delivered`);
  }

  /** What a board may see now. */
  #look(): void {
    const { world } = this;
    world.after(LOOK_EVERY, () => this.#look());
    for (const { process, replica, lost } of this.gateways) {
      if (!process.running || lost || !replica.live()) {
        this.#behindSince.clear();
        continue;
      }
      for (let partition = 0; partition < PARTITIONS; partition++) this.#lookAt(replica, partition);
    }
  }

  #lookAt(replica: Replica, partition: number): void {
    const { world, store, floor } = this;
    const { position, rows } = store.snapshotNow(partition);
    const [epoch, sequence] = replica.position()[partition]!;
    const atIt = epoch === position.epoch && sequence === position.sequence;
    if (atIt && this.#lookedAt.get(partition) === `${epoch}/${sequence}`) return;
    const shown = [...replica.rows()].flatMap(({ row }) => (row !== null && partitionOf(row) === partition ? row : []));
    const same = shown.length === rows.size && shown.every((row) => sameRow(rows.get(row.id), row));
    if (atIt) this.#lookedAt.set(partition, `${epoch}/${sequence}`);
    if (same) {
      this.#behindSince.delete(partition);
      return;
    }
    if (atIt) this.wrong(`a board at position ${epoch}/${sequence} of partition ${partition} shows other rows`);
    // In a storm it takes as long as it takes.
    const fair = isFair(floor.storeWeather, world.now) && isFair(floor.logWeather, world.now);
    const since = (fair ? this.#behindSince.get(partition) : undefined) ?? world.now;
    this.#behindSince.set(partition, since);
    if (world.now - since > BEHIND_MS) this.wrong(`a board calls itself live and stands still, partition ${partition}`);
  }

  async #compare(asOf: number): Promise<void> {
    const { broker, store } = this;
    const parts = Array.from({ length: PARTITIONS }, (_, partition) => partition);
    const held = parts.map((partition) => {
      const { before, stretch, offset } = store.metaOf(partition);
      const high = broker.bounds(EVENTS_TOPIC)[partition]?.high ?? 0;
      const upTo = stretch?.upTo ?? 0;
      if ((offset ?? 0) !== high && high > 0) this.wrong(`partition ${partition} was read up to ${offset} of ${high}`);
      if (stretch !== null && stretch.generation !== broker.topics.get(EVENTS_TOPIC)!.generation)
        this.wrong(`partition ${partition} holds log ${stretch.generation} up to ${upTo}, not the one there is`);
      return recordsOf(broker, partition, [...before, ...(stretch === null ? [] : [stretch])]);
    });
    const reference = await referenceRun(held, asOf);
    const atTheMoment = parts.map((partition) => spelled(reference.store, partition));
    await reference.goOn();
    for (const partition of parts) {
      const [is, before, after] = [
        spelled(store, partition),
        atTheMoment[partition]!,
        spelled(reference.store, partition),
      ];
      // What moved within that tick may be seen as it was or as it is.
      const missing = before.filter((row) => !is.includes(row) && after.includes(row));
      const wrong = is.filter((row) => !before.includes(row) && !after.includes(row));
      if (missing.length + wrong.length > 0)
        this.wrong(
          `partition ${partition}: ${wrong.length} wrong rows, ${missing.length} missing, first: ${difference(wrong[0], missing[0])}`,
        );
      const { outbox } = store.metaOf(partition);
      if (outbox.length > 0) this.wrong(`partition ${partition}: ${outbox.length} alerts were never delivered`);
    }
    const gateway = this.gateways.findLast(({ process }) => process.alive)!;
    if (gateway.lost || !gateway.replica.live()) this.wrong("the gateway is not live");
  }
}

const partitionOf = (row: object): number | null =>
  "site" in row && typeof row.site === "string" ? partitionOfSite(row.site, PARTITIONS) : null;

/** Rows are looked at again and again, and seldom change. */
const shownAs = new WeakMap<object, string>();

function sameRow(bytes: Uint8Array | undefined, row: { readonly id: string }): boolean {
  return bytes !== undefined && asShown(row, () => row) === asShown(bytes, () => viewRow(row.id, bytes));
}

function asShown(held: object, row: () => object): string {
  const shown = shownAs.get(held) ?? JSON.stringify(row());
  shownAs.set(held, shown);
  return shown;
}

/** The fields in which two rows differ. */
function difference(is: string | undefined, right: string | undefined): string {
  if (is === undefined || right === undefined) return (is ?? right ?? "").slice(0, 120);
  const parse = (row: string): Record<string, unknown> => {
    const at = row.indexOf(" {");
    return at < 0 ? { row } : (JSON.parse(row.slice(at + 1)) as Record<string, unknown>);
  };
  const [a, b] = [parse(is), parse(right)];
  const fields = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (field) => JSON.stringify(a[field]) !== JSON.stringify(b[field]),
  );
  return `${is.split(" ")[0]} ${fields
    .slice(0, 6)
    .map((field) => `${field} ${JSON.stringify(a[field])} not ${JSON.stringify(b[field])}`)
    .join(", ")}`;
}
