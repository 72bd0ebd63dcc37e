/**
 * How often somebody may try to sign in: after some failures of a name, or from an address, nobody is heard for a while that doubles with
 * each further one. Laws:
 * L1  Failures are counted where accounts live, so that all gateways over one store count together, and a restart forgets none.
 * L2  While that store cannot be asked each gateway goes on counting for itself: it lets in nobody whom it would not have let in alone.
 * L3  What is remembered is bounded: in memory with very many names and addresses the oldest is forgotten, in the store each after half an
 *     hour, and there nobody reads which names were tried.
 */
import { createHash } from "node:crypto";
import type { Failures } from "@floorwalker/domain";
import type { AccountStore } from "@floorwalker/ports";
import { changeAccount } from "./change-account.ts";

type Counted = Pick<Failures, "count" | "at" | "lockedUntil">;

const OF_NAME = 5;
/** Behind one address there may be a whole floor. */
const OF_ADDRESS = 30;
const FIRST_LOCK_MS = 30_000;
const LONGEST_LOCK_MS = 900_000;
const FORGIVEN_MS = 1_800_000;
const MOST_KEPT = 10_000;

export interface SignInLimitsParts {
  /** Of what is tried: each is counted for itself. */
  readonly what: "password" | "provider" | "pairing";
  readonly store: Pick<AccountStore, "find" | "put" | "take">;
  /** Wall clock, epoch ms: of all gateways. */
  readonly clock: () => number;
}

export class SignInLimits {
  readonly #parts: SignInLimitsParts;
  readonly #known = new Map<string, Counted>();

  constructor(parts: SignInLimitsParts) {
    this.#parts = parts;
  }

  /** For how long nobody is heard, ms; 0: he is. */
  async lockedFor(name: string, address: string): Promise<number> {
    const { store, clock } = this.#parts;
    const found = await Promise.all(
      keysOf(name, address).map(async ([key]) => {
        const there = await store.find("failures", this.#id(key)).catch(() => null);
        return [this.#known.get(key), there?.account as Failures | undefined];
      }),
    );
    const now = clock();
    return Math.max(0, ...found.flat().map((counted) => (counted?.lockedUntil ?? 0) - now));
  }

  async failed(name: string, address: string): Promise<void> {
    const { store, clock } = this.#parts;
    const now = clock();
    const keys = keysOf(name, address);
    for (const [key, allowed] of keys) {
      const own = oneMore(this.#known.get(key), allowed, now);
      this.#known.delete(key);
      this.#known.set(key, own);
    }
    for (const key of this.#known.keys()) {
      if (this.#known.size <= MOST_KEPT) break;
      this.#known.delete(key);
    }
    await Promise.all(
      keys.map(([key, allowed]) => {
        const id = this.#id(key);
        return changeAccount(store, "failures", id, (before) => {
          const counted = oneMore(before ?? undefined, allowed, now);
          return { kind: "failures", id, until: Math.max(counted.lockedUntil, now + FORGIVEN_MS), ...counted };
        }).catch(() => null);
      }),
    );
  }

  /** Names and addresses, in memory. */
  get remembered(): number {
    return this.#known.size;
  }

  async succeeded(name: string): Promise<void> {
    this.#known.delete(nameKey(name));
    await this.#parts.store.take("failures", this.#id(nameKey(name))).catch(() => null);
  }

  #id(key: string): string {
    return createHash("sha256")
      .update(JSON.stringify([this.#parts.what, key]))
      .digest("hex");
  }
}

function oneMore(before: Counted | undefined, allowed: number, now: number): Counted {
  const count = before === undefined || now - before.at > FORGIVEN_MS ? 1 : before.count + 1;
  const lock = count < allowed ? 0 : Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** (count - allowed));
  return { count, at: now, lockedUntil: lock === 0 ? 0 : now + lock };
}

const nameKey = (name: string): string => `name ${name}`;

const keysOf = (name: string, address: string): readonly (readonly [key: string, allowed: number])[] => [
  [nameKey(name), OF_NAME],
  [`address ${address}`, OF_ADDRESS],
];
