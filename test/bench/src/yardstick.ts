/** The fixed yardstick: what this machine does is only comparable beside what it does with one JSON.parse just now. */

const EVENT =
  '{"specversion":"1.0","id":"b-0003ux","source":"/acd/site-01","type":"cc.contact.answered","time":"2026-11-20T09:37:49.256Z","site":"site-01","channel":"call","contact":"b-c0000c3","segment":"1","queue":"emergency","agent":"a005","datacontenttype":"application/json","data":{"waitMs":2822}}';
const ROUND = 100_000;
const ROUNDS = 5;

/** µs of CPU for a JSON.parse of one event: the best of a few rounds. */
export function yardstick(): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const cpu = cpuMeter();
    let seen = 0;
    for (let index = 0; index < ROUND; index++) seen += (JSON.parse(EVENT) as { id: string }).id.length;
    best = Math.min(best, seen > 0 ? cpu() / ROUND : Number.POSITIVE_INFINITY);
  }
  return best;
}

/** Answers µs of CPU (user and system, every thread of this process) since it was made. */
export function cpuMeter(): () => number {
  const from = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(from);
    return user + system;
  };
}
