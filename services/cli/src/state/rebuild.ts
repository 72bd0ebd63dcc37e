/** `floorwalker state rebuild`: the operator's word that the numbers begin anew from what the log has. */
import { startOver } from "@floorwalker/aggregator";
import { ProgramError } from "../program-error.ts";
import { topicOf } from "./adopt-log.ts";
import { withBackends } from "./state-backends.ts";

export const REBUILD_EXPLAINED = `Takes all numbers away, so that they are made anew from the events topic as it is now. What the topic no longer has is in no number
afterwards: take a backup first. What people were told of alerts stays. An aggregator that runs on Kafka and Redis begins at
once; the data folder must be open nowhere, its next start begins.`;

export const rebuild = ({ data, yes = false }: { readonly data?: string; readonly yes?: boolean }): Promise<void> =>
  withBackends(data ?? null, async (on) => {
    const { store, what, bounds, facts } = on;
    const topic = topicOf(on);
    const gone = bounds.filter(({ low }) => low > 0).length;
    const lost =
      gone === 0 ? "it has all of them" : `in ${gone} partitions it has lost its beginning, and they will too`;
    if (!yes) {
      process.stdout.write(`${what} would make its numbers anew from ${topic}: ${lost}. Do it with --yes.\n`);
      return;
    }
    for (let partition = 0; partition < bounds.length; partition++) {
      const stored = await store.stored(partition);
      if (stored === null) continue;
      const made = stored.facts?.partitions ?? bounds.length;
      if (made !== bounds.length)
        throw new ProgramError(
          "other_partitions",
          `the numbers were made with ${made} partitions, the topic has ${bounds.length}`,
          "Set the topic back to what they were made with: a site's partition must not change.",
        );
      // Whoever commits meanwhile is fenced by the second try at the latest.
      if (!(await startOver(store, partition, facts)) && !(await startOver(store, partition, facts)))
        throw new ProgramError(
          "state_in_use",
          `partition ${partition} is written to all the time`,
          "Stop the aggregators, say this again, start them.",
        );
    }
    process.stdout.write(`${what} makes its numbers anew from ${topic}: ${lost}.\n`);
  });
