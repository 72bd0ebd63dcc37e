/** Says what is put right in inputs: the first time at each place in the log; how often, the counter says. */
import { MENDINGS } from "@floorwalker/events";
import type { Logger } from "@floorwalker/runtime";
import type { Outcome } from "@floorwalker/sources";

export class ToldMendings {
  readonly #logger: Logger;
  readonly #told = new Set<string>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** `place`: a topic or a file. */
  tell(place: string, outcome: Outcome): void {
    if (outcome.result !== "accepted") return;
    for (const { code, path } of outcome.mended ?? []) {
      if (this.#told.has(`${place} ${code}`)) continue;
      this.#told.add(`${place} ${code}`);
      this.#logger.warn("input_mended", { place, code, path, meaning: MENDINGS[code] });
    }
  }
}
