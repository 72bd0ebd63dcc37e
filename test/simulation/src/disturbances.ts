/** What can happen. A seed picks some of them; what is put down comes back by itself after a while, or when all is well. */
import { EVENTS_TOPIC } from "@floorwalker/events";
import { FOLD_VERSION } from "@floorwalker/stream";
import { PARTITIONS, type Running } from "./floor.ts";
import type { Weather } from "./link.ts";
import type { Simulation } from "./simulate.ts";
import type { World } from "./world.ts";

export interface Disturbance {
  readonly at: number;
  readonly name: string;
  readonly happen: (floor: Simulation) => void;
}

type Kind = (world: World) => Omit<Disturbance, "at">;

const SECOND = 1_000;

const LOG_OR_STORE: readonly Kind[] = [
  (world) => {
    const ms = world.between(0.2, 6) * SECOND;
    return {
      name: `the store loses its last ${Math.round(ms)} ms`,
      happen: (floor) => {
        floor.store.loseTail(floor.world.now - ms);
        for (const { store } of everybody(floor)) store.breakConnection(world.between(50, 2_000));
      },
    };
  },
  () => ({ name: "the store is emptied", happen: ({ store }) => store.flush() }),
  (world) => {
    const wait = world.between(0.2, 6) * SECOND;
    return {
      name: `the topic is removed and made anew after ${Math.round(wait)} ms`,
      happen: (floor) => remake(floor, wait),
    };
  },
];

const EXPIRY: readonly Kind[] = [
  (world) => {
    const share = world.random();
    return {
      name: `${Math.round(share * 100)} % of the records expire`,
      happen: ({ broker }) =>
        broker.bounds(EVENTS_TOPIC).forEach(({ high }, partition) => {
          broker.expire(EVENTS_TOPIC, partition, Math.floor(high * share));
        }),
    };
  },
];

const ALWAYS: readonly Kind[] = [
  ...(["aggregators", "notifiers", "gateways"] as const).flatMap((kind): Kind[] => [
    (world) => {
      const index = Math.floor(world.random() * 2);
      const wait = world.between(0.5, 12) * SECOND;
      return {
        name: `one of the ${kind} is killed, and started again after ${Math.round(wait)} ms`,
        happen: (floor) => {
          const running = living<Running>(floor[kind], index);
          if (running === null) return;
          running.process.kill();
          floor.world.after(wait, () => {
            if (kind === "aggregators") floor.aggregators.push(floor.floor.startAggregator());
            else if (kind === "notifiers") floor.notifiers.push(floor.floor.startNotifier());
            else floor.gateways.push(floor.floor.startGateway());
          });
        },
      };
    },
    (world) => {
      const index = Math.floor(world.random() * 2);
      const ms = world.between(0.5, 20) * SECOND;
      return {
        name: `one of the ${kind} sleeps for ${Math.round(ms)} ms`,
        happen: (floor) => {
          const running = living<Running>(floor[kind], index);
          running?.process.pause();
          floor.world.after(ms, () => running?.process.wake());
        },
      };
    },
  ]),
  (world) => {
    const index = Math.floor(world.random() * 2);
    const error = world.pick([-3_600, -120, -20, 20, 120, 1_800, 6 * 3_600]) * SECOND;
    const ms = world.between(1, 20) * SECOND;
    return {
      name: `an aggregator's clock is wrong by ${error / SECOND} s for ${Math.round(ms)} ms`,
      happen: (floor) => {
        const running = living(floor.aggregators, index);
        if (running === null) return;
        running.process.wallError = error;
        floor.world.after(ms, () => (running.process.wallError = 0));
      },
    };
  },
  (world) => {
    const index = Math.floor(world.random() * 2);
    return {
      name: "an aggregator reads its configuration anew",
      happen: (floor) => living(floor.aggregators, index)?.aggregator?.reconfigure(),
    };
  },
  (world) => {
    const ms = world.between(0.5, 12) * SECOND;
    return {
      name: `no alert is taken for ${Math.round(ms)} ms`,
      happen: (floor) => (floor.receiverDownUntil = floor.world.now + ms),
    };
  },
  ...(["storeWeather", "logWeather"] as const).flatMap((which): Kind[] => [
    (world) => {
      const ms = world.between(0.2, 10) * SECOND;
      return {
        name: `${which}: nothing passes for ${Math.round(ms)} ms`,
        happen: ({ floor, world: { now } }) => (floor[which].downUntil = now + ms),
      };
    },
    (world) => {
      const share = world.pick([0.02, 0.1, 0.3]);
      const storm: Partial<Weather> = { loseRequest: share, loseAnswer: share, late: share / 2, twice: share };
      const ms = world.between(1, 20) * SECOND;
      return {
        name: `${which}: a share of ${share} is lost, late or comes twice for ${Math.round(ms)} ms`,
        happen: (floor) => {
          Object.assign(floor.floor[which], storm);
          floor.world.after(ms, () =>
            Object.assign(floor.floor[which], { loseRequest: 0, loseAnswer: 0, late: 0, twice: 0 }),
          );
        },
      };
    },
  ]),
];

export function disturbances(world: World, from: number, until: number): Disturbance[] {
  // Records that expired are in no number again once the numbers are lost: one or the other.
  const kinds = [...ALWAYS, ...(world.chance(0.3) ? EXPIRY : [...LOG_OR_STORE, ...LOG_OR_STORE])];
  const count = 1 + Math.floor(world.random() * 6);
  return Array.from({ length: count }, () => ({
    at: world.between(from + 3 * SECOND, until),
    ...world.pick(kinds)(world),
  }));
}

const everybody = (floor: Simulation): Running[] => [...floor.aggregators, ...floor.notifiers, ...floor.gateways];

function living<T extends Running>(all: readonly T[], index: number): T | null {
  const alive = all.filter(({ process }) => process.running);
  return alive[index % Math.max(1, alive.length)] ?? null;
}

/** The operator sees what is refused, and says that the new log is the right one. */
function remake(floor: Simulation, wait: number): void {
  const { broker, world } = floor;
  broker.remove([EVENTS_TOPIC]);
  world.after(wait, () => broker.ensure([{ topic: EVENTS_TOPIC, partitions: PARTITIONS }]));
  world.after(wait + world.between(8, 12) * SECOND, () => adopt(floor));
}

/** Again where the store has lost it. */
function adopt(floor: Simulation): void {
  const { broker, store, world, aggregators } = floor;
  const refused = aggregators.some(({ process, aggregator }) => {
    const ready = process.running ? aggregator?.ready() : true;
    return typeof ready === "string" && ready.includes("other_log");
  });
  world.after(4 * SECOND, () => adopt(floor));
  if (!refused) return;
  const log = broker.identity(EVENTS_TOPIC);
  const { generation } = broker.topics.get(EVENTS_TOPIC) ?? { generation: 0 };
  for (let partition = 0; partition < PARTITIONS; partition++) {
    const { stretch, facts } = store.metaOf(partition);
    if (stretch === null ? facts?.log === log : stretch.generation === generation) continue;
    floor.tell(`the new log is adopted for partition ${partition}`);
    void store.adopt(partition, { fold: FOLD_VERSION, partitions: PARTITIONS, log });
  }
}
