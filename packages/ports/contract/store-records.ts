/** The laws of `../src/store.ts` about records in buckets, about large commits (S2), and about the outbox (S6). */
import { expect, test } from "vitest";
import type { RecordPut, Store } from "../src/index.ts";
import { numbered, patience } from "./recording.ts";
import { bytesOf, charactersOf, found, gather, type StoreUnderTest, shown, viewOf, writer } from "./store-writer.ts";

const put = (bucket: number, key: string, value: string | null, recordClass = "call"): RecordPut => {
  return { class: recordClass, bucket, key, value: value === null ? null : bytesOf(value) };
};

export function recordLaws({ store, peer, partition }: StoreUnderTest): void {
  test("S2 a lookup finds the newest bucket of the class asked, and nothing of another class", async () => {
    const p = partition();
    const owner = await writer(store(), p);
    await owner.commit({
      records: [put(9, "a", "a9"), put(10, "a", "a10"), put(100, "b", "b100"), put(10, "a", "mail", "email")],
    });
    await owner.commit({ records: [put(8, "a", "a8"), put(99, "b", "b99")] });
    expect(await found(store(), p, "call", ["a", "b", "absent"])).toEqual(
      new Map([
        ["a", { bucket: 10, value: "a10" }],
        ["b", { bucket: 100, value: "b100" }],
      ]),
    );
    expect(await found(store(), p, "email", ["a", "b"])).toEqual(new Map([["a", { bucket: 10, value: "mail" }]]));
    expect(await found(store(), p, "chat", ["a"])).toEqual(new Map());
    expect(await found(store(), p, "call", [])).toEqual(new Map());
    expect(await gather(store().bucket(p, { class: "call", bucket: 10 }))).toEqual(new Map([["a", "a10"]]));
  });

  test("S10 rows are found by how their keys begin, whatever characters that is, and by nothing else", async () => {
    const p = partition();
    const owner = await writer(store(), p);
    const beginnings = [
      "a",
      "ab",
      "a*",
      "[a]",
      "\\a",
      "a?",
      "b\u001e",
      "b",
      "\ud7ff",
      "\ue000",
      "\u{10ffff}",
      "é",
      "🙂",
      "",
    ];
    const keys = [
      ...new Set(beginnings.flatMap((beginning) => ["", "1", "*", "\u{10ffff}", "é"].map((end) => beginning + end))),
    ];
    await owner.commit({ rows: keys.map((key) => [key, bytesOf(key)]) });
    for (const beginning of beginnings)
      expect([...(await gather(peer().rows(p, beginning))).keys()].sort()).toEqual(
        keys.filter((key) => key.startsWith(beginning)).sort(),
      );
    expect(await gather(peer().rows(p, "c"))).toEqual(new Map());
  });

  test("S10 rows and records that stay are all given, however many there are and whatever is committed meanwhile", async () => {
    const p = partition();
    const owner = await writer(store(), p);
    const [staying, other] = [numbered("staying", 6_000), numbered("other", 6_000)];
    await owner.commit({
      rows: [...staying, ...other].map((key) => [key, bytesOf(key)]),
      records: [...staying, ...other].map((key) => put(1, key, key)),
    });
    const given = { rows: new Set<string>(), bucket: new Set<string>() };
    const readings = { rows: peer().rows(p, "staying"), bucket: peer().bucket(p, { class: "call", bucket: 1 }) };
    for (const kind of ["rows", "bucket"] as const)
      for await (const chunk of readings[kind]) {
        for (const [key, value] of chunk) {
          expect(charactersOf(value)).toBe(key);
          given[kind].add(key);
        }
        const gone = other.splice(0, 500);
        await owner.commit({ rows: gone.map((key) => [key, null]), records: gone.map((key) => put(1, key, null)) });
      }
    expect([...given.rows].sort()).toEqual([...staying].sort());
    expect(staying.filter((key) => !given.bucket.has(key))).toEqual([]);
  });

  test("S2 a record moves to another bucket in one commit, and a deleted one is gone", async () => {
    const p = partition();
    const owner = await writer(store(), p);
    await owner.commit({ records: [put(5, "a", "old"), put(5, "b", "b")] });
    await owner.commit({ records: [put(5, "a", null), put(4, "a", "moved"), put(7, "never there", null)] });
    expect(await found(store(), p, "call", ["a", "b"])).toEqual(
      new Map([
        ["a", { bucket: 4, value: "moved" }],
        ["b", { bucket: 5, value: "b" }],
      ]),
    );
    expect(await gather(store().bucket(p, { class: "call", bucket: 5 }))).toEqual(new Map([["b", "b"]]));
  });

  test("S2 a dropped bucket is gone whole, its neighbours and its namesake in another class stay, and it can fill again", async () => {
    const p = partition();
    const owner = await writer(store(), p);
    const many = numbered("key", 3_000);
    const filled = many.map((key) => put(5, key, "5"));
    await owner.commit({
      records: [...filled, put(4, "key-0", "4"), put(6, "key-1", "6"), put(5, "key-0", "chat", "chat")],
    });
    await owner.commit({
      dropBuckets: [
        { class: "call", bucket: 5 },
        { class: "call", bucket: 1_000 },
      ],
    });
    expect(await gather(store().bucket(p, { class: "call", bucket: 5 }))).toEqual(new Map());
    expect(await found(store(), p, "call", many)).toEqual(
      new Map([
        ["key-0", { bucket: 4, value: "4" }],
        ["key-1", { bucket: 6, value: "6" }],
      ]),
    );
    expect((await store().lookup(p, "chat", ["key-0"])).size).toBe(1);
    await owner.commit({ records: [put(5, "key-2", "again")] });
    expect(await gather(store().bucket(p, { class: "call", bucket: 5 }))).toEqual(new Map([["key-2", "again"]]));
  });

  test("S2 a commit of many thousand rows, records, views and notifications is still one commit", async () => {
    const p = partition();
    const owner = await writer(store(), p);
    const rows = numbered("row", 5_000).map((key) => [key, `${key} ${"x".repeat(100)}`] as const);
    const records = numbered("record", 9_000).map((key, index) => put(index % 2, key, key));
    const views = numbered("view", 5_000).map((id) => [id, JSON.stringify({ id })] as const);
    const outbox = numbered("notification", 1_000);
    expect(
      await owner.commit({
        offset: 9_000,
        rows: rows.map(([key, text]) => [key, bytesOf(text)]),
        records,
        views: views.map(([id, row]) => viewOf(id, row)),
        outbox,
      }),
    ).toBe("committed");
    expect(await gather(store().load(p))).toEqual(new Map(rows));
    expect((await gather(store().bucket(p, { class: "call", bucket: 1 }))).size).toBe(4_500);
    const keys = records.map((record) => record.key);
    expect((await store().lookup(p, "call", [...keys, ...numbered("absent", 1_000)])).size).toBe(9_000);
    expect(await shown(store(), p)).toEqual(new Map(views));
    expect((await store().outbox(p, 2_000)).map((entry) => entry.payload)).toEqual(outbox);
    const gone = rows.map(([key]) => [key, null] as const);
    expect(await owner.commit({ rows: gone, views: views.map(([id]) => [id, null] as const) })).toBe("committed");
    expect(await gather(store().load(p))).toEqual(new Map());
    expect((await store().snapshot(p)).rows).toEqual(new Map());
  });

  test("S2 values are bytes: each of them comes back, in rows, records and buckets, and so does none at all", async () => {
    const p = partition();
    const owner = await writer(store(), p);
    const every = Uint8Array.from({ length: 512 }, (_, index) => index % 256);
    // A part of something larger, as values are that share memory.
    const values = { whole: every, part: every.subarray(100, 300), nothing: new Uint8Array(), "naïve 🙂": every };
    const entries = Object.entries(values);
    const records = entries.map(([key, value]) => ({ class: "call", bucket: 1, key, value }));
    expect(await owner.commit({ rows: entries, records })).toBe("committed");
    const expected = new Map(entries.map(([key, value]) => [key, charactersOf(value)]));
    const read = async (chunks: ReturnType<Store["load"]>) => {
      const all = new Map<string, string>();
      for await (const chunk of chunks) for (const [key, value] of chunk) all.set(key, charactersOf(value));
      return all;
    };
    expect(await read(peer().load(p))).toEqual(expected);
    expect(await read(peer().bucket(p, { class: "call", bucket: 1 }))).toEqual(expected);
    const looked = await peer().lookup(p, "call", Object.keys(values));
    expect(new Map([...looked].map(([key, { value }]) => [key, charactersOf(value)]))).toEqual(expected);
  });

  test("S6 the outbox keeps its order; what is acknowledged never comes back, what is not does", async () => {
    const p = partition();
    const owner = await writer(store(), p);
    await owner.commit({ outbox: ["a", "b"] });
    await owner.commit({ outbox: ["c"] });
    await owner.commit({ outbox: ["d"] });
    const first = await peer().outbox(p, 3);
    expect(first.map((entry) => entry.payload)).toEqual(["a", "b", "c"]);
    await peer().acknowledge(p, [first[1]!.id]);
    expect((await store().outbox(p, 10)).map((entry) => entry.payload)).toEqual(["a", "c", "d"]);
    // Also behind one that is gone.
    for (const [after, left] of [
      [first[0], ["c", "d"]],
      [first[1], ["c", "d"]],
      [first[2], ["d"]],
    ] as const)
      expect((await peer().outbox(p, 10, after!.id)).map((entry) => entry.payload)).toEqual(left);
    const rest = await store().outbox(p, 10);
    await store().acknowledge(p, [...rest.map(({ id }) => id), first[1]!.id]);
    await store().acknowledge(p, []);
    expect(await store().outbox(p, 10)).toEqual([]);
    await owner.commit({ outbox: ["e"] });
    const later = await store().outbox(p, 10);
    expect(later.map((entry) => entry.payload)).toEqual(["e"]);
    const ids = [...first, ...later].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("S6 an acknowledgement hits the entry it names or none: a number that another claim used is another entry", async () => {
    const p = partition();
    await (await writer(store(), p)).commit({ outbox: ["a"] });
    const [entry] = await store().outbox(p, 1);
    const [number] = entry!.id.split("/");
    await peer().acknowledge(p, [`${number}/another`, `${number}/`]);
    expect(await store().outbox(p, 9)).toEqual([entry]);
    await peer().acknowledge(p, [entry!.id]);
    expect(await store().outbox(p, 9)).toEqual([]);
  });

  test("S6 one reader holds the outbox of a partition until its lease runs out", async () => {
    const [p, q] = [partition(), partition()];
    expect(await store().leaseOutbox(p, "one", 60_000)).toBe(true);
    expect(await peer().leaseOutbox(p, "two", 60_000)).toBe(false);
    expect(await peer().leaseOutbox(q, "two", 60_000)).toBe(true);
    expect(await store().leaseOutbox(p, "one", 50)).toBe(true);
    await expect.poll(() => peer().leaseOutbox(p, "two", 60_000), patience).toBe(true);
    expect(await store().leaseOutbox(p, "one", 60_000)).toBe(false);
  });

  test("S6 receivers noted as done add up, come with their entry and go with it; whoever does not hold the lease notes nothing", async () => {
    const p = partition();
    await (await writer(store(), p)).commit({ outbox: ["a", "b"] });
    const [a, b] = (await store().outbox(p, 9)).map(({ id }) => id) as [string, string];
    const note = (from: Store, owner: string, ...done: readonly (readonly [id: string, ...receivers: string[]])[]) =>
      from.noteDone(
        p,
        owner,
        done.map(([id, ...receivers]) => ({ id, receivers })),
      );
    const done = async (after?: string) => (await peer().outbox(p, 9, after)).map((entry) => entry.done.toSorted());
    expect(await note(store(), "one", [a, "floor"])).toBe(false);
    expect(await store().leaseOutbox(p, "one", 60_000)).toBe(true);
    expect(await note(peer(), "two", [a, "floor"])).toBe(false);
    expect(await done()).toEqual([[], []]);
    expect(await note(peer(), "one", [a, "floor"])).toBe(true);
    const awkward = 'quote " and \\, ключ 🙂';
    const [number] = b.split("/");
    expect(await note(store(), "one", [a, awkward, "floor"], [b, "ops"], [`${number}/another`, "no"])).toBe(true);
    expect(await done()).toEqual([["floor", awkward], ["ops"]]);
    expect(await done(a)).toEqual([["ops"]]);
    expect(await store().leaseOutbox(p, "one", 1)).toBe(true);
    await expect.poll(() => peer().leaseOutbox(p, "two", 60_000), patience).toBe(true);
    expect(await note(store(), "one", [b, "late"])).toBe(false);
    await store().acknowledge(p, [a]);
    expect(await note(peer(), "two", [a, "gone"])).toBe(true);
    expect(await done()).toEqual([["ops"]]);
  });

  test("S6 an entry comes with what was noted of it until it is gone, however it is read while it is acknowledged", async () => {
    const p = partition();
    await (await writer(store(), p)).commit({ outbox: numbered("n", 100) });
    const ids = (await store().outbox(p, 200)).map(({ id }) => id);
    expect(await store().leaseOutbox(p, "one", 60_000)).toBe(true);
    await store().noteDone(
      p,
      "one",
      ids.map((id) => ({ id, receivers: ["floor"] })),
    );
    const [acknowledged, ...read] = await Promise.all([
      Promise.all(ids.map((id) => peer().acknowledge(p, [id]))),
      ...ids.map(() => store().outbox(p, 200)),
    ]);
    expect(acknowledged).toHaveLength(ids.length);
    expect(read.flat().filter(({ done }) => done.join() !== "floor")).toEqual([]);
  });
}
