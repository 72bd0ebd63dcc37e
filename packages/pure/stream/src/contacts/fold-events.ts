/**
 * The events of a contact's bytes as the fold reads them, one after the other in one object: straight from the bytes, so that folding
 * a contact again makes nothing. `FoldEvent.set` says the same of an event as an object: a property holds both equal.
 */
import {
  FoldEvent,
  KINDS,
  MEASURES,
  type Name,
  type NameTexts,
  NONE,
  PARTIES,
  REASONS,
  reasonCode,
  surveyScore,
  type TextNames,
  UNKNOWN,
} from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import { Names } from "../columns/names.ts";
import { readScore, SHAPE } from "./event-bytes.ts";
import type { TextRef } from "./local-texts.ts";
import type { ToldEvents } from "./told-events.ts";

/** Of an agent's id as events say it, the one that he is known by (rule 23c). Asked once for each. */
export type AgentOf = (name: Name) => Name;

const NOT_ASKED = -1;
const OTHER = reasonCode("other");

/** Codes of closed lists by the bytes of their words. */
const reasons = codesOf(REASONS);
const parties = codesOf(PARTIES);
const kinds = codesOf(KINDS);
const measures = codesOf(MEASURES);
const CSAT = MEASURES.indexOf("csat");

export class FoldEvents implements NameTexts, TextNames {
  readonly #names: Names;
  readonly #agentOf: AgentOf;
  readonly #event = new FoldEvent();
  #told: ToldEvents | null = null;
  /** By place among the contact's texts, as far as asked for: the name it is in the site. */
  #known = new Int32Array(0);
  /** Labels that only the contact's prefix says: behind the places of its texts. */
  readonly #labels: string[] = [];
  /** By name, as far as asked for: who it is. */
  readonly #agents: Name[] = [];

  constructor(names: Names, agentOf: AgentOf) {
    this.#names = names;
    this.#agentOf = agentOf;
  }

