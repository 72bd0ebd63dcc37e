/**
 * Calls whose id changed on their way (rule 24): which ids are one contact follows from what each id tells by itself (`ToldTalks`),
 * agent by agent (`matchTalks`), and is derived anew whenever something that it follows from changes. So the order in which events
 * come decides nothing. What decides is in memory: a talk without an end stays until no event could tell it, and so does a call that
 * was handed on with a talk that it never had; one that ended so leaves like others, and is found again (`end-names.ts`). Ordinary
 * calls pay for a chain of open talks by agent.
 */
import type { CanonicalEvent, Name, Pool, Stray } from "@floorwalker/domain";
import { type Added, WORK, WORK_KINDS } from "../contacts/added.ts";
import type { ContactHead } from "../contacts/contact-head.ts";
import { AgentContacts } from "./agent-contacts.ts";
import { components } from "./components.ts";
import { matchTalks, type OpenTalk, type StrayEnd, type TalkLink } from "./match-talks.ts";
import type { ToldTalks } from "./told-talks.ts";

const ON_CONTACT = WORK_KINDS.indexOf("onContact");

interface Link extends TalkLink {
  readonly agent: Name;
}

/** What is asked of and done to the contacts in memory. */
export interface ContactsOfIds {
  /** The id's contact; −1: it is not in memory. */
  contactOf(id: string): number;
  /** The events told under an id of a contact, by id. */
  eventsOf(contact: number): ReadonlyMap<string, readonly CanonicalEvent[]>;
  /** These ids are one contact each, and no longer what they were. Those that were one with others than now. */
  regroup(groups: readonly ReadonlySet<string>[]): Iterable<string>;
}

export class ChangedIds {
  readonly #contacts: ContactsOfIds;
  readonly #talks: ToldTalks;
  readonly #open = new AgentContacts();
  /** By agent, contacts that were told ends of talks of his that they never had; and by contact, of whom. */
  readonly #holders = new Map<Name, Set<number>>();
  readonly #agentsOf = new Map<number, ReadonlySet<Name>>();
  readonly #handOns = new Set<number>();
  /** Contacts of one id that were told ends since it was last asked. */
  #ended = new Set<number>();
  /** Ids that are one contact no longer: a talk that has lost the end found for it may have another. */
  readonly #freed = new Set<string>();
  /** By the id whose end was found to be of another id's talk. */
  readonly #links = new Map<string, readonly Link[]>();
  /** Contacts of several ids to be looked at: whether they still are one, also by what was found before they were read back. */
  #grouped = new Set<number>();
  /** Agents of whom something changed, with the contacts that it changed in. */
  #changed = new Map<Name, Set<number>>();

  constructor(contacts: ContactsOfIds, talks: ToldTalks) {
    this.#contacts = contacts;
    this.#talks = talks;
  }

  /** A call was settled, or came back. `strays`: of its fold; null: it is to be looked through. `changed`: its work, or whether it goes on. */
  settled(contact: number, head: ContactHead, strays: Pool<Stray> | null, changed: boolean): void {
    const others = head.hasOtherIds;
    if (others) this.#grouped.add(contact);
    if (changed || others) this.#index(contact, head);
    if (head.hasStrays || others || (this.#agentsOf.size > 0 && this.#agentsOf.has(contact)))
      this.#hold(contact, others ? null : strays);
    if (!others && this.#agentsOf.size > 0 && this.#agentsOf.has(contact)) this.#ended.add(contact);
    if (this.#holders.size > 0) this.#tellHolders(contact, head.added);
  }

  #index(contact: number, { added, unfinished, hasOtherIds }: ContactHead): void {
    this.#open.remove(contact);
    if (!unfinished && !hasOtherIds) return;
    for (let entry = 0; entry < added.count; entry++)
      if (isTalk(added, entry)) this.#open.add(contact, added.agentOf(entry));
  }

  #hold(contact: number, strays: Pool<Stray> | null): void {
    const agents = new Set<Name>();
    let handsOn = false;
    if (strays === null)
      for (const events of this.#contacts.eventsOf(contact).values()) {
        const talks = this.#talks.of(events);
        talks.collectAgents(agents);
        handsOn ||= talks.handsOn;
      }
    else
      for (let index = 0; index < strays.count; index++) {
        agents.add(strays.at(index).agent);
        handsOn ||= strays.at(index).handedOn;
      }
    this.#letGo(contact);
    for (const agent of agents) {
      const holders = this.#holders.get(agent);
      if (holders === undefined) this.#holders.set(agent, new Set([contact]));
      else holders.add(contact);
      this.#change(agent, contact);
    }
    if (agents.size > 0) this.#agentsOf.set(contact, agents);
    if (handsOn) this.#handOns.add(contact);
  }

  #letGo(contact: number): void {
    this.#handOns.delete(contact);
    for (const agent of this.#agentsOf.get(contact) ?? []) {
      this.#change(agent, contact);
      const holders = this.#holders.get(agent)!;
      holders.delete(contact);
      if (holders.size === 0) this.#holders.delete(agent);
    }
    this.#agentsOf.delete(contact);
  }

  #tellHolders(contact: number, added: Added): void {
    for (let entry = 0; entry < added.count; entry++) {
      const agent = added.agentOf(entry);
      if (isTalk(added, entry) && this.#holders.has(agent)) this.#change(agent, contact);
    }
  }

  #change(agent: Name, contact: number): void {
    const contacts = this.#changed.get(agent);
    if (contacts === undefined) this.#changed.set(agent, new Set([contact]));
    else contacts.add(contact);
  }

