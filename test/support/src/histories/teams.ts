/** Agents in teams or not, and their moves: in the second in which things happen, between seconds, in no quarter of an hour. */
import type { AgentConfig } from "@floorwalker/domain";
import fc from "fast-check";
import { AGENTS, BEGIN, SECOND } from "./site.ts";

const team = fc.constantFrom("north", "south", null);
const move = fc.record({ from: fc.nat(8 * 3600 * 2 - 1).map((halves) => BEGIN + (halves * SECOND) / 2), team });
const moves = fc
  .uniqueArray(move, { maxLength: 3, selector: ({ from }) => from })
  .map((all) => all.sort((a, b) => a.from - b.from));

/** Now and then nobody knows any of them. */
export const inTeams: fc.Arbitrary<readonly AgentConfig[]> = fc.oneof(
  { weight: 1, arbitrary: fc.constant([]) },
  {
    weight: 4,
    arbitrary: fc
      .array(fc.record({ team, moves }), { minLength: AGENTS.length, maxLength: AGENTS.length })
      .map((all) => all.map((each, index) => ({ agent: AGENTS[index]!, name: AGENTS[index]!, ...each }))),
  },
);
