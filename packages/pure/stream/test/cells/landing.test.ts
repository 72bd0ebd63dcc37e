/** What lands in several cells at once, against each cell on its own. */
import { ANSWERED_WAIT, agentCell, C, channelCell, FINISHED_WAIT, queueCell, SITE_CELL } from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BucketPool } from "../../src/cells/bucket-pool.ts";
import { Cell } from "../../src/cells/cell.ts";
import { CounterColumns } from "../../src/cells/counter-columns.ts";
import { Landing } from "../../src/cells/landing.ts";
import { PackedDrain } from "../../src/cells/packed-drain.ts";
import { PANE_MS, paneOf } from "../../src/cells/pane-time.ts";

const MIDNIGHT = 20_000 * 86_400_000;
const KEYS = [
  queueCell("sales", "call"),
  queueCell("support", "call"),
  channelCell("call"),
  SITE_CELL,
  agentCell("a1"),
];
/** By place among the keys: sets that share cells, as stays of two queues and an agent's presence do. */
const SETS = [[0, 2, 3], [1, 2, 3], [4, 3], [4]];

const moment = fc.nat(40).map((step) => MIDNIGHT + step * 1_700);
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("add" as const),
      set: fc.nat(SETS.length - 1),
      at: moment,
      what: fc.constantFrom(
        C.offered,
        C.talkTime,
        C.idleNet,
        C.impliedNet,
        C.complaints,
        C.holds,
        ANSWERED_WAIT,
        FINISHED_WAIT,
      ),
      amount: fc.nat(100_000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("takeBack" as const), which: fc.nat(100) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("read" as const), cell: fc.nat(3), at: moment }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("commit" as const) }) },
);

class Cells {
  readonly rows = new Map<string, string>();
  readonly #pool = new BucketPool(new CounterColumns(), 100);
  readonly cells = KEYS.map((key) => new Cell("k", key, this.#pool, null));
  readonly landing = new Landing(this.#pool);
  readonly #drain = new PackedDrain();

  commit(): void {
    this.landing.leave();
    this.#drain.drain(this.#pool, {
      row: (key, value) =>
        value === null ? this.rows.delete(key) : this.rows.set(key, Buffer.from(value).toString("hex")),
      record: () => undefined,
    });
  }
}

test("an amount of a set is in each of its cells what it would be had it been added there alone", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 3, maxLength: 60 }), fc.integer({ min: 0, max: 3 }), (steps, late) => {
      const keptFrom = { pane: paneOf(MIDNIGHT) + late, slice: Number.NEGATIVE_INFINITY };
      const [together, alone] = [new Cells(), new Cells()];
      const sets = SETS.map((places) => ({ cells: places.map((place) => together.cells[place]!) }));
      const added: { set: number; at: number; what: number; amount: number }[] = [];
      const add = ({ set, at, what, amount }: (typeof added)[number], sign: 1 | -1): void => {
        if (!together.landing.isAt(sets[set]!, at)) together.landing.moveTo(sets[set]!, at, keptFrom);
        together.landing.add(at, what, amount, sign);
        for (const place of SETS[set]!) {
          alone.landing.moveTo({ cells: [alone.cells[place]!] }, at, keptFrom);
          alone.landing.add(at, what, amount, sign);
        }
      };
      for (const each of steps) {
        if (each.kind === "add") {
          added.push(each);
          add(each, 1);
        } else if (each.kind === "takeBack" && added.length > 0) {
          add(added.splice(each.which % added.length, 1)[0]!, -1);
        } else if (each.kind === "read") {
          const [one, other] = [together, alone].map(({ cells, landing }) => {
            landing.leave();
            const { counters, longest } = cells[each.cell]!.window("5m", paneOf(each.at));
            return [counters.slice(), longest, cells[each.cell]!.since(MIDNIGHT - 15 * 60_000).counters.slice()];
          });
          expect(one).toEqual(other);
        } else if (each.kind === "commit") for (const cells of [together, alone]) cells.commit();
      }
      for (const cells of [together, alone]) cells.commit();
      expect(together.rows).toEqual(alone.rows);
    }),
    { numRuns: 300 },
  );
});

test("what lies in the next pane does not land in the one before", () => {
  const { cells, landing } = new Cells();
  const set = { cells: [cells[3]!] };
  landing.moveTo(set, MIDNIGHT + PANE_MS - 1, { pane: 0, slice: 0 });
  expect([MIDNIGHT - 1, MIDNIGHT, MIDNIGHT + PANE_MS].map((at) => landing.isAt(set, at))).toEqual([false, true, false]);
  expect(landing.isAt({ cells: set.cells }, MIDNIGHT)).toBe(false);
  landing.leave();
  expect(landing.isAt(set, MIDNIGHT)).toBe(false);
});
