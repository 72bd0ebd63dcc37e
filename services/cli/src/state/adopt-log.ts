/** `floorwalker state adopt-log`: the operator's word that this is the log the numbers go on with. */
import { EVENTS_TOPIC } from "@floorwalker/events";
import { type StateBackends, withBackends } from "./state-backends.ts";

export const ADOPT_LOG_EXPLAINED = `Says that the events topic as it is now is the right one, where an aggregator refuses it (other_log): it was deleted and made
anew, or Kafka was. All numbers stay as they are; the topic is read from its start, so it must hold only events that are not in
the numbers yet (repeated ones within the horizon are recognised). Works on Kafka and Redis where FLOORWALKER_KAFKA and
FLOORWALKER_REDIS are set, else on the data folder, which nobody may have open.`;

export const adoptLog = ({ data, yes = false }: { readonly data?: string; readonly yes?: boolean }): Promise<void> =>
  withBackends(data ?? null, async (on) => {
    const { store, what, bounds, facts } = on;
    const topic = topicOf(on);
    if (!yes) {
      process.stdout.write(`${what} would go on with ${topic} from its start; its numbers stay. Do it with --yes.\n`);
      return;
    }
    for (let partition = 0; partition < bounds.length; partition++) await store.adopt(partition, facts);
    process.stdout.write(`${what} goes on with ${topic} from its start; its numbers stay.\n`);
  });

export function topicOf({ bounds, facts }: Pick<StateBackends, "bounds" | "facts">): string {
  const records = bounds.reduce((sum, { low, high }) => sum + high - low, 0);
  return `${EVENTS_TOPIC} (${facts.log}, ${bounds.length} partitions, ${records} records)`;
}
