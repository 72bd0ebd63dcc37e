/**
 * How long a page that did not load waits before it loads anew: five seconds, twice as long each time that it did not help, a minute at most.
 * A fault that stays would else have every display of the house ask for everything every five seconds.
 */
export const AGAIN_MS = 5_000;
const LONGEST_MS = 60_000;
/** What failed longer ago had helped. */
const HELPED_MS = 600_000;
const KEY = "floorwalker.again";

/** ms. What `storage` gives outlives the loading; a browser that has none waits five seconds each time. */
export function againWait(now: number, storage: () => Pick<Storage, "getItem" | "setItem">): number {
  try {
    const kept = storage();
    const [at = 0, waited = 0] = (kept.getItem(KEY) ?? "").split(" ").map(Number);
    const isAgain = now >= at && now - at < HELPED_MS && waited > 0;
    const wait = isAgain ? Math.min(2 * waited, LONGEST_MS) : AGAIN_MS;
    kept.setItem(KEY, `${now} ${wait}`);
    return wait;
  } catch {
    return AGAIN_MS;
  }
}
