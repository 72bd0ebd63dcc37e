/** What is decided of a customer's contacts where not all of them can be kept: what is true, or nothing. */
import { FIRST_CONTACT, type FirstContact, type SiteConfig, sitePolicies, unconfiguredSite } from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CustomerContact, firstContactOf, inOrderOfBeginning } from "../../src/customers/customer-contacts.ts";
import { CustomerTable, MOST_OF_CUSTOMER } from "../../src/customers/customer-table.ts";
import type { SiteContext } from "../../src/site-context.ts";

const { none, only, repeated, unknown } = FIRST_CONTACT;
const HORIZON = 1_000;

function tableOf(customerContacts: number | null, site: Partial<SiteConfig> = { firstContactMs: 100 }) {
  const log = { measure: 0 };
  const context = {
    config: { ...unconfiguredSite("here"), ...site },
    policies: { site: sitePolicies({ ...unconfiguredSite("here"), ...site }, "outcome") },
    limits: customerContacts === null ? null : { customerContacts },
    horizonMs: { call: HORIZON, chat: HORIZON, email: HORIZON },
    log,
  } as unknown as SiteContext;
  let table = new CustomerTable(context);
  const rows = new Map<string, Uint8Array>();
  const restart = (): void => {
    table.drain({
      row: (key, value) => void (value === null ? rows.delete(key) : rows.set(key, value)),
      record: () => {},
    });
    table = new CustomerTable(context);
    for (const [key, value] of rows) table.restore(key.split("\u001e")[2]!, value);
  };
  const decided = new Map<string, FirstContact>();
  const tell = (customer: string | null, contact: CustomerContact): void => {
    const changed = [...table.settled(contact.key, customer, contact)];
    for (const key of changed) decided.set(key, table.firstContact(key) ?? decided.get(key) ?? none);
    table.allSettled();
  };
  return { tell, decided, restart, log, rows, table: () => table };
}

const contact = (key: string, began: number, more: Partial<CustomerContact> = {}): CustomerContact => ({
  key,
  began,
  reason: null,
  answered: true,
  callsBack: false,
  ...more,
});

test("whatever the room and whenever it starts again: what is decided is what would be with room for all, or that nobody can tell", () => {
  const told = fc.record({
    customer: fc.constantFrom("a", "b", "c", "d"),
    key: fc.nat(30),
    answered: fc.boolean(),
    early: fc.nat(60),
    restarts: fc.nat(9).map((chance) => chance === 0),
    nobodys: fc.nat(4).map((chance) => chance === 0),
  });
  let unknowns = 0;
  fc.assert(
    fc.property(fc.array(told, { maxLength: 40 }), fc.integer({ min: 1, max: 12 }), (all, room) => {
      const [limited, free] = [tableOf(room), tableOf(null)];
      all.forEach(({ customer, key, answered, early, restarts, nobodys }, index) => {
        // A contact is one customer's, begins once, and is answered or not.
        const of = `${customer}${key}`;
        const one = contact(of, 20 * key + (early % 7), { answered: answered || index % 2 === 0 });
        for (const each of [limited, free]) each.tell(nobodys ? null : customer, one);
        if (restarts) limited.restart();
      });
      for (const [key, first] of limited.decided) {
        if (first === unknown) unknowns++;
        else if (first !== none) expect([key, first]).toEqual([key, free.decided.get(key)]);
      }
      // And nothing is left out in silence: what would count is counted, or counted as unknown.
      for (const [key, first] of free.decided)
        if (first !== none) expect([key, limited.decided.get(key)]).not.toEqual([key, none]);
    }),
  );
  expect(unknowns).toBeGreaterThan(0);
});

test("where there was room for all, what is stored of a customer is his contacts, whatever is kept of them and whenever it starts again", () => {
  const [one, other] = [tableOf(null), tableOf(null)];
  for (const { tell, restart } of [one, other]) {
    tell("a", contact("a1", 10));
    if (tell === other.tell) restart();
    tell("a", contact("a2", 20));
    restart();
  }
  const stored = [...one.rows.values()].map((row) => Buffer.from(row).toString());
  expect(stored).toEqual([expect.not.stringContaining("]],")]);
  expect([...other.rows.values()].map((row) => Buffer.from(row).toString())).toEqual(stored);
});

