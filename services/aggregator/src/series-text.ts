/**
 * Metrics of many things of one kind (queues, sites) as text in Prometheus's format, made as it is needed: what did not change
 * since the last scrape is not rendered again, and the work is cut in slices between which everything else has its turn.
 * prom-client renders every series of every scrape in one go, which blocks a process with a thousand queues for seconds.
 */
import { setImmediate as turn } from "node:timers/promises";

export interface Family<T> {
  /** Without the prefix. */
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  /** Series of one thing, at most. */
  readonly series: number;
  /** Its lines, each with its line feed; none where there is no value. */
  render(thing: T): string;
}

const PREFIX = "floorwalker_";
/** Things rendered, or joined, between two turns of the loop. */
const SLICE = 25;

interface Held<T> {
  readonly thing: T;
  /** By family; null: to be rendered. */
  texts: readonly string[] | null;
}

export class SeriesText<T> {
  readonly seriesEach: number;
  readonly #families: readonly Family<T>[];
  readonly #pause: () => Promise<unknown>;
  readonly #held = new Map<string, Held<T>>();

  /** `pause` gives everything else a turn. */
  constructor(families: readonly Family<T>[], pause: () => Promise<unknown> = () => turn()) {
    this.#families = families;
    this.#pause = pause;
    this.seriesEach = families.reduce((sum, { series }) => sum + series, 0);
  }

  get size(): number {
    return this.#held.size;
  }

  get(id: string): T | undefined {
    return this.#held.get(id)?.thing;
  }

  set(id: string, thing: T): void {
    this.#held.set(id, { thing, texts: null });
  }

  /** It changed. */
  touch(id: string): void {
    const held = this.#held.get(id);
    if (held !== undefined) held.texts = null;
  }

  delete(id: string): void {
    this.#held.delete(id);
  }

  /** Of the first `most` things. */
  async text(most: number): Promise<string> {
    const shown = [...this.#held.values()].slice(0, most);
    const texts: (readonly string[])[] = [];
    let work = 0;
    for (const held of shown) {
      if (held.texts === null) {
        held.texts = this.#families.map((family) => family.render(held.thing));
        if (++work % SLICE === 0) await this.#pause();
      }
      texts.push(held.texts);
    }
    // Strung together, not copied: the text of a thousand queues is megabytes.
    let text = "";
    for (const [index, { name, help, type }] of this.#families.entries()) {
      const lines = texts.map((one) => one[index]!).join("");
      text += `# HELP ${PREFIX}${name} ${escapeHelp(help)}\n# TYPE ${PREFIX}${name} ${type}\n`;
      text += lines;
      work += texts.length;
      if (work >= SLICE * SLICE) await this.#pause();
      if (work >= SLICE * SLICE) work = 0;
    }
    return text;
  }
}

/** `labels` as `labelText` made them. */
export const line = (name: string, labels: string, value: number): string => `${PREFIX}${name}{${labels}} ${value}\n`;

export const labelText = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(
      ([name, value]) => `${name}="${value.replace(/[\\"\n]/g, (found) => (found === "\n" ? "\\n" : `\\${found}`))}"`,
    )
    .join(",");

const escapeHelp = (text: string): string => text.replace(/[\\\n]/g, (found) => (found === "\n" ? "\\n" : "\\\\"));