  /** Those of a contact that is open and looked through. */
  of(told: ToldEvents): this {
    this.#told = told;
    const places = told.texts.count + 1;
    if (this.#known.length < places) this.#known = new Int32Array(2 * places);
    this.#known.fill(NOT_ASKED, 0, places);
    this.#labels.length = 0;
    return this;
  }

  textOf(name: Name): string {
    return this.#names.textOf(name)!;
  }

  labelTextOf(label: Name): string {
    const { texts } = this.#told!;
    return label > texts.count ? this.#labels[label - texts.count - 1]! : texts.textOf(label)!;
  }

  name(text: string): Name {
    return this.#names.of(text);
  }

  agent(text: string): Name {
    return this.#agent(this.#names.of(text));
  }

  label(text: string): Name {
    const { texts } = this.#told!;
    const place = texts.find(text);
    if (place > 0) return place;
    const known = this.#labels.indexOf(text);
    return texts.count + (known < 0 ? this.#labels.push(text) : known + 1);
  }

  /** Valid until the next one is read. */
  at(index: number): FoldEvent {
    const told = this.#told!;
    const event = this.#event;
    event.type = told.typeAt(index);
    event.time = told.timeAt(index);
    event.source = this.#name(told.sourceAt(index));
    const reader = told.restAt(index);
    const shape = reader.unsigned();
    event.queue = (shape & SHAPE.queue) === 0 ? NONE : this.#name(reader.unsigned());
    event.agent = (shape & SHAPE.agent) === 0 ? NONE : this.#agent(this.#name(reader.unsigned()));
    // Told apart within the contact only: its place will do.
    event.segment = (shape & SHAPE.segment) === 0 ? NONE : reader.unsigned();
    event.waitMs = (shape & SHAPE.waitMs) === 0 ? UNKNOWN : reader.unsigned();
    const from = (shape & SHAPE.from) === 0 ? NONE : reader.unsigned();
    event.talkMs = (shape & SHAPE.talkMs) === 0 ? UNKNOWN : reader.unsigned();
    event.holdMs = (shape & SHAPE.holdMs) === 0 ? UNKNOWN : reader.unsigned();
    event.wrapUpMs = (shape & SHAPE.wrapUpMs) === 0 ? UNKNOWN : reader.unsigned();
    event.reason = (shape & SHAPE.reason) === 0 ? UNKNOWN : this.#reason(reader.unsigned());
    const by = (shape & SHAPE.by) === 0 ? NONE : reader.unsigned();
    event.party = from === NONE && by === NONE ? UNKNOWN : this.#code(parties, from === NONE ? by : from);
    // How long it rang is not folded.
    if ((shape & SHAPE.ringMs) !== 0) reader.unsigned();
    event.score = UNKNOWN;
    event.topTwo = false;
    event.survey = NONE;
    event.kind = UNKNOWN;
    event.sequence = UNKNOWN;
    event.measure = CSAT;
    event.callsBack = (shape & SHAPE.callbackOf) !== 0;
    event.contactReason = NONE;
    event.customer = NONE;
    if (shape >= SHAPE.score) this.#rare(reader, shape);
    return event;
  }

  /** What few events tell. */
  #rare(reader: ByteReader, shape: number): void {
    const event = this.#event;
    const score = (shape & SHAPE.score) === 0 ? null : readScore(reader);
    const scale = (shape & SHAPE.scale) === 0 ? NONE : reader.unsigned();
    if ((shape & SHAPE.survey) !== 0) event.survey = reader.unsigned();
    if ((shape & SHAPE.kind) !== 0) event.kind = this.#code(kinds, reader.unsigned());
    if ((shape & SHAPE.state) !== 0) reader.unsigned();
    if ((shape & SHAPE.sequence) !== 0) event.sequence = reader.unsigned();
    if (shape >= SHAPE.measure) this.#rarest(reader, shape);
    if (score === null) return;
    const rated = surveyScore({
      score,
      measure: MEASURES[event.measure]!,
      ...(scale === NONE ? {} : { scale: this.#told!.texts.textOf(scale) as "1-5" }),
    });
    if (rated === null) return;
    event.score = rated.score;
    event.topTwo = rated.topTwo;
  }

  /** Behind what is not folded. */
  #rarest(reader: ByteReader, shape: number): void {
    if ((shape & SHAPE.recordedTime) !== 0) reader.signed();
    if ((shape & SHAPE.contact) !== 0) reader.unsigned();
    const measure = (shape & SHAPE.measure) === 0 ? UNKNOWN : this.#code(measures, reader.unsigned());
    if (measure !== UNKNOWN) this.#event.measure = measure;
    if ((shape & SHAPE.callbackOf) !== 0) reader.unsigned();
    if ((shape & SHAPE.contactReason) !== 0) this.#event.contactReason = this.#name(reader.unsigned());
    // Told apart within the contact, as a segment is: it is no name of the site.
    if ((shape & SHAPE.customer) !== 0) this.#event.customer = reader.unsigned();
  }

  #name(ref: TextRef): Name {
    let name = this.#known[ref]!;
    if (name === NOT_ASKED) {
      const { texts, bytes } = this.#told!;
      name = this.#names.ofBytes(bytes, texts.startOf(ref), texts.endOf(ref));
      this.#known[ref] = name;
    }
    return name;
  }

  #agent(name: Name): Name {
    let agent = this.#agents[name];
    if (agent === undefined) {
      agent = this.#agentOf(name);
      this.#agents[name] = agent;
    }
    return agent;
  }

  #reason(ref: TextRef): number {
    const code = this.#code(reasons, ref);
    return code === UNKNOWN ? OTHER : code;
  }

  #code(list: Names, ref: TextRef): number {
    const { texts, bytes } = this.#told!;
    const name = list.findBytes(bytes, texts.startOf(ref), texts.endOf(ref));
    return name === NONE ? UNKNOWN : name - 1;
  }
}

function codesOf(list: readonly string[]): Names {
  const names = new Names();
  for (const word of list) names.of(word);
  return names;
}
