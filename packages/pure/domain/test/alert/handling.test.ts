import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Action,
  goesOn,
  handlingOf,
  MOST_ACTIONS,
  MOST_NOTES,
  UNDO_MS,
  UNHANDLED,
  withAction,
} from "../../src/alert/handling.ts";
import { OPERATOR_TYPES } from "../../src/alert/operator-event.ts";

const acknowledged = (id: string, by: string, time: number): Action => ({
  id,
  type: "cc.operator.acknowledged",
  by,
  time,
});
const undone = (id: string, undoes: string, by: string, time: number): Action => ({
  id,
  type: "cc.operator.undone",
  by,
  time,
  undoes,
});
const noted = (id: string, by: string, time: number): Action => ({
  id,
  type: "cc.operator.noted",
  by,
  time,
  text: "!",
});
const fold = (actions: readonly Action[]): readonly Action[] =>
  actions.reduce<readonly Action[]>((known, action) => withAction(known, action)[1], []);

/** Few ids and moments, so that things are done twice, at once, and undone. */
const anyAction: fc.Arbitrary<Action> = fc
  .record({
    n: fc.nat(12),
    type: fc.constantFrom(...OPERATOR_TYPES),
    by: fc.constantFrom("ana", "bo"),
    time: fc.integer({ min: 0, max: 4 }).map((n) => n * 4_000),
    undoes: fc.nat(12),
  })
  .map(({ n, type, by, time, undoes }) => {
    const more = { to: "cy", until: time + 60_000, text: `${n}`, undoes: `a${undoes}` };
    const { undoes: _undoes, ...others } = more;
    return type === "cc.operator.undone"
      ? { id: `a${n}`, type, by, time, undoes: more.undoes }
      : { id: `a${n}`, type, by, time, ...others };
  });
const distinct = fc.uniqueArray(anyAction, { maxLength: 12, selector: ({ id }) => id });

describe("what people made of an alert", () => {
  test("does not depend on the order in which it comes, nor on what comes twice", () => {
    fc.assert(
      fc.property(
        distinct.chain((actions) =>
          fc.tuple(fc.constant(actions), fc.shuffledSubarray(actions, { minLength: actions.length })),
        ),
        ([actions, shuffled]) => {
          expect(fold([...shuffled, ...actions])).toEqual(fold(actions));
          expect(handlingOf(fold(shuffled))).toEqual(handlingOf(fold(actions)));
        },
      ),
    );
  });

  test("is after an undoing in time as if what was undone had not been", () => {
    fc.assert(
      fc.property(distinct, fc.nat(UNDO_MS), (actions, after) => {
        const mine: Action = { id: "mine", type: "cc.operator.handedOver", by: "ana", to: "zoe", time: 9_000 };
        const back = undone("back", "mine", "ana", 9_000 + after);
        expect(handlingOf(fold([...actions, mine, back]))).toEqual(handlingOf(fold(actions)));
      }),
    );
  });

  test.each([
    ["later than ten seconds", undone("u", "a", "ana", 1_001 + UNDO_MS)],
    ["by somebody else", undone("u", "a", "bo", 1_001)],
    ["before it was done", undone("u", "a", "ana", 999)],
    ["of something else", undone("u", "b", "ana", 1_001)],
  ])("stays when it is undone %s", (_, back) => {
    expect(handlingOf(fold([acknowledged("a", "ana", 1_000), back])).owner).toBe("ana");
  });

  test("an undoing is not undone", () => {
    const actions = [acknowledged("a", "ana", 0), undone("u", "a", "ana", 1), undone("v", "u", "ana", 2)];
    expect(handlingOf(fold(actions))).toEqual(UNHANDLED);
  });

  test("belongs to who acknowledged it first, then to whom it was handed", () => {
    const handed: Action = { id: "h", type: "cc.operator.handedOver", by: "bo", to: "cy", time: 2_000 };
    const actions = [acknowledged("a", "ana", 0), acknowledged("b", "bo", 1_000), handed];
    expect(actions.map((_, count) => handlingOf(fold(actions.slice(0, count + 1))).owner)).toEqual([
      "ana",
      "ana",
      "cy",
    ]);
    expect(handlingOf(fold(actions.slice(0, 2))).ownedSince).toBe(0);
  });

  test("belongs to the second when the first takes it back", () => {
    const actions = [acknowledged("a", "ana", 0), acknowledged("b", "bo", 1_000), undone("u", "a", "ana", 2_000)];
    expect(handlingOf(fold(actions))).toMatchObject({ owner: "bo", ownedSince: 1_000 });
  });
});

test("whatever is said of an episode, somebody can still take it", () => {
  const said = fold(Array.from({ length: MOST_ACTIONS }, (_, n) => noted(`n${n}`, "bo", n)));
  expect(said).toHaveLength(MOST_NOTES);
  expect(handlingOf(fold([...said, acknowledged("a", "ana", 500)])).owner).toBe("ana");
});

test("of one episode so many things are taken, and one undoing more", () => {
  const full = fold(Array.from({ length: MOST_ACTIONS }, (_, n) => acknowledged(`a${n}`, "ana", n)));
  expect(withAction(full, acknowledged("more", "ana", 500))[0]).toBe("full");
  expect(withAction(full, full[3]!)[0]).toBe("duplicate");
  const back = undone("back", "a99", "ana", 500);
  expect(withAction(full, back)[0]).toBe("taken");
  expect(withAction([...full, back], undone("again", "a98", "ana", 500))[0]).toBe("full");
});

test("only a snoozing that is not over goes on into the next episode", () => {
  const snoozed = (id: string, until: number): Action => ({
    id,
    type: "cc.operator.snoozed",
    by: "ana",
    time: 0,
    until,
  });
  const actions = [acknowledged("a", "ana", 0), snoozed("s", 5_000), snoozed("t", 9_000)];
  expect(goesOn(actions, 5_000).map(({ id }) => id)).toEqual(["t"]);
});
