/** Tells what happens to one contact, in whole seconds; in a story in sequence the source says what came first in a second. */
import type { CanonicalEvent, Channel, EventData, EventType } from "@floorwalker/domain";
import type { Dice } from "./dice.ts";
import { BEGIN, SECOND } from "./site.ts";

export interface Telling {
  readonly agent?: string | null;
  readonly data?: EventData;
  readonly source?: string;
  readonly contact?: string;
  readonly queue?: string | null;
}

export class Teller {
  readonly events: CanonicalEvent[] = [];
  readonly dice: Dice;
  readonly channel: Channel;
  readonly contact: string;
  readonly #inSequence: boolean;
  readonly #labelled: boolean;
  readonly #sequences = new Map<string, number>();
  #time: number;
  #visit = 0;
  queue: string;

  constructor(dice: Dice, { contact, channel, queue }: { contact: string; channel: Channel; queue: string }) {
    this.dice = dice;
    this.contact = contact;
    this.channel = channel;
    this.queue = queue;
    this.#inSequence = dice.once(2);
    this.#labelled = dice.once(5);
    this.#time = BEGIN + dice.below(2520) * 10 * SECOND;
  }

  /** Seconds, often none; `least` where nobody says what came first in a second. */
  pass(least = 0): this {
    const seconds = this.dice.pick(0, 1, 0, 2, 7, 30, 90, 600, 2000, 8000);
    this.#time += Math.max(seconds, this.#inSequence ? 0 : least) * SECOND;
    return this;
  }

  wait(seconds: number): this {
    this.#time += seconds * SECOND;
    return this;
  }

  moveTo(queue: string): this {
    this.queue = queue;
    this.#visit++;
    return this;
  }

  tell(type: string, { agent = null, data = {}, source = `/${this.channel}`, contact, queue }: Telling = {}): this {
    const place = `${source} ${this.#time}`;
    const sequence = (this.#sequences.get(place) ?? 0) + 1;
    this.#sequences.set(place, sequence);
    this.events.push({
      id: `${this.contact}-${this.events.length}`,
      source,
      type: `cc.${type}` as EventType,
      time: this.#time,
      recordedTime: null,
      site: "here",
      channel: this.channel,
      contact: contact ?? this.contact,
      segment: this.#labelled ? `s${this.#visit}` : null,
      queue: queue === undefined ? this.queue : queue,
      agent,
      ...(this.#inSequence ? { sequence } : {}),
      data,
    });
    return this;
  }

  /** A reported duration, sometimes; some of what is reported cannot be. */
  reported(name: "waitMs" | "talkMs" | "holdMs" | "wrapUpMs"): EventData {
    const seconds = this.dice.pick(null, null, 0, 4, 11, 45, 200, null, -3, 401 * 86_400);
    return seconds === null ? {} : { [name]: seconds * SECOND };
  }
}
