/** The historian that `postgres-history.test.ts` kills: puts ever newer versions of a hundred intervals and says which was put, after it was. */
import { sampleInterval } from "@floorwalker/ports/contract";
import { openPostgresHistory, type PostgresHistoryOptions } from "@floorwalker/postgres";

const history = await openPostgresHistory(JSON.parse(process.argv[2]!) as PostgresHistoryOptions);
for (let sequence = 1; ; sequence++) {
  const intervals = Array.from({ length: 100 }, (_, step) =>
    sampleInterval(
      { from: step * 900_000, restated: sequence - 1, version: { epoch: 1, sequence } },
      { offered: sequence, answered: 0 },
    ),
  );
  await history.put(intervals, sequence * 60_000);
  process.stdout.write(`put ${sequence}\n`);
}
