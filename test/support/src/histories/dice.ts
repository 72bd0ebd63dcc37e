/** The chances of one story, thrown beforehand, so that a failing story shrinks: a throw of 0 is always the plainest course. */
import fc from "fast-check";

export const throws: fc.Arbitrary<number[]> = fc.array(fc.nat(5039), { maxLength: 90, size: "max" });

export class Dice {
  readonly #throws: readonly number[];
  #next = 0;

  constructor(thrown: readonly number[]) {
    this.#throws = thrown;
  }

  /** The first is the plainest. */
  pick<T>(...options: readonly T[]): T {
    const thrown = this.#throws[this.#next++] ?? 0;
    return options[thrown % options.length]!;
  }

  /** True once in so many. */
  once(many: number): boolean {
    return (this.#throws[this.#next++] ?? 0) % many === many - 1;
  }

  below(limit: number): number {
    return (this.#throws[this.#next++] ?? 0) % limit;
  }
}
