/**
 * How often somebody may try to sign in: after some failures of a name, or from an address, nobody is heard for a while that doubles with
 * each further one. What is remembered is bounded: with very many names and addresses the oldest is forgotten.
 */
import type { Timing } from "@floorwalker/runtime";

interface Failures {
  count: number;
  /** Monotonic, ms. */
  at: number;
  lockedUntil: number;
}

const OF_NAME = 5;
/** Behind one address there may be a whole floor. */
const OF_ADDRESS = 30;
const FIRST_LOCK_MS = 30_000;
const LONGEST_LOCK_MS = 900_000;
const FORGIVEN_MS = 1_800_000;
const MOST_KEPT = 10_000;

export class SignInLimits {
  readonly #timing: Pick<Timing, "monotonic">;
  readonly #failures = new Map<string, Failures>();

  constructor(timing: Pick<Timing, "monotonic">) {
    this.#timing = timing;
  }

  /** For how long nobody is heard, ms; 0: he is. */
  lockedFor(name: string, address: string): number {
    const now = this.#timing.monotonic();
    const locked = keysOf(name, address).map(([key]) => (this.#failures.get(key)?.lockedUntil ?? 0) - now);
    return Math.max(0, ...locked);
  }

  failed(name: string, address: string): void {
    const now = this.#timing.monotonic();
    for (const [key, allowed] of keysOf(name, address)) {
      const before = this.#failures.get(key);
      const count = before === undefined || now - before.at > FORGIVEN_MS ? 1 : before.count + 1;
      const lock = count < allowed ? 0 : Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** (count - allowed));
      this.#failures.delete(key);
      this.#failures.set(key, { count, at: now, lockedUntil: lock === 0 ? 0 : now + lock });
    }
    for (const key of this.#failures.keys()) {
      if (this.#failures.size <= MOST_KEPT) break;
      this.#failures.delete(key);
    }
  }

  /** Names and addresses. */
  get remembered(): number {
    return this.#failures.size;
  }

  succeeded(name: string): void {
    this.#failures.delete(nameKey(name));
  }
}

const nameKey = (name: string): string => `name ${name}`;

const keysOf = (name: string, address: string): readonly (readonly [key: string, allowed: number])[] => [
  [nameKey(name), OF_NAME],
  [`address ${address}`, OF_ADDRESS],
];
