/** Where the fold of one contact stands: its stays, and what earlier events let later ones mean. */
import type { Channel } from "../event.ts";
import type { FoldEvent } from "./fold-event.ts";
import { type Name, NONE, UNKNOWN } from "./name.ts";
import { goesOn } from "./placing.ts";
import { Pool } from "./pool.ts";
import { Stay, Survey, UnplacedRing } from "./stay.ts";
import { Stray } from "./stray.ts";

/** What is to be known of a contact beside others of its customer, once it is emitted. */
export type ContactOfCustomer = Pick<
  Course,
  "customer" | "contactReason" | "firstEnteredAt" | "firstAnswered" | "callsBack"
>;

export class Course {
  channel: Channel = "call";
  readonly stays = new Pool(() => new Stay());
  /** Surveys that rate no known stay: they count for the site. */
  readonly unplacedSurveys = new Pool(() => new Survey());
  readonly unplacedRings = new Pool(() => new UnplacedRing());
  /** Ends of talks that it never had: those of another id, perhaps. */
  readonly strays = new Pool(() => new Stray());
  /** Events that could not have happened in this order, or to this contact. */
  impossible = 0;
  /** How many events it was told, with the one in hand. */
  heard = 0;
  lastEventAt = UNKNOWN;
  /** The newest queue that any event named, whether the contact was seen in it or not. */
  lastQueue: Name = NONE;
  /** What the contact is about, as last told. */
  contactReason: Name = NONE;
  /** Whose contact it is, as last told: a label. */
  customer: Name = NONE;
  /** Resolved after so many stays, and not opened again since; UNKNOWN: it is not. */
  resolvedAfter = UNKNOWN;
  /** A human agent has had to do with it in this life. */
  human = false;
  /** Who wrote first; UNKNOWN: nobody yet. */
  firstParty = UNKNOWN;
  /** An agent wrote first, and the customer has not written yet. */
  outbound = false;
  /** In this life an agent has written. */
  responded = false;
  /** What the response of this life runs from; UNKNOWN: the contact's first `queued`. */
  responseFrom = UNKNOWN;
  /** When the customer wrote what no agent has replied to yet; UNKNOWN: nothing waits for a reply. */
  awaitingSince = UNKNOWN;
  /** It calls back a customer who asked for it. */
  callsBack = false;
  /** The stay whose leg was handed on, until the contact is queued anew. */
  handedOn: Stay | null = null;
  /** The stay that was abandoned, until anything else happens. */
  abandoned: Stay | null = null;
  /** The event in hand tells that abandon once more. */
  endedAgain = false;

  reset(channel: Channel): void {
    this.channel = channel;
    this.stays.clear();
    this.unplacedSurveys.clear();
    this.unplacedRings.clear();
    this.strays.clear();
    this.impossible = 0;
    this.heard = 0;
    this.lastEventAt = UNKNOWN;
    this.lastQueue = NONE;
    this.contactReason = NONE;
    this.customer = NONE;
    this.resolvedAfter = UNKNOWN;
    this.human = false;
    this.firstParty = UNKNOWN;
    this.outbound = false;
    this.responded = false;
    this.responseFrom = UNKNOWN;
    this.awaitingSince = UNKNOWN;
    this.callsBack = false;
    this.handedOn = null;
    this.abandoned = null;
    this.endedAgain = false;
  }

  /** A new stay, as yet without `queued`. */
  open(queue: Name, event: FoldEvent): Stay {
    const stay = this.stays.add();
    stay.queue = queue;
    stay.label = event.segment;
    stay.firstEventAt = event.time;
    stay.lastEventAt = event.time;
    stay.lastSource = event.source;
    stay.lastSequence = event.sequence;
    if (this.outbound) stay.outcome = "outbound";
    return stay;
  }

  /** A stay that nobody announced; null: nobody says in which queue. */
  imply(event: FoldEvent): Stay | null {
    return event.queue === NONE ? this.cannotBe() : this.open(event.queue, event);
  }

  cannotBe(): null {
    this.impossible++;
    return null;
  }

  /** Something goes on in some stay: a talk that was left behind does not, whatever its own end may still say. */
  get goesOn(): boolean {
    for (let index = 0; index < this.stays.count; index++) if (goesOn(this.stays.at(index))) return true;
    return false;
  }

  /** The first stay that was answered; null: none was. */
  get firstAnswered(): Stay | null {
    for (let index = 0; index < this.stays.count; index++) {
      const stay = this.stays.at(index);
      if (stay.outcome === "answered") return stay;
    }
    return null;
  }

  /** When it first entered a queue; UNKNOWN: it has not. */
  get firstEnteredAt(): number {
    for (let index = 0; index < this.stays.count; index++) {
      const stay = this.stays.at(index);
      if (stay.isOffered) return stay.enteredAt;
    }
    return UNKNOWN;
  }
}