test("without room a new customer's contact is unknown, and so are his next ones until it decides about them no more", () => {
  const { tell, decided, log, table } = tableOf(2);
  for (const [customer, key, began] of [
    ["a", "a1", 10],
    ["b", "b1", 10],
    ["c", "c1", 20],
    ["a", "a2", 30],
  ] as const)
    tell(customer, contact(key, began));
  expect(Object.fromEntries(decided)).toEqual({ a1: repeated, b1: only, c1: unknown });
  expect([table().size, table().withoutRoom]).toEqual([3, 1]);
  tell(null, contact("b1", 10));
  tell(null, contact("a2", 30));
  expect(decided.get("b1")).toBe(none);
  tell("c", contact("c0", 119));
  expect(decided.get("c0")).toBe(unknown);
  log.measure = 2_000;
  table().prune();
  expect(table().size).toBe(0);
  for (const [key, began] of [
    ["c2", 1_900],
    ["c3", 1_950],
  ] as const)
    tell("c", contact(key, began));
  // What had no room began before all that is still asked for.
  expect([decided.get("c2"), decided.get("c3")]).toEqual([repeated, undefined]);
});

test("who comes more often than a person is nobody, until he has stayed away for as long as contacts are kept", () => {
  const { tell, decided, log, rows, restart, table } = tableOf(null);
  for (let index = 0; index <= MOST_OF_CUSTOMER; index++) tell("anonymous", contact(`k${index}`, index));
  expect(new Set(decided.values())).toEqual(new Set([none]));
  expect([table().crowded, table().size]).toEqual([1, MOST_OF_CUSTOMER + 1]);
  restart();
  tell("anonymous", contact("late", 900));
  expect([table().firstContact("k0"), table().firstContact("late"), table().size]).toEqual([
    none,
    null,
    MOST_OF_CUSTOMER + 1,
  ]);
  log.measure = 1_900;
  table().prune();
  expect([table().crowded, table().size]).toEqual([1, 0]);
  log.measure = 2_200;
  table().prune();
  restart();
  expect([table().crowded, rows.size]).toEqual([0, 0]);
  tell("anonymous", contact("again", 2_100));
  expect(decided.get("again")).toBe(only);
});

test("each contact is judged by the time that was in force when it began", () => {
  const { tell, decided } = tableOf(null, { firstContactMs: 100, changes: [{ from: 1_000, firstContactMs: 20 }] });
  for (const [key, began] of [
    ["before", 950],
    ["after", 1_030],
    ["again", 1_060],
  ] as const)
    tell("a", contact(key, began));
  expect(Object.fromEntries(decided)).toEqual({ before: repeated, after: only, again: only });
});

test("first is who is answered and had nobody answered of the same customer and about the same before him, within what counts; repeated, whom another comes after", () => {
  const one = fc.record({
    began: fc.nat(40),
    reason: fc.constantFrom(null, "bill"),
    answered: fc.boolean(),
    callsBack: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 12 }), fc.nat(20), fc.nat(40), (all, apart, knownFrom) => {
      const contacts = all.map((each, index) => contact(`c${index}`, each.began, each)).sort(inOrderOfBeginning);
      for (const [place, { began, reason, answered }] of contacts.entries()) {
        const about = contacts.filter((other) => other.reason === reason);
        const before = about.some((other) => other.answered && other.began < began && began - other.began <= apart);
        const after = about.some((other) => !other.callsBack && other.began > began && other.began - began <= apart);
        const first = began - apart < knownFrom ? unknown : after ? repeated : only;
        expect(firstContactOf(contacts, place, { within: () => apart, knownFrom })).toBe(
          answered && !before ? first : none,
        );
      }
    }),
  );
});
