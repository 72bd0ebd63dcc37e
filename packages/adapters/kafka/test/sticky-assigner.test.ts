import fc from "fast-check";
import { expect, test } from "vitest";
import { assignStickily, distribute, joiningBytes, shareOut } from "../src/sticky-assigner.ts";

const partitions = (count: number) => Array.from({ length: count }, (_, index) => `events/${index}`);

/** Members with what they say they hold: any keys, also ones that do not exist or that another member claims too. */
const group = fc
  .record({ count: fc.integer({ min: 0, max: 20 }), members: fc.integer({ min: 1, max: 6 }) })
  .chain(({ count, members }) =>
    fc.record({
      all: fc.constant(partitions(count)),
      holdings: fc
        .array(fc.uniqueArray(fc.constantFrom(...partitions(22))), { minLength: members, maxLength: members })
        .map((holdings) => new Map(holdings.map((keys, index) => [`member-${index}`, keys] as const))),
    }),
  );

test("every partition has exactly one reader, and no reader has two more than another", () => {
  fc.assert(
    fc.property(group, ({ all, holdings }) => {
      const given = [...distribute(all, holdings).values()];
      expect(given.flat().toSorted()).toEqual(all.toSorted());
      const sizes = given.map((keys) => keys.length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      expect(given).toHaveLength(holdings.size);
    }),
  );
});

test("nothing moves when nobody came or went", () => {
  fc.assert(
    fc.property(group, ({ all, holdings }) => {
      const before = distribute(all, holdings);
      const after = distribute(all, before);
      for (const [member, keys] of before) expect(after.get(member)!.toSorted()).toEqual(keys.toSorted());
    }),
  );
});

test("when a member goes only its partitions move, when one comes only what it must have", () => {
  const all = partitions(8);
  const alone = distribute(all, new Map([["a", []]]));
  const pair = distribute(all, new Map([...alone, ["b", []]]));
  expect(pair.get("b")).toHaveLength(4);
  const three = distribute(all, new Map([...pair, ["c", []]]));
  const moved = (from: string) => pair.get(from)!.filter((key) => !three.get(from)!.includes(key));
  expect([...moved("a"), ...moved("b")].toSorted()).toEqual(three.get("c")!.toSorted());
  const left = new Map([...three].filter(([member]) => member !== "b"));
  const two = distribute(all, left);
  for (const member of ["a", "c"]) expect(two.get(member)).toEqual(expect.arrayContaining([...three.get(member)!]));
});

/** Two of one group that read other topics, as while one of them looks whether it may read more. */
const counts = new Map([
  ["calls", 4],
  ["chats", 3],
  ["secret", 2],
]);
const named = (topic: string) => Array.from({ length: counts.get(topic)! }, (_, partition) => `${topic}/${partition}`);

test("a topic is read by those alone who asked for it, whatever the others read, and by one of them whole", () => {
  const members = new Map([
    ["few", { topics: ["calls"], holds: [...named("calls"), ...named("chats")] }],
    ["all", { topics: ["calls", "chats", "secret"], holds: [] }],
  ]);
  const given = shareOut(counts, members);
  expect([...given.values()].flat().toSorted()).toEqual([...counts.keys()].flatMap(named).toSorted());
  expect(given.get("few")!.every((key) => key.startsWith("calls/"))).toBe(true);
  expect(given.get("few")).toHaveLength(2);
  expect(given.get("all")).toEqual(expect.arrayContaining([...named("chats"), ...named("secret")]));
});

test.each(["few", "all"])("whoever leads, %s, knows how much there is of what only others read", (leader) => {
  const topics = { few: ["calls"], all: ["calls", "chats"] };
  const members = new Map(
    Object.entries(topics).map(([memberId, of]) => [
      memberId,
      {
        memberId,
        version: 1,
        topics: of,
        metadata: joiningBytes(
          [{ topic: "calls", partition: 1 }],
          new Map(of.map((topic) => [topic, counts.get(topic)!])),
        ),
      },
    ]),
  );
  const own = topics[leader as keyof typeof topics];
  const known = new Map(own.map((topic) => [topic, { partitionsCount: counts.get(topic)! }]));
  const metadata = { topics: known } as unknown as Parameters<typeof assignStickily>[3];
  const told = assignStickily(leader, members, new Set(own), metadata);
  const of = new Map(told.map(({ memberId, assignments }) => [memberId, assignments]));
  expect(of.get("all")!.get("chats")?.partitions).toEqual([0, 1, 2]);
  expect(of.get("few")!.has("chats")).toBe(false);
  expect([...of.values()].flatMap((each) => each.get("calls")?.partitions ?? []).toSorted((a, b) => a - b)).toEqual([
    0, 1, 2, 3,
  ]);
});
