/** A list of objects that are used again: what one fold needed, the next one finds there. */
export class Pool<T extends { reset(): void }> {
  readonly #make: () => T;
  readonly #items: T[] = [];
  count = 0;

  constructor(make: () => T) {
    this.#make = make;
  }

  at(index: number): T {
    return this.#items[index]!;
  }

  /** Null: there is none. */
  last(): T | null {
    return this.count === 0 ? null : this.#items[this.count - 1]!;
  }

  /** −1: it is not among them. */
  indexOf(item: T): number {
    for (let index = 0; index < this.count; index++) if (this.#items[index] === item) return index;
    return -1;
  }

  /** One more, as new. */
  add(): T {
    let item = this.#items[this.count];
    if (item === undefined) {
      item = this.#make();
      this.#items.push(item);
    } else item.reset();
    this.count++;
    return item;
  }

  clear(): void {
    this.count = 0;
  }
}
