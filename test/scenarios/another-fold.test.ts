/**
 * A stored state meets a program whose fold gives other numbers than the one that wrote it. Sums stay sound: what was added is taken
 * back as it was added, and nothing goes round in circles. (A list of counters that has changed: `a-counter-is-inserted.test.ts`.)
 */
import type { CanonicalEvent, ContributionSink } from "@floorwalker/domain";
import { afterEach, expect, test, vi } from "vitest";
import { seeded, shuffled } from "../support/src/shuffle.ts";
import { T0, tell } from "../support/src/tell.ts";

const FOLDER_FILE = "../../packages/pure/domain/src/contact/contact-folder.ts";
type Folder = typeof import("../../packages/pure/domain/src/contact/contact-folder.ts");
const HOUR = 3_600_000;

afterEach(() => {
  vi.doUnmock(FOLDER_FILE);
  vi.resetModules();
});

const calls = (numbers: readonly number[]): CanonicalEvent[] =>
  numbers.flatMap((call) => {
    const contact = { contact: `c${call}` };
    return [
      tell(call * 10, "contact.queued", { ...contact, id: `${call}-1` }),
      tell(call * 10 + 7, "contact.answered", { ...contact, id: `${call}-2`, agent: "a1" }),
      tell(call * 10 + 60, "contact.ended", { ...contact, id: `${call}-3`, agent: "a1" }),
    ];
  });
const ALL = calls(Array.from({ length: 40 }, (_, call) => call));
/** Of some calls that were stored, one event is missing. */
const LATE = ALL.filter(({ id }) => /^(3|8|21|33)-2$/.test(id));
const EARLY = ALL.filter((event) => !LATE.includes(event));

/** The program as it is loaded now, mocks and all. */
async function program() {
  vi.resetModules();
  const { PureOwner } = await import("../support/src/pure-owner.ts");
  return {
    counted: (events: readonly CanonicalEvent[]) => new PureOwner().feed(events, { batch: 7 }).tick(T0 + HOUR),
    restored: (
      ...stored: readonly [Parameters<typeof PureOwner.restored>[1], Parameters<typeof PureOwner.restored>[2]]
    ) => PureOwner.restored({}, ...stored),
  };
}
type Owner = ReturnType<Awaited<ReturnType<typeof program>>["counted"]>;

function stored(owner: Owner) {
  const records = [...owner.records].flatMap(([place, held]) =>
    [...held].map(([key, { value }]) => [place, key, value] as const),
  );
  return [owner.rows, records] as const;
}

const numbersOf = (owner: Owner) => owner.report("1h", T0 + HOUR);

test("a fold that gives other numbers takes back what the one before has added: touched contacts have its numbers, after a refold all have", async () => {
  const [rows, records] = stored((await program()).counted(EARLY));
  vi.doMock(FOLDER_FILE, async (original) => {
    const real = await original<Folder>();
    class Another extends real.ContactFolder {
      override emit(
        sink: ContributionSink,
        ...given: [never, never]
      ): ReturnType<InstanceType<Folder["ContactFolder"]>["emit"]> {
        // Everything counts twice, and five minutes later.
        const other = Object.assign(Object.create(sink) as ContributionSink, {
          into: sink.into.bind(sink),
          waiting: sink.waiting.bind(sink),
          handling: sink.handling.bind(sink),
          work: sink.work.bind(sink),
          add: (at: number, counter: number, amount: number) => sink.add(at + 300_000, counter, 2 * amount),
        });
        return super.emit(other, ...given);
      }
    }
    return { ...real, ContactFolder: Another };
  });
  const another = await program();
  const fresh = another.counted(ALL);
  const goneOn = another.restored(rows, records);
  expect(numbersOf(goneOn).total.site.counters.offered).toBe(40);
  goneOn.feed(shuffled([...LATE, ...ALL.slice(0, 9)], seeded(1)), { batch: 2 }).tick(T0 + HOUR);
  // Those of late events and of repeated ones count twice, no other.
  expect(numbersOf(goneOn).total.site.counters.offered).toBe(40 + LATE.length + 3);
  goneOn.crash().tick(T0 + HOUR);
  expect(goneOn.refold()).toBe(40 - LATE.length - 3);
  goneOn.tick(T0 + HOUR);
  expect(numbersOf(goneOn)).toEqual(numbersOf(fresh));
  expect(numbersOf(goneOn).total.site.counters.offered).toBe(80);
});
