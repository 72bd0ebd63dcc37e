/**
 * One process's connection to a server. What is asked goes there and comes back in order, each way taking its time; a
 * request or its answer may be lost, a request may arrive long after it was given up, or twice.
 */
import type { Process, World } from "./world.ts";

/** Of one server, for everybody. */
export interface Weather {
  /** Nothing passes before then. */
  downUntil: number;
  /** Shares of requests. */
  loseRequest: number;
  loseAnswer: number;
  late: number;
  twice: number;
}

export const FAIR: Weather = { downUntil: 0, loseRequest: 0, loseAnswer: 0, late: 0, twice: 0 };

export const isFair = ({ downUntil, loseRequest, loseAnswer, late, twice }: Weather, now: number): boolean =>
  downUntil <= now && loseRequest + loseAnswer + late + twice === 0;

const PATIENCE_MS = 2_000;
const LATEST_MS = 8_000;

export class Link {
  readonly #world: World;
  readonly #process: Process;
  readonly #weather: Weather;
  #thereAt = 0;
  #backAt = 0;

  constructor(world: World, process: Process, weather: Weather) {
    this.#world = world;
    this.#process = process;
    this.#weather = weather;
  }

  reachable(): boolean {
    return this.#weather.downUntil <= this.#world.now;
  }

  readonly call = <T>(execute: () => T | Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const world = this.#world;
      const { loseRequest, loseAnswer, late, twice } = this.#weather;
      const fate = world.random();
      this.#process.timing.after(PATIENCE_MS, () => reject(new Error("no answer")));
      if (!this.reachable() || fate < loseRequest) return;
      const isLate = fate < loseRequest + late;
      const thereAt = isLate ? world.now + world.between(PATIENCE_MS, LATEST_MS) : this.#there();
      world.after(thereAt - world.now, () => {
        if (!this.reachable()) return;
        const answer = this.#execute(execute);
        if (world.chance(twice)) world.after(world.between(0, 50), () => void this.#execute(execute).catch(() => {}));
        answer.catch(() => {});
        if (world.chance(loseAnswer)) return;
        this.#backAt = Math.max(this.#backAt, world.now + world.between(0.1, 3));
        world.after(this.#backAt - world.now, () => this.#process.run(() => void answer.then(resolve, reject)));
      });
    });

  #there(): number {
    this.#thereAt = Math.max(this.#thereAt, this.#world.now + this.#world.between(0.1, 3));
    return this.#thereAt;
  }

  async #execute<T>(execute: () => T | Promise<T>): Promise<T> {
    return execute();
  }
}
