/**
 * Tells the person on call that names are refused: a counter for each, but one warning per kind and site. Refused sites are
 * not told apart, or this list would grow as the names do.
 */
import type { CanonicalEvent } from "@floorwalker/domain";
import type { Logger } from "@floorwalker/runtime";
import type { EventOutcome, Refused } from "@floorwalker/stream";
import { REFUSED_CODES } from "./judged-event.ts";

export interface RefusalsParts {
  readonly partition: number;
  readonly logger: Pick<Logger, "warn">;
  readonly count: (kind: Refused) => void;
}

export class Refusals {
  readonly #parts: RefusalsParts;
  readonly #warned = new Set<string>();

  constructor(parts: RefusalsParts) {
    this.#parts = parts;
  }

  note(outcome: EventOutcome, event: CanonicalEvent): void {
    if (outcome.outcome !== "refused") return;
    const { partition, logger, count } = this.#parts;
    const { refused } = outcome;
    count(refused);
    const site = refused === "site" ? null : event.site;
    const key = `${refused}\u001f${site ?? ""}`;
    if (this.#warned.has(key)) return;
    this.#warned.add(key);
    logger.warn("events_refused", { code: REFUSED_CODES[refused], partition, ...(site === null ? {} : { site }) });
  }
}
