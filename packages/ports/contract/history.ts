/** The one suite for every history: the laws H1–H4 of `../src/history.ts`. H5 needs a process to kill: adapters test it. */
import { agentQueueCell, C, type Interval, isLater, type KeptLength, queueCell, SITE_CELL } from "@floorwalker/domain";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { History, Restatement } from "../src/index.ts";
import {
  anyInterval,
  CELLS,
  DAY,
  ever,
  interval,
  MIDNIGHT,
  QUARTER,
  readAll,
  SALES,
  shown,
} from "./history-samples.ts";
import { factsContract } from "./kept-facts.ts";

export interface OpenedHistory {
  readonly history: History;
  /** Closes it and opens it again on the same data; absent: what needs it is skipped. */
  reopen?(): Promise<History>;
  /** Removes what the opening made, after the history was closed. */
  cleanUp?(): Promise<void>;
}

const AT = MIDNIGHT + 2 * DAY;
const RUNS = 25;

/** `keepsFacts`: of contacts that are over, beside the intervals. */
export function historyContract(name: string, open: () => Promise<OpenedHistory>, keepsFacts = true): void {
  describe(`history contract: ${name}`, { timeout: 60_000 }, () => {
    let opened: OpenedHistory;
    let history: History;
    let sites = 0;
    const newSite = (): string => `site-${sites++}`;

    beforeAll(async () => {
      opened = await open();
      history = opened.history;
    }, 60_000);

    afterAll(async () => {
      await history.close();
      await opened.cleanUp?.();
    }, 60_000);

    const restatements = (site: string, changes: object = {}): Promise<readonly Restatement[]> =>
      history.restatements({ site, from: 0, to: AT + DAY, limit: 1_000, ...changes });

    if (keepsFacts) factsContract(() => history.facts!, newSite);

    test("a history that can be used answers a ping", async () => {
      await expect(history.ping()).resolves.toBeUndefined();
    });

    test("H1 whatever the order and repetition of versions, the latest of each key is kept, whole, and nothing else", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(anyInterval("?"), { maxLength: 6 }), { maxLength: 8 }),
          fc.boolean(),
          async (batches, again) => {
            const site = newSite();
            const latest = new Map<string, Interval>();
            for (const batch of again ? [...batches, ...batches] : batches) {
              const told = batch.map((each) => ({ ...each, site }));
              await history.put(told, AT);
              for (const each of told) {
                const key = JSON.stringify([each.length, each.from, each.cell]);
                const before = latest.get(key);
                if (before === undefined || isLater(each.version, before.version)) latest.set(key, each);
              }
            }
            for (const length of ["15m", "day"] as const) {
              const kept = [...latest.values()].filter((each) => each.length === length).sort(inOrder);
              expect((await readAll(history, ever(site, length))).map(shown)).toEqual(kept.map(shown));
              expect(await history.count(ever(site, length))).toBe(kept.length);
              const ends = kept.map(({ to }) => to);
              expect(await history.kept(site, length)).toEqual(
                kept.length === 0 ? null : { from: kept[0]!.from, to: Math.max(...ends) },
              );
            }
          },
        ),
        { numRuns: RUNS },
      );
    });

    test("H1 of two versions in one put the later one is kept, and how many intervals are another now is told", async () => {
      const site = newSite();
      const old = interval({ site, version: { epoch: 3, sequence: 9 } }, { offered: 4 });
      const late = interval({ site, version: { epoch: 4, sequence: 1 } }, { offered: 5 });
      const other = interval({ site, cell: SITE_CELL });
      expect((await history.put([old, late, other, old], AT)).later).toBe(2);
      expect((await history.put([old, late, other], AT)).later).toBe(0);
      const [first] = await readAll(history, ever(site, "15m", { cells: [SALES] }));
      expect(first?.counters[C.offered]).toBe(5);
      expect(await history.put([], AT)).toEqual({ later: 0, restatements: 0 });
    });

    test("H2 a newer version that was told to be restated leaves what each KPI was and is, and only what differs", async () => {
      const site = newSite();
      await history.put([interval({ site })], AT);
      expect(await restatements(site)).toEqual([]);
      const restated = interval({ site, restated: 1, version: { epoch: 1, sequence: 2 } }, { answered: 9 });
      const { restatements: left } = await history.put([restated], AT + 61_000);
      const told = await restatements(site);
      expect(told).toHaveLength(left);
      const where = { site, cell: SALES, length: "15m", from: MIDNIGHT, at: AT + 60_000 };
      expect(told).toContainEqual({ ...where, kpi: "serviceLevel", before: 0.8, after: 0.9, events: 1 });
      expect(told.filter(({ before, after }) => before === after)).toEqual([]);
      expect(told.map(({ kpi }) => kpi)).not.toContain("offered");
    });

    test("H2 what is not told to be restated was not shown, and what is not later changes nothing: neither leaves a restatement", async () => {
      const site = newSite();
      await history.put([interval({ site, version: { epoch: 2, sequence: 2 } })], AT);
      await history.put([interval({ site, version: { epoch: 2, sequence: 3 } }, { answered: 1 })], AT);
      await history.put([interval({ site, restated: 1, version: { epoch: 2, sequence: 1 } }, { answered: 2 })], AT);
      expect(await restatements(site)).toEqual([]);
    });

    test("H2 an interval in which nothing had been is restated from nothing; of one restated before and not known here nobody says what it was", async () => {
      const site = newSite();
      await history.put([interval({ site, restated: 1 }), interval({ site, cell: SITE_CELL, restated: 2 })], AT);
      const told = await restatements(site);
      expect(new Set(told.map(({ cell }) => cell))).toEqual(new Set([SALES]));
      expect(told).toContainEqual(expect.objectContaining({ kpi: "offered", before: 0, after: 10 }));
      expect(told).toContainEqual(expect.objectContaining({ kpi: "serviceLevel", before: null, after: 0.8 }));
    });

    test("H2 of several restatements in one minute there is one, from the first value to the last, and none where it came back", async () => {
      const site = newSite();
      const version = (sequence: number, answered: number) =>
        interval({ site, restated: sequence - 1, version: { epoch: 1, sequence } }, { answered });
      await history.put([version(1, 8)], AT);
      await history.put([version(2, 7)], AT + 1_000);
      await history.put([version(3, 5)], AT + 59_000);
      const level = (told: readonly Restatement[]) =>
        told.filter(({ kpi }) => kpi === "serviceLevel").map(({ before, after, at }) => [before, after, at]);
      expect(level(await restatements(site))).toEqual([[0.8, 0.5, AT]]);
      await history.put([version(4, 6)], AT + 60_000);
      expect(level(await restatements(site))).toEqual([
        [0.5, 0.6, AT + 60_000],
        [0.8, 0.5, AT],
      ]);
      expect(level(await restatements(site, { from: AT + 60_000 }))).toHaveLength(1);
      expect(level(await restatements(site, { to: AT + 60_000 }))).toEqual([[0.8, 0.5, AT]]);
      expect(await restatements(site, { limit: 2 })).toHaveLength(2);
      expect(
        (await restatements(site)).map(({ events, at }) => (at === AT ? events === 2 : events === 1)),
      ).not.toContain(false);
      await history.put([version(5, 5)], AT + 60_500);
      expect(level(await restatements(site))).toEqual([[0.8, 0.5, AT]]);
    });

    test("H2 a restatement of which nobody counted the events has none, also within its minute", async () => {
      const site = newSite();
      const version = (sequence: number, answered: number, restatedBy: number | null) =>
        interval({ site, restated: sequence - 1, restatedBy, version: { epoch: 1, sequence } }, { answered });
      const events = async () => new Set((await restatements(site)).map((each) => each.events));
      await history.put([version(1, 8, 0)], AT);
      await history.put([version(2, 7, null)], AT);
      expect(await events()).toEqual(new Set([null]));
      await history.put([version(3, 5, 4)], AT + 1_000);
      expect(await events()).toEqual(new Set([null]));
    });

    test("H3 a reading is of the cells and the span that are asked for, from inclusive, to exclusive", async () => {
      const site = newSite();
      const all = [0, 1, 2, 3].flatMap((step) =>
        [...CELLS, queueCell("mail", "email")].map((cell) => interval({ site, cell, from: MIDNIGHT + step * QUARTER })),
      );
      await history.put(all, AT);
      await history.put([interval({ site: newSite() })], AT);
      const span = { site, length: "15m" as const, from: MIDNIGHT + QUARTER, to: MIDNIGHT + 3 * QUARTER };
      const places = async (query: Parameters<History["read"]>[0]) =>
        (await readAll(history, query)).map(({ from, cell }) => [(from - MIDNIGHT) / QUARTER, cell]);
      expect(await places({ ...span, of: { cells: [SITE_CELL, SALES] } })).toEqual([
        [1, SALES],
        [1, SITE_CELL],
        [2, SALES],
        [2, SITE_CELL],
      ]);
      const queues = { ...span, of: { kind: "queue" as const } };
      expect(await places(queues)).toEqual(
        [1, 2].flatMap((step) => [queueCell("mail", "email"), ...CELLS.slice(0, 2)].map((cell) => [step, cell])),
      );
      expect(await history.count(queues)).toBe(6);
      expect(await places({ ...span, of: { cells: [] } })).toEqual([]);
      expect(await places({ ...span, length: "day", of: { kind: "queue" } })).toEqual([]);
    });

    test("H3 what is put while somebody reads is in it or not, never half; a reading that is given up leaves nothing open", async () => {
      const site = newSite();
      const told = (sequence: number, offered: number) =>
        Array.from({ length: 300 }, (_, step) =>
          interval({ site, from: MIDNIGHT + step * QUARTER, version: { epoch: 1, sequence } }, { offered }),
        );
      await history.put(told(1, 1), AT);
      const query = ever(site, "15m");
      for (let sequence = 2; sequence < 6; sequence++) {
        const seen = new Set<number>();
        let put: Promise<unknown> = Promise.resolve();
        for await (const chunk of history.read(query)) {
          if (seen.size === 0) put = history.put(told(sequence, sequence), AT);
          for (const { counters } of chunk) seen.add(counters[C.offered]!);
        }
        await put;
        expect(seen.size).toBe(1);
      }
      for await (const chunk of history.read(query)) if (chunk.length > 0) break;
      expect(await history.count(query)).toBe(300);
    });

    test("H4 what ended before is forgotten with its restatements, of its length and no other", async () => {
      const site = newSite();
      const told = (length: KeptLength, step: number, sequence: number) => {
        const from = MIDNIGHT + step * (length === "day" ? DAY : QUARTER);
        const version = { epoch: 1, sequence };
        return interval({ site, length, from, version, restated: sequence - 1 }, { answered: sequence });
      };
      for (const sequence of [1, 2])
        await history.put(
          [0, 1, 2].flatMap((step) => [told("15m", step, sequence), told("day", step, sequence)]),
          AT,
        );
      await history.forget("15m", MIDNIGHT + 2 * QUARTER);
      const left = async (length: KeptLength) => (await readAll(history, ever(site, length))).map(({ from }) => from);
      expect(await left("15m")).toEqual([MIDNIGHT + 2 * QUARTER]);
      expect(await left("day")).toEqual([MIDNIGHT, MIDNIGHT + DAY, MIDNIGHT + 2 * DAY]);
      const places = async (length: KeptLength) =>
        new Set((await restatements(site)).filter((each) => each.length === length).map(({ from }) => from)).size;
      expect([await places("15m"), await places("day")]).toEqual([1, 3]);
      await history.forget("day", MIDNIGHT + DAY - 1);
      expect(await left("day")).toHaveLength(3);
      // It comes again when the topic is read again, and goes again.
      await history.put([told("15m", 0, 1)], AT);
      expect(await left("15m")).toHaveLength(2);
    });

    test("H6 what single agents did and ended before a moment is nowhere, restatements too, and everything else as before", async () => {
      const site = newSite();
      const cells = [...CELLS, agentQueueCell("a'42", "sales", "call")];
      const of = (cell: string, length: KeptLength, step: number, restated: number) =>
        interval(
          {
            site,
            cell,
            length,
            from: MIDNIGHT + step * (length === "day" ? DAY : QUARTER),
            restated,
            version: { epoch: 1, sequence: 1 + restated },
          },
          { answered: 8 - restated },
        );
      const told = (restated: number) =>
        (["15m", "day"] as const).flatMap((length) =>
          cells.flatMap((cell) => [0, 1].map((step) => of(cell, length, step, restated))),
        );
      await history.put(told(0), AT);
      await history.put(told(1), AT);
      const all = async () =>
        (await Promise.all((["15m", "day"] as const).map((length) => readAll(history, ever(site, length)))))
          .flat()
          .map(shown);
      const [before, restated] = [await all(), await restatements(site)];
      await history.forgetAgents("15m", MIDNIGHT + QUARTER);
      await history.forgetAgents("day", MIDNIGHT + DAY);
      const isForgotten = ({ cell, from }: { cell: string; from: number }) => /^[ab]/.test(cell) && from === MIDNIGHT;
      expect(await all()).toEqual(before.filter((each) => !isForgotten(each as Interval)));
      expect(await restatements(site)).toEqual(restated.filter((each) => !isForgotten(each)));
      expect(restated.some(isForgotten)).toBe(true);
    });

    test("H5 what was put is there after it was opened again, restatements too", async () => {
      if (opened.reopen === undefined) return;
      const site = newSite();
      await history.put([interval({ site })], AT);
      await history.put([interval({ site, restated: 1, version: { epoch: 2, sequence: 0 } }, { answered: 3 })], AT);
      const [before, told] = [await readAll(history, ever(site, "15m")), await restatements(site)];
      history = await opened.reopen();
      expect((await readAll(history, ever(site, "15m"))).map(shown)).toEqual(before.map(shown));
      expect(await restatements(site)).toEqual(told);
      expect(told.length).toBeGreaterThan(0);
    });
  });
}

const inOrder = (a: Interval, b: Interval): number =>
  a.from - b.from || Buffer.compare(Buffer.from(a.cell), Buffer.from(b.cell));
