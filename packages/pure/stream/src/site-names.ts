/**
 * Numbers for the names that the events of one site carry, as the fold wants them. Queues, agents and sources keep theirs;
 * what a source calls its segments and surveys has a number only while one contact is folded, for there is no end of them.
 */
import type { EventNames, Name } from "@floorwalker/domain";

export class SiteNames implements EventNames {
  readonly #numbers = new Map<string, Name>();
  /** By number; 0 is nobody's. */
  readonly #texts: string[] = [""];
  readonly #labels = new Map<string, Name>();

  readonly #agentOf: (text: string) => string;

  /** @param agentOf the name that an agent has here, whatever his source calls him (rule 23c). */
  constructor(agentOf: (text: string) => string) {
    this.#agentOf = agentOf;
  }

  readonly source = (text: string): Name => this.#of(text);
  readonly queue = (text: string): Name => this.#of(text);
  readonly agent = (text: string): Name => this.#of(this.#agentOf(text));

  label(text: string): Name {
    let name = this.#labels.get(text);
    if (name === undefined) {
      name = this.#labels.size + 1;
      this.#labels.set(text, name);
    }
    return name;
  }

  /** Another contact comes. */
  forgetLabels(): void {
    if (this.#labels.size > 0) this.#labels.clear();
  }

  text(name: Name): string {
    return this.#texts[name]!;
  }

  #of(text: string): Name {
    let name = this.#numbers.get(text);
    if (name === undefined) {
      name = this.#texts.length;
      this.#numbers.set(text, name);
      this.#texts.push(text);
    }
    return name;
  }
}
