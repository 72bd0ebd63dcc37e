/**
 * What one id tells by itself of an agent's talks: those without an end, and ends without a talk. Its own events are folded alone,
 * also where they lie among those of other ids that turned out to be the same contact. For the few contacts of which it is asked.
 */
import {
  type CanonicalEvent,
  ContactFolder,
  FoldOrder,
  type Name,
  NONE,
  type Stay,
  UNKNOWN,
} from "@floorwalker/domain";
import type { Names } from "../columns/names.ts";
import type { ClosedWords } from "../contacts/closed-words.ts";
import { type AgentOf, FoldEvents } from "../contacts/fold-events.ts";
import { type ToldEvent, ToldEvents } from "../contacts/told-events.ts";
import { endName, endNamesNear } from "./end-names.ts";
import type { OpenTalk, StrayEnd } from "./match-talks.ts";

export class ToldTalks {
  readonly #folder = new ContactFolder();
  readonly #order = new FoldOrder();
  readonly #events: FoldEvents;
  readonly #own: ToldEvents;
  readonly #names: Names;
  readonly #lostAt: (stay: Stay) => number;

  /** `lostAt`: when a talk in a stay is lost, as far as is told. */
  constructor(names: Names, words: ClosedWords, agentOf: AgentOf, lostAt: (stay: Stay) => number) {
    this.#events = new FoldEvents(names, agentOf);
    this.#own = new ToldEvents(words);
    this.#names = names;
    this.#lostAt = lostAt;
  }

  /** The events of an id. */
  of(events: readonly CanonicalEvent[]): this {
    const own = this.#own;
    own.rewrite(events as readonly ToldEvent[], events[0]!.contact);
    const told = own.open(own.written.bytes, 0, own.written.length).look();
    this.#events.of(told);
    this.#folder.reset("call");
    const positions = this.#order.of(told);
    for (let index = 0; index < told.count; index++) this.#folder.step(this.#events.at(positions[index]!));
    return this;
  }

  collectTalks(id: string, agent: Name, talks: OpenTalk[]): void {
    const { stays } = this.#folder;
    for (let index = 0; index < stays.count; index++) {
      const stay = stays.at(index);
      const { queue, legs, waitMs } = stay;
      for (let at = 0; at < legs.count; at++) {
        const leg = legs.at(at);
        if (leg.agent !== agent || leg.from === UNKNOWN || leg.overAt !== UNKNOWN) continue;
        talks.push({ id, source: leg.source, queue, from: leg.from, lostAt: this.#lostAt(stay), waitMs });
      }
    }
  }

  collectEnds(id: string, agent: Name, ends: StrayEnd[]): void {
    const { strays } = this.#folder;
    for (let index = 0; index < strays.count; index++) {
      const { handedOn, at, source, queue, waitMs, talkMs, holdMs, agent: of } = strays.at(index);
      if (of === agent) ends.push({ id, handedOn, at, source, queue, waitMs, talkMs, holdMs });
    }
  }

  /** Whose talks it cannot place the ends of. */
  collectAgents(agents: Set<Name>): void {
    const { strays } = this.#folder;
    for (let index = 0; index < strays.count; index++) agents.add(strays.at(index).agent);
  }

  /** Some of those talks were handed on. */
  get handsOn(): boolean {
    const { strays } = this.#folder;
    for (let index = 0; index < strays.count; index++) if (strays.at(index).handedOn) return true;
    return false;
  }

  /** Names under which ends of its talks may be found, also of those whose own end it tells: then they may be another's. */
  collectEndNames(names: Set<string>): void {
    const { stays } = this.#folder;
    for (let index = 0; index < stays.count; index++) {
      const { legs } = stays.at(index);
      for (let at = 0; at < legs.count; at++) {
        const { agent, from, source } = legs.at(at);
        if (agent === NONE || from === UNKNOWN) continue;
        const [by, of] = [this.#names.textOf(source)!, this.#names.textOf(agent)!];
        for (const name of endNamesNear(by, of, from)) names.add(name);
      }
    }
  }

  /** Names under which those of its ends are found that are of talks it never had and did not hand on. */
  endNames(): string[] {
    const { strays } = this.#folder;
    const found: string[] = [];
    for (let index = 0; index < strays.count; index++) {
      const { handedOn, at, talkMs, holdMs, source, agent } = strays.at(index);
      if (handedOn) continue;
      const [by, of] = [this.#names.textOf(source)!, this.#names.textOf(agent)!];
      found.push(endName(by, of, at - talkMs - Math.max(0, holdMs)));
    }
    return found;
  }

  /** It was in that queue itself. */
  wasIn(queue: Name): boolean {
    const { stays } = this.#folder;
    for (let index = 0; index < stays.count; index++)
      if (queue !== NONE && stays.at(index).queue === queue) return true;
    return false;
  }
}
