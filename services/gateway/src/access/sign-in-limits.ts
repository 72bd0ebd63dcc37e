/**
 * How often somebody may try to sign in: after some failures of a name, or from an address, nobody is heard for a while that doubles with
 * each further one. Laws:
 * L1  Failures are counted where accounts live, so that all gateways over one store count together, and a restart forgets none.
 * L2  While that store cannot be asked each gateway goes on counting for itself: it lets in nobody whom it would not have let in alone. Where
 *     the store answers its number counts, and besides what could not be told to it.
 * L3  What is remembered is bounded: in memory with very many names and addresses the oldest is forgotten, in the store each after half an
 *     hour, and there nobody reads which names were tried.
 * L4  A clock that was wrong when somebody failed locks him for no day: what remains is the longest lock at most, and what is further from now
 *     than failures are remembered for does not count.
 */
import { createHash } from "node:crypto";
import type { Failures } from "@floorwalker/domain";
import type { AccountStore } from "@floorwalker/ports";
import { changeAccount } from "./change-account.ts";

type Counted = Pick<Failures, "count" | "at" | "lockedUntil">;

interface Known extends Counted {
  /** The store could not be told. */
  readonly apart: boolean;
}

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
  readonly #known = new Map<string, Known>();

  constructor(parts: SignInLimitsParts) {
    this.#parts = parts;
  }

  /** For how long nobody is heard, ms; 0: he is. */
  async lockedFor(name: string, address: string): Promise<number> {
    const found = await Promise.all(keysOf(name, address).map(([key]) => this.#countedOf(key)));
    const now = this.#parts.clock();
    return Math.max(0, ...found.flat().map((counted) => remaining(counted, now)));
  }

  /** Where the store answers, its number; and what it was not told, or while it does not answer what is known here. */
  async #countedOf(key: string): Promise<readonly Counted[]> {
    const known = this.#known.get(key);
    const here = known === undefined ? [] : [known];
    try {
      const there = (await this.#parts.store.find("failures", this.#id(key)))?.account as Failures | undefined;
      return [...here.filter(({ apart }) => apart), ...(there === undefined ? [] : [there])];
    } catch {
      return here;
    }
  }

  async failed(name: string, address: string): Promise<void> {
    const now = this.#parts.clock();
    await Promise.all(keysOf(name, address).map(([key, allowed]) => this.#failed(key, allowed, now)));
  }

  async #failed(key: string, allowed: number, now: number): Promise<void> {
    const before = this.#known.get(key);
    const apart = before?.apart === true && !isForgiven(before, now) ? before : null;
    this.#know(key, { ...oneMore(before, allowed, now), apart: apart !== null });
    const id = this.#id(key);
    try {
      const told = await changeAccount(this.#parts.store, "failures", id, (there) => {
        const counted = oneMore(larger(apart, there) ?? undefined, allowed, now);
        return { kind: "failures", id, until: Math.max(counted.lockedUntil, now + FORGIVEN_MS), ...counted };
      });
      if (told !== null) this.#know(key, { ...told.account, apart: false });
    } catch {
      const known = this.#known.get(key);
      if (known !== undefined) this.#know(key, { ...known, apart: true });
    }
  }

  #know(key: string, counted: Known): void {
    this.#known.delete(key);
    this.#known.set(key, counted);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST_KEPT) break;
      this.#known.delete(oldest);
    }
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
  const count = before === undefined || isForgiven(before, now) ? 1 : before.count + 1;
  const lock = count < allowed ? 0 : Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** (count - allowed));
  return { count, at: now, lockedUntil: lock === 0 ? 0 : now + lock };
}

/** Also what is from a time to come: by a clock that was wrong. */
const isForgiven = ({ at }: Counted, now: number): boolean => Math.abs(now - at) > FORGIVEN_MS;

const remaining = (counted: Counted, now: number): number =>
  isForgiven(counted, now) ? 0 : Math.min(LONGEST_LOCK_MS, counted.lockedUntil - now);

const larger = (here: Counted | null, there: Counted | null): Counted | null =>
  here === null || (there !== null && there.count > here.count) ? there : here;

const nameKey = (name: string): string => `name ${name}`;

const keysOf = (name: string, address: string): readonly (readonly [key: string, allowed: number])[] => [
  [nameKey(name), OF_NAME],
  [`address ${address}`, OF_ADDRESS],
];
