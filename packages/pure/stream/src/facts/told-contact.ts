/**
 * A contact's record as it is told: the facts of its stays, and its entries as they were added to the numbers, each with the fact that it
 * is of. What time alone decides now (who waits, who is handled) is not told: the contact has left memory.
 */
import {
  type AddedAmount,
  type AddedAmounts,
  type ContactFacts,
  ENTRY_NAMES,
  NONE,
  UNKNOWN,
} from "@floorwalker/domain";
import type { Names } from "../columns/names.ts";
import { contactOfName, partsOfKey } from "../contact-key.ts";
import { COUNTED, SURVEYED } from "../contacts/added.ts";
import { idsOfRecord, prefixOf } from "../contacts/contact-row-bytes.ts";
import type { StoredContact } from "./stored-contact.ts";

export type ToldContact = Pick<ContactFacts, "channel" | "name" | "contact" | "from" | "to" | "facts" | "added">;

/** `key`: without the site. `leftAt`: of what adds nothing there is nothing to tell but that, epoch ms. */
export function toldContact(
  stored: StoredContact,
  names: Names,
  { key, record, leftAt }: { readonly key: string; readonly record: Uint8Array; readonly leftAt: number },
): ToldContact {
  const { channel, name } = partsOfKey(key);
  const contact = contactOfName(name);
  // It has become another contact's id: what was told of it is that one's now.
  if (idsOfRecord(record) !== null) return { channel, name, contact, from: leftAt, to: leftAt, facts: [], added: [] };
  stored.open(key, record).fold([record], prefixOf(record));
  const added = addedBy(stored, names);
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { amounts } of added)
    for (const [, at] of amounts) {
      if (at < from) from = at;
      if (at > to) to = at;
    }
  const addsNothing = from > to;
  return {
    channel,
    name,
    contact,
    from: addsNothing ? leftAt : from,
    to: addsNothing ? leftAt : to,
    facts: Array.from({ length: stored.stayCount }, (_, place) => stored.factAt(place)),
    added,
  };
}

/** Of the contact at hand, once it is folded. */
export function addedBy(stored: StoredContact, names: Names): AddedAmounts[] {
  const { added } = stored;
  const groups: (AddedAmounts & { readonly amounts: AddedAmount[] })[] = [];
  /** Of each the first entry that counts for the same: of one contact they are few. */
  const firsts: number[] = [];
  for (let entry = 0; entry < added.count; entry++) {
    const kind = added.kindOf(entry);
    if (kind !== COUNTED && kind !== SURVEYED) continue;
    // Mostly it is that of the entry before.
    let at = groups.length - 1;
    while (at >= 0 && !countsAlike(stored, firsts[at]!, entry)) at--;
    if (at < 0) {
      at = firsts.push(entry) - 1;
      groups.push(groupOf(stored, names, entry));
    }
    groups[at]!.amounts.push([ENTRY_NAMES[added.whatOf(entry)]!, added.atOf(entry), added.amountOf(entry)]);
  }
  return groups;
}

function groupOf(stored: StoredContact, names: Names, entry: number): AddedAmounts & { amounts: AddedAmount[] } {
  const { added } = stored;
  const stay = stored.stayOf(entry);
  const agent = added.agentOf(entry);
  const beside = names.textOf(added.besideOf(entry));
  const isSurvey = added.kindOf(entry) === SURVEYED;
  return {
    fact: stay === UNKNOWN ? -1 : stay,
    queue: names.textOf(added.queueOf(entry)),
    agent: names.textOf(agent),
    team: agent === NONE ? null : beside,
    reason: !isSurvey && agent === NONE ? beside : null,
    survey: isSurvey ? beside : null,
    amounts: [],
  };
}

function countsAlike(stored: StoredContact, one: number, other: number): boolean {
  const { added } = stored;
  return (
    added.besideOf(one) === added.besideOf(other) &&
    added.agentOf(one) === added.agentOf(other) &&
    added.queueOf(one) === added.queueOf(other) &&
    added.kindOf(one) === added.kindOf(other) &&
    stored.stayOf(one) === stored.stayOf(other)
  );
}
