/** The historian that tests of histories kill: puts ever newer versions of a hundred intervals and says which was put, after it was. */
import { sampleInterval } from "@floorwalker/ports/contract";
import { openPostgresHistory, type PostgresAccess } from "@floorwalker/postgres";
import { openRedisHistory, type RedisHistoryOptions } from "@floorwalker/redis";

interface Where {
  readonly postgres?: PostgresAccess;
  readonly redis?: RedisHistoryOptions;
  /** Where the first begins, epoch ms, which is also what the time is. */
  readonly first: number;
}

const { postgres, redis, first } = JSON.parse(process.argv[2]!) as Where;
const history =
  postgres === undefined
    ? await openRedisHistory({ ...redis!, clock: () => first })
    : await openPostgresHistory(postgres);
for (let sequence = 1; ; sequence++) {
  const intervals = Array.from({ length: 100 }, (_, step) =>
    sampleInterval(
      { from: first + step * 900_000, restated: sequence - 1, version: { epoch: 1, sequence } },
      { offered: sequence, answered: 0 },
    ),
  );
  await history.put(intervals, sequence * 60_000);
  process.stdout.write(`put ${sequence}\n`);
}