  /** Contacts in which the agent may have an open talk, or had one that ended without being told. */
  openFor(agent: Name): ReadonlySet<number> {
    const contacts = new Set<number>();
    this.#open.collect(agent, contacts);
    return contacts;
  }

  /** Late events may still tell whose talk was handed on there. */
  isHeld(contact: number): boolean {
    return this.#handOns.has(contact);
  }

  /** Contacts that were told ends of talks that they never had, since this was last asked. */
  takeEnded(): ReadonlySet<number> {
    const ended = this.#ended;
    if (ended.size > 0) this.#ended = new Set();
    return ended;
  }

  /** Names under which ends of any talks of these contacts may be found, and of those that lost their end since this was last asked. */
  collectEndNames(contacts: Iterable<number>, names: Set<string>): void {
    const all = new Set(contacts);
    for (const id of this.#freed) all.add(this.#contacts.contactOf(id));
    this.#freed.clear();
    all.delete(-1);
    for (const contact of all)
      for (const told of this.#contacts.eventsOf(contact).values()) this.#talks.of(told).collectEndNames(names);
  }

  /** Names under which it is found by who is told late of a talk: it ended one that it never had, and nobody's was found. */
  endNames(contact: number): string[] {
    if (!this.#agentsOf.has(contact)) return [];
    const told = [...this.#contacts.eventsOf(contact)];
    return told.length === 1 ? this.#talks.of(told[0]![1]).endNames() : [];
  }

  /** It leaves memory; what was found of it stands. */
  left(contact: number, ids: Iterable<string>): void {
    this.#open.remove(contact);
    this.#letGo(contact);
    this.#grouped.delete(contact);
    this.#ended.delete(contact);
    for (const contacts of this.#changed.values()) contacts.delete(contact);
    for (const id of ids) this.#links.delete(id);
  }

  /** The call was handed on with a talk that neither it nor, as far as is known, another one had there: in no number. */
  isUnplaced(contact: number, id: string, agent: Name, queue: Name, at: number): boolean {
    const told = this.#contacts.eventsOf(contact).get(id)!;
    const ends: StrayEnd[] = [];
    const talks = this.#talks.of(told);
    talks.collectEnds(id, agent, ends);
    if (!ends.some((end) => end.handedOn && end.queue === queue && end.at === at) || talks.wasIn(queue)) return false;
    return !(this.#links.get(id) ?? []).some((link) => link.agent === agent && link.queue === queue);
  }

  /** Ids become one contact, or cease to be, as what they tell says by now. */
  derive(): void {
    if (this.#changed.size + this.#grouped.size === 0) return;
    const affected = new Set<string>();
    const [changed, grouped] = [this.#changed, this.#grouped];
    this.#changed = new Map();
    this.#grouped = new Set();
    for (const [agent, contacts] of changed) this.#deriveFor(agent, contacts, affected);
    for (const contact of grouped) for (const id of this.#contacts.eventsOf(contact).keys()) affected.add(id);
    if (affected.size === 0) return;
    for (const id of this.#contacts.regroup(this.#groupsOf(affected))) this.#freed.add(id);
  }

  #deriveFor(agent: Name, contacts: Set<number>, affected: Set<string>): void {
    this.#open.collect(agent, contacts);
    for (const contact of this.#holders.get(agent) ?? []) contacts.add(contact);
    const ids: string[] = [];
    const talks: OpenTalk[] = [];
    const ends: StrayEnd[] = [];
    for (const contact of contacts)
      for (const [id, events] of this.#contacts.eventsOf(contact)) {
        ids.push(id);
        const told = this.#talks.of(events);
        told.collectTalks(id, agent, talks);
        told.collectEnds(id, agent, ends);
      }
    const links = matchTalks(talks, ends);
    for (const id of ids) this.#link(id, agent, links, affected);
  }

  #link(id: string, agent: Name, found: readonly TalkLink[], affected: Set<string>): void {
    const known = this.#links.get(id) ?? [];
    const before = known.filter((link) => link.agent === agent);
    const now = found.filter(({ from }) => from === id).map((link) => ({ ...link, agent }));
    if (isSame(before, now)) return;
    for (const { from, to } of [...before, ...now]) affected.add(from).add(to);
    const all = [...known.filter((link) => link.agent !== agent), ...now];
    if (all.length === 0) this.#links.delete(id);
    else this.#links.set(id, all);
  }

  /** Of these ids, and of all that are one contact with any of them now. */
  #groupsOf(affected: ReadonlySet<string>): Set<string>[] {
    const ids = new Set<string>();
    for (const contact of new Set([...affected].map((id) => this.#contacts.contactOf(id))))
      if (contact >= 0) for (const id of this.#contacts.eventsOf(contact).keys()) ids.add(id);
    const pairs = [...ids].flatMap((id) =>
      (this.#links.get(id) ?? []).flatMap(({ to }): [string, string][] => (ids.has(to) ? [[id, to]] : [])),
    );
    return components(ids, pairs);
  }
}

const isSame = (a: readonly TalkLink[], b: readonly TalkLink[]): boolean =>
  a.length === b.length && a.every((link, index) => link.to === b[index]!.to && link.queue === b[index]!.queue);

const isTalk = (added: Added, entry: number): boolean =>
  added.kindOf(entry) === WORK && added.whatOf(entry) === ON_CONTACT;
