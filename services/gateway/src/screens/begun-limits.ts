/**
 * How often strangers may begin something that is kept: so many in a while from an address, and so many in all. What is remembered is bounded by
 * the latter.
 */
import type { Timing } from "@floorwalker/runtime";

export interface BegunLimitsOptions {
  readonly fromOne: number;
  readonly inAll: number;
  readonly withinMs: number;
  readonly timing: Pick<Timing, "monotonic">;
}

export class BegunLimits {
  readonly #options: BegunLimitsOptions;
  #begun: { readonly address: string; readonly at: number }[] = [];

  constructor(options: BegunLimitsOptions) {
    this.#options = options;
  }

  /** 0: it is counted, and may be; else how long to wait, ms. */
  begin(address: string): number {
    const { fromOne, inAll, withinMs, timing } = this.#options;
    const now = timing.monotonic();
    this.#begun = this.#begun.filter(({ at }) => now - at < withinMs);
    const own = this.#begun.filter((each) => each.address === address);
    const oldest = own.length >= fromOne ? own[0] : this.#begun.length >= inAll ? this.#begun[0] : undefined;
    if (oldest !== undefined) return oldest.at + withinMs - now;
    this.#begun.push({ address, at: now });
    return 0;
  }
}
