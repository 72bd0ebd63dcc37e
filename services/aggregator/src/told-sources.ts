/** What a partition's state has to tell, as messages of the topics. */
import { factsKey, intervalKey, toldKey, writeFacts, writeInterval } from "@floorwalker/events";
import type { PartitionState } from "@floorwalker/stream";
import type { ToldSource } from "./teller.ts";

export const closedIntervals = (state: PartitionState): ToldSource => ({
  has: (changed) => state.telling.hasIntervals(changed),
  take(most, changed, version) {
    const portion = state.telling.takeIntervals(most, changed);
    if (portion === null) return null;
    const intervals = portion.intervals.map((each) => ({ ...each, version }));
    return {
      messages: intervals.map((each) => ({
        key: toldKey(intervalKey(each), version.epoch),
        value: Buffer.from(writeInterval(each)),
      })),
      restated: intervals.filter(({ restated }) => restated > 0).length,
      acknowledge: portion.acknowledge,
    };
  },
});

/** Each has the version of the commit with which its contact left. */
export const leftContacts = (state: PartitionState): ToldSource => ({
  has: () => state.telling.hasFacts,
  take(most, _changed, { epoch }) {
    const portion = state.telling.takeFacts(most);
    if (portion === null) return null;
    const { facts, acknowledge } = portion;
    const messages = facts.map((each) => ({
      key: toldKey(factsKey(each), epoch),
      value: Buffer.from(writeFacts(each)),
    }));
    return { messages, restated: 0, acknowledge };
  },
});
