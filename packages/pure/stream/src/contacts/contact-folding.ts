/**
 * The one fold of a contact's stored bytes, in the context of its site: it steps over all events again and emits what they add. Whoever
 * settles a contact and whoever explains a number run this very fold. There is one for many contacts, one after the other.
 */
import {
  type Channel,
  ContactFolder,
  type ContributionSink,
  type FirstContact,
  type FoldContext,
  FoldOrder,
  inForce,
  type Leg,
  type Name,
  NONE,
  type QueuePolicy,
  queueCell,
  type Stay,
  talkLostAt,
  UNKNOWN,
} from "@floorwalker/domain";
import type { Names } from "../columns/names.ts";
import { isAfter, type Restart } from "../restart.ts";
import type { SiteContext } from "../site-context.ts";
import type { BegunCalls } from "../talks/begun-calls.ts";
import type { ContactHead } from "./contact-head.ts";
import type { CountedSurveys } from "./counted-surveys.ts";
import { type AgentOf, FoldEvents } from "./fold-events.ts";
import type { FoldedPrefix } from "./folded-prefix.ts";
import type { ToldEvents } from "./told-events.ts";

export interface FoldingParts {
  readonly context: Pick<SiteContext, "config" | "policies">;
  readonly names: Names;
  readonly agentOf: AgentOf;
  /** Null: an agent may have several calls at once. */
  readonly begun: BegunCalls | null;
  readonly restartsOf: (source: string) => readonly Restart[];
  readonly surveys: CountedSurveys;
}

/** A contact as its bytes say it. */
export interface FoldedContact {
  readonly channel: Channel;
  readonly told: ToldEvents;
  readonly prefix: FoldedPrefix | null;
  /** What it has added, and what it is judged by: versions that the fold asks for and it has not are pinned in it. */
  readonly head: ContactHead;
}

export class ContactFolding {
  readonly #parts: FoldingParts;
  readonly folder = new ContactFolder();
  readonly #order = new FoldOrder();
  readonly #events: FoldEvents;
  readonly #context: FoldContext;
  /** By channel and queue, as they are asked for. */
  readonly #versions: Readonly<Record<Channel, (readonly QueuePolicy[])[]>> = { call: [], chat: [], email: [] };
  #channel: Channel = "call";
  /** Of the contact in hand. */
  #head: ContactHead | null = null;
  /** Of the same, as the contacts of its customer say now; null: as they said when it was settled. */
  #firstContact: FirstContact | null = null;

  constructor(parts: FoldingParts) {
    this.#parts = parts;
    const { names, restartsOf } = parts;
    this.#events = new FoldEvents(names, parts.agentOf);
    this.#context = {
      surveys: parts.surveys.counted,
      surveyOf: (survey) => this.#surveyOf(survey),
      lowScoreAt: (at) => inForce(parts.context.policies.site, at).lowScore,
      policyOf: (stay: Stay) => this.policyOf(stay),
      restartAfter: (source, at, sequence) => firstAfter(restartsOf(names.textOf(source)!), at, sequence),
      endOfLeg: (leg) => this.#nextCall(leg),
      firstContact: () => this.#firstContact ?? this.#head!.added.firstContact,
    };
  }

  /** The source's own id of a stay of the contact in hand; null: it has none. */
  labelOf({ label }: Stay): string | null {
    return label === NONE ? null : this.#events.labelTextOf(label);
  }

  /** What a stay of the contact in hand is judged by. */
  policyOf(stay: Stay): QueuePolicy {
    return this.#head!.policies.of(stay.queue, this.#inForce(stay, this.#channel));
  }

  /** When a call's talk is lost, by what is told of the stay. */
  lostAt(stay: Stay): number {
    return talkLostAt(stay, this.#inForce(stay, "call"), this.#context);
  }

  /** Whose contact it is that was folded last; null: nobody said. */
  get customer(): string | null {
    const { customer } = this.folder.ofCustomer;
    return customer === NONE ? null : this.#events.labelTextOf(customer);
  }

  /** `firstContact`: asked once it is folded, and what the contacts of its customer say may be known; null: as they said when it was settled. */
  emit(
    { channel, told, prefix, head }: FoldedContact,
    sink: ContributionSink,
    asOf: number,
    firstContact: () => FirstContact | null = notSaid,
  ): void {
    const { folder } = this;
    this.#channel = channel;
    this.#head = head;
    const events = this.#events.of(told);
    if (prefix === null) folder.reset(channel);
    else folder.resume(channel, prefix.folded, events);
    const positions = this.#order.of(told);
    for (let index = 0; index < told.count; index++) folder.step(events.at(positions[index]!));
    head.policies.begin();
    this.#firstContact = firstContact();
    folder.emit(sink, this.#context, asOf);
  }

  /**
   * The team he was in then. Where no date tells, the one that the contact's work counted for already, else the one he is in: who is
   * put into a team takes no past along.
   */
  teamOf(agent: Name, at: number): Name {
    const { names, context } = this.#parts;
    const text = names.textOf(agent)!;
    if (!context.policies.hasMoved(text)) {
      const { added } = this.#head!;
      const entry = added.entryOf(agent);
      if (entry !== UNKNOWN) return added.besideOf(entry);
    }
    return names.of(context.policies.teamOf(text, at));
  }

  /** Where an agent has one line, his next call ends one whose end nobody told (rule 9). */
  #nextCall({ agent, from }: Leg): number {
    const { begun } = this.#parts;
    if (begun === null || this.#channel !== "call" || agent === NONE) return UNKNOWN;
    return begun.nextAfter(agent, from, this.#head!.added.endOfCall(agent, from));
  }

  #surveyOf(survey: Name): Name {
    const { surveys } = this.#parts;
    if (!surveys.any) return NONE;
    return surveys.of(survey === NONE ? null : this.#events.labelTextOf(survey));
  }

  #inForce({ queue, offeredAt }: Stay, channel: Channel): QueuePolicy {
    const known = this.#versions[channel][queue];
    if (known !== undefined) return known.length === 1 ? known[0]! : inForce(known, offeredAt);
    const { names, context } = this.#parts;
    const versions = context.policies.of(queueCell(names.textOf(queue)!, channel), channel);
    this.#versions[channel][queue] = versions;
    return inForce(versions, offeredAt);
  }
}

const notSaid = (): null => null;

/** When the first of them was; UNKNOWN: none. */
function firstAfter(restarts: readonly Restart[], at: number, sequence: number): number {
  for (const restart of restarts) if (isAfter(restart, at, sequence)) return restart.at;
  return UNKNOWN;
}
