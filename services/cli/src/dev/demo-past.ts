/** The days behind the demo: whether they are still to be told, how far that is, and the telling of them (`tell-past.ts`). */
import type { Aggregator } from "@floorwalker/aggregator";
import type { SiteConfig } from "@floorwalker/domain";
import { EVENTS_TOPIC, partitionOfSite } from "@floorwalker/events";
import type { History, Log } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import { daysBehind } from "@floorwalker/simulator";
import { type PastMark, readPastMark, writePastMark } from "./past-mark.ts";
import { tellPast } from "./tell-past.ts";

export interface DemoPastOptions {
  readonly site: SiteConfig;
  /** Where it is marked how far it was told. */
  readonly dataDir: string;
  readonly seed: number;
  /** Whole days before today's; 0: none. */
  readonly days: number;
  /** Nothing of the site was ever told; then the past ends here, epoch ms. Null: something was. */
  readonly freshUntil: number | null;
  /** A line for people. */
  readonly say: (text: string) => void;
}

export interface TellingParts {
  readonly log: Log;
  readonly history: Pick<History, "kept">;
  readonly aggregator: Pick<Aggregator, "offsets" | "reconfigure">;
  readonly partitions: number;
  readonly logger: Logger;
}

export class DemoPast {
  readonly #options: DemoPastOptions;
  /** Null: there is none, or it lies in a state of a program that told none. */
  #mark: PastMark | null;
  readonly #days: number;

  constructor(options: DemoPastOptions) {
    const { dataDir, seed, days, freshUntil, site } = options;
    this.#options = options;
    this.#mark = freshUntil === null ? readPastMark(dataDir) : null;
    if (freshUntil !== null && days > 0) {
      this.#mark = { seed, days, until: freshUntil, told: 0, done: false };
      writePastMark(dataDir, this.#mark);
    }
    this.#days = this.#mark === null ? 0 : daysBehind(this.#mark.days, this.#mark.until, site.zone).length;
  }

  /** Some of the site's days are still to come: its intervals wait for them. */
  awaits(site: string): boolean {
    return site === this.#options.site.id && this.#mark !== null && this.#mark.told < this.#days;
  }

  get isTold(): boolean {
    return this.#mark === null || this.#mark.done;
  }

  /** Null: all of it is there. */
  note(): string | null {
    if (this.#mark === null || this.isTold) return null;
    const { told } = this.#mark;
    return told < this.#days
      ? `${told} of ${this.#days} days are there; their intervals follow once all are`
      : "all days are there, their intervals are on their way to the history";
  }

  /** Begins once all that is in the log has been folded: what happens now comes first. */
  tell({ log, history, aggregator, partitions, logger }: TellingParts): { stop(): Promise<void> } {
    const mark = this.#mark;
    if (mark === null || mark.done) return { stop: async () => {} };
    const { site, dataDir, say } = this.#options;
    const stopping = new AbortController();
    const began = performance.now();
    const partition = partitionOfSite(site.id, partitions);
    const telling = tellPast({
      site,
      mark,
      partitions,
      log,
      folded: () => aggregator.offsets().get(partition),
      history,
      signal: stopping.signal,
      logger,
      marked: (next, events) => {
        this.#mark = next;
        writePastMark(dataDir, next);
        const seconds = Math.round((performance.now() - began) / 1_000);
        logger.info("past_told", { site: site.id, of: this.#days, ...next, events, seconds });
        if (next.done) aggregator.reconfigure();
        say(
          next.done
            ? `${mark.days} days are there, ${events} events in ${seconds} s`
            : `${next.told} of ${this.#days} days told`,
        );
      },
    }).catch((error: unknown) => logger.error("past_failed", { topic: EVENTS_TOPIC, error }));
    return {
      stop: async () => {
        stopping.abort();
        await telling;
      },
    };
  }
}
