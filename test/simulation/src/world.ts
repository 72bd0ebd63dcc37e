/**
 * Simulated time, one random source, and processes that can be killed, paused and woken. Nothing real is waited for: time
 * is where the next event is. Between two events every promise that can go on has done so, so a seed is one history.
 */
import type { Timing } from "@floorwalker/runtime";

interface Due {
  readonly at: number;
  readonly order: number;
  readonly call: () => void;
}

export class World {
  /** True time, epoch ms; no process sees it as such. */
  now: number;
  readonly #queue: Due[] = [];
  #order = 0;
  #random: number;

  constructor(start: number, seed: number) {
    this.now = start;
    this.#random = (seed * 2_654_435_761 + 1) >>> 0;
  }

  /** 0 ≤ x < 1 (mulberry32). */
  random(): number {
    this.#random = (this.#random + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#random ^ (this.#random >>> 15), 1 | this.#random);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  between(from: number, to: number): number {
    return from + this.random() * (to - from);
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() * from.length)]!;
  }

  after(ms: number, call: () => void): void {
    const due = { at: this.now + Math.max(0, ms), order: this.#order++, call };
    const queue = this.#queue;
    let index = queue.push(due) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(due, queue[parent]!)) break;
      queue[index] = queue[parent]!;
      index = parent;
    }
    queue[index] = due;
  }

  /** Everything that is due up to then happens, in order. */
  async runUntil(time: number): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.#queue[0];
      if (next === undefined || next.at > time) break;
      this.#pop();
      this.now = Math.max(this.now, next.at);
      next.call();
    }
    this.now = Math.max(this.now, time);
  }

  #pop(): void {
    const queue = this.#queue;
    const last = queue.pop()!;
    if (queue.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= queue.length) break;
      if (child + 1 < queue.length && before(queue[child + 1]!, queue[child]!)) child++;
      if (!before(queue[child]!, last)) break;
      queue[index] = queue[child]!;
      index = child;
    }
    queue[index] = last;
  }
}

const before = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** What happens to a paused process waits until it is woken; what happens to a dead one never does. */
export class Process {
  readonly name: string;
  /** Its wall clock is wrong by so much, ms. */
  wallError = 0;
  alive = true;
  readonly #world: World;
  #paused: (() => void)[] | null = null;

  constructor(world: World, name: string) {
    this.#world = world;
    this.name = name;
  }

  get running(): boolean {
    return this.alive && this.#paused === null;
  }

  readonly wall = (): number => Math.floor(this.#world.now) + this.wallError;

  readonly timing: Timing = {
    monotonic: () => this.#world.now,
    after: (ms, call) => {
      let off = false;
      this.#world.after(ms, () => this.run(() => off || call()));
      return () => (off = true);
    },
  };

  run(call: () => void): void {
    if (!this.alive) return;
    if (this.#paused === null) call();
    else this.#paused.push(call);
  }

  kill(): void {
    this.alive = false;
  }

  pause(): void {
    this.#paused ??= [];
  }

  wake(): void {
    const waiting = this.#paused ?? [];
    this.#paused = null;
    for (const call of waiting) this.#world.after(0, () => this.run(call));
  }
}
