/**
 * The process that `crash.test.ts` kills: appends numbered events, folds them into a count and a sum, commits both with
 * the offset, and says on standard output what was acknowledged, after it was.
 */
import { openEmbedded } from "../src/index.ts";

const path = process.argv[2];
if (path === undefined) throw new Error("usage: crash-writer.ts FILE");
const { log, store } = openEmbedded(path);
const topic = "events";
await log.ensureTopics([{ topic, partitions: 1 }]);

const facts = { fold: 1, partitions: 1, log: null };
const claimed = await store.claim(0, { nonce: String(process.pid), facts });
if (claimed.result === "refused") throw new Error(claimed.reason);
const claim = claimed.checkpoint;
let { sequence } = claim;
const state = { count: 0, sum: 0 };
for await (const chunk of store.load(0)) {
  for (const [key, value] of chunk)
    if (key === "state") Object.assign(state, JSON.parse(Buffer.from(value).toString()));
}

await log.consume({
  group: "crash",
  topics: [topic],
  assigned: async () => claim.offset,
  revoked: async () => {},
  async batch({ records }) {
    for (const { value } of records) {
      state.count += 1;
      state.sum += Number(Buffer.from(value).toString());
    }
    const offset = records.at(-1)!.offset + 1;
    const text = JSON.stringify(state);
    const result = await store.commit({
      partition: 0,
      epoch: claim.epoch,
      from: sequence,
      to: sequence + 1,
      offset,
      mark: null,
      rows: [["state", Buffer.from(text)]],
      records: [{ class: "call", bucket: 1, key: String(offset), value: Buffer.from(text) }],
      dropBuckets: [],
      views: [["tile", Buffer.from(text)]],
      outbox: [String(offset)],
    });
    if (result !== "committed") throw new Error(result);
    sequence += 1;
    process.stdout.write(`committed ${offset}\n`);
  },
});

for (let next = (await log.bounds(topic))[0]!.high; ; ) {
  const size = 1 + (next % 7);
  const numbers = Array.from({ length: size }, (_, index) => String(next + index));
  await log.append(
    topic,
    0,
    numbers.map((number) => ({ key: "site", value: Buffer.from(number) })),
  );
  next += size;
  process.stdout.write(`appended ${next}\n`);
  await new Promise((resolve) => setImmediate(resolve));
}
