/** Answers that are asked for again and again and cost much: one of each at a time, and each for a while. What fails is not remembered. */

/** Beyond, all is forgotten: it is asked for again. */
const MOST = 10_000;

export class Remembered<T> {
  readonly #forMs: number;
  readonly #clock: () => number;
  readonly #answers = new Map<string, { readonly at: number; readonly answer: Promise<T> }>();

  constructor(forMs: number, clock: () => number) {
    this.#forMs = forMs;
    this.#clock = clock;
  }

  of(key: string, ask: () => Promise<T>): Promise<T> {
    const now = this.#clock();
    const known = this.#answers.get(key);
    // A clock that was set back ends it too.
    if (known !== undefined && now >= known.at && now - known.at < this.#forMs) return known.answer;
    if (this.#answers.size >= MOST) this.#answers.clear();
    const answer = ask();
    this.#answers.set(key, { at: now, answer });
    answer.catch(() => this.#answers.delete(key));
    return answer;
  }
}
