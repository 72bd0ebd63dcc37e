/** The production services as processes on one simulated log and store: two aggregators, a gateway's replica, two notifiers. */
import { AGGREGATOR_GROUP, type Aggregator, LIVE_SETTINGS, startAggregator } from "@floorwalker/aggregator";
import { EVENTS_TOPIC, partitionOfSite } from "@floorwalker/events";
import { Replica } from "@floorwalker/gateway";
import { type Notifier, startNotifier } from "@floorwalker/notifier";
import type { DeliveryChannel, Keyed } from "@floorwalker/ports";
import { eventPartitions, type Metrics, silentLogger } from "@floorwalker/runtime";
import { plainAlerts, plainKey } from "../../support/src/plain-alerts.ts";
import { RECEIVER, SITES, siteConfig } from "./calls.ts";
import { FAIR, Link, type Weather } from "./link.ts";
import { Reading, RemoteStore } from "./remote-store.ts";
import { type SimulatedBroker, SimulatedLog } from "./simulated-log.ts";
import type { SimulatedStore } from "./simulated-store.ts";
import { Process, type World } from "./world.ts";

export const PARTITIONS = 2;
export const TICK_MS = 500;
const SECOND = 1_000;

export const SETTINGS = {
  ...LIVE_SETTINGS,
  horizonMs: { call: 40 * SECOND, chat: 40 * SECOND, email: 40 * SECOND },
  graceMs: 5 * SECOND,
  viewLimit: 20,
};

export interface Running {
  readonly process: Process;
  readonly store: RemoteStore;
}

export interface RunningAggregator extends Running {
  aggregator: Aggregator | null;
}

export interface RunningGateway extends Running {
  readonly replica: Replica;
  /** What the replica said last: what it shows may be old. */
  lost: boolean;
}

export interface RunningNotifier extends Running {
  notifier: Notifier | null;
}

export interface FloorOptions {
  readonly world: World;
  readonly broker: SimulatedBroker;
  readonly store: SimulatedStore;
  /** Of the receiver: how an attempt ends. */
  readonly deliver: (message: Keyed) => "delivered" | "retry";
}

export class Floor {
  readonly logWeather: Weather = { ...FAIR };
  readonly storeWeather: Weather = { ...FAIR };
  readonly #options: FloorOptions;
  #started = 0;

  constructor(options: FloorOptions) {
    this.#options = options;
  }

  startAggregator(): RunningAggregator {
    const { world, broker } = this.#options;
    const { process, store, reading } = this.#process("aggregator");
    const link = new Link(world, process, this.logWeather);
    const log = new SimulatedLog({
      broker,
      timing: process.timing,
      heartbeatMs: 500,
      call: link.call,
      reachable: () => link.reachable(),
      fetchMs: () => world.between(0.5, 20),
    });
    const running: RunningAggregator = { process, store, aggregator: null };
    const start = (): void => {
      // As its main does: whoever comes first makes the topic, with the number that is configured.
      const made = eventPartitions(log, PARTITIONS);
      made
        .then(() =>
          startAggregator({
            log: reading.watch(log),
            store,
            settings: SETTINGS,
            siteConfig,
            sites: (partition) => SITES.filter((site) => partitionOfSite(site, PARTITIONS) === partition),
            clock: process.wall,
            timing: process.timing,
            nonce: () => `n${Math.floor(world.random() * 1e9).toString(36)}`,
            logger: silentLogger,
            metrics: NO_METRICS,
            tickMs: TICK_MS,
            replay: false,
            topic: EVENTS_TOPIC,
            group: AGGREGATOR_GROUP,
          }),
        )
        .then(
          (aggregator) => {
            running.aggregator = aggregator;
          },
          // What an orchestrator does with a service that cannot start.
          () => process.timing.after(SECOND, start),
        );
    };
    start();
    return running;
  }

  startGateway(): RunningGateway {
    const { process, store } = this.#process("gateway");
    const running: RunningGateway = {
      process,
      store,
      lost: true,
      replica: new Replica({
        store,
        partitions: PARTITIONS,
        logger: silentLogger,
        timing: process.timing,
        changed: () => {},
        lost: () => (running.lost = true),
        restored: () => (running.lost = false),
        gap: () => {},
      }),
    };
    void running.replica.start();
    return running;
  }

  startNotifier(): RunningNotifier {
    const { world, deliver } = this.#options;
    const { process, store } = this.#process("notifier");
    const running: RunningNotifier = { process, store, notifier: null };
    const start = (): void => {
      startNotifier({
        store,
        partitions: PARTITIONS,
        receivers: new Map<string, DeliveryChannel<Keyed>>([
          [
            RECEIVER,
            {
              deliver: (message) =>
                new Promise((resolve) => {
                  process.timing.after(world.between(1, 300), () => {
                    const result = deliver(message);
                    process.timing.after(world.between(1, 300), () =>
                      resolve(result === "delivered" ? { result } : { result, reason: "busy" }),
                    );
                  });
                }),
              close: async () => {},
            },
          ],
        ]),
        writeAlert: plainAlerts,
        toldKey: plainKey,
        writeReport: async () => ({ result: "skipped", reason: "alerts only" }),
        owner: process.name,
        logger: silentLogger,
        random: () => world.random(),
        clock: process.wall,
        timing: process.timing,
        pace: {
          leaseMs: 8 * SECOND,
          attemptMs: 2 * SECOND,
          pollMs: 2 * SECOND,
          firstRetryMs: 500,
          longestRetryMs: 4 * SECOND,
        },
      }).then(
        (notifier) => {
          running.notifier = notifier;
        },
        () => process.timing.after(SECOND, start),
      );
    };
    start();
    return running;
  }

  #process(kind: string): { process: Process; store: RemoteStore; reading: Reading } {
    const { world, store } = this.#options;
    const process = new Process(world, `${kind} ${++this.#started}`);
    const reading = new Reading();
    const link = new Link(world, process, this.storeWeather);
    return { process, reading, store: new RemoteStore({ world, process, link, store, reading }) };
  }
}

/** A counter that counts nothing: thousands of floors are made, and nobody scrapes them. */
const nothing = {
  inc: () => {},
  set: () => {},
  reset: () => {},
  observe: () => {},
  remove: () => {},
  labels: () => nothing,
};
const make = () => nothing as never;
const NO_METRICS: Metrics = {
  counter: make,
  gauge: make,
  histogram: make,
  part: () => {},
  contentType: "",
  text: async () => "",
};
