/**
 * What the numbers must be: the same records, read once by one aggregator on which nothing bad ever falls, as of the same
 * moment. It sees only the log, so whatever a disturbed run did between is no excuse.
 */

import { EVENTS_TOPIC } from "@floorwalker/events";
import type { LogRecord } from "@floorwalker/ports";
import { viewRow } from "@floorwalker/stream";
import { isMovedByTime } from "../../support/src/moved-by-time.ts";
import { Floor, PARTITIONS, type RunningAggregator, TICK_MS } from "./floor.ts";
import { SimulatedBroker } from "./simulated-log.ts";
import { SimulatedStore, type Stretch } from "./simulated-store.ts";
import { World } from "./world.ts";

/** Long enough for what has to hold before an alert fires. */
const BEFORE_MS = 10_000;

/** The records that a partition's numbers say they hold. */
export function recordsOf(broker: SimulatedBroker, partition: number, stretches: readonly Stretch[]): LogRecord[] {
  return stretches.flatMap(({ generation, upTo, expired }) => {
    const { records } = broker.everMade.get(EVENTS_TOPIC)!.get(generation)!.lanes[partition]!;
    return records.slice(0, upTo).filter(({ offset }) => !expired.some(([from, to]) => offset >= from && offset < to));
  });
}

export interface Reference {
  readonly store: SimulatedStore;
  readonly running: RunningAggregator;
  /** Goes on for a tick: its owners look at the clock at other moments than those of the disturbed run. */
  goOn(): Promise<void>;
}

export async function referenceRun(records: readonly (readonly LogRecord[])[], asOf: number): Promise<Reference> {
  const world = new World(asOf - BEFORE_MS, 0);
  const broker = new SimulatedBroker(() => world.now, "topic");
  broker.ensure([{ topic: EVENTS_TOPIC, partitions: PARTITIONS }]);
  records.forEach((of, partition) => {
    const { lanes } = broker.topics.get(EVENTS_TOPIC)!;
    for (const record of of) lanes[partition]!.records.push({ ...record, offset: lanes[partition]!.records.length });
  });
  const store = new SimulatedStore({ now: () => world.now });
  const running = new Floor({ world, broker, store, deliver: () => "delivered" }).startAggregator();
  await world.runUntil(asOf);
  return { store, running, goOn: () => world.runUntil(asOf + TICK_MS) };
}

/** Rows in one spelling, sorted; those of alerts only as far as the moment decides them. */
export function spelled(store: SimulatedStore, partition: number): string[] {
  const { rows } = store.snapshotNow(partition);
  return [...rows]
    .flatMap(([id, bytes]) => {
      const row = viewRow(id, bytes);
      // It labels the commit that wrote the row.
      if (row.kind !== "alert") return [`${id} ${JSON.stringify({ ...row, watermark: null }, unmoved)}`];
      return row.state === "firing" ? [`${id} firing`] : [];
    })
    .toSorted();
}

/** It moves all the while somebody is signed in: a row has it as of when it was written. */
const unmoved = (field: string, value: unknown): unknown => (isMovedByTime(field) ? null : value);
