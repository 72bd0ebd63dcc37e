import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  agentCell,
  CHANNELS,
  type Channel,
  cellName,
  cellsOf,
  channelCell,
  queueCell,
  SITE_CELL,
  tagCell,
  teamCell,
  WINDOWS_OF,
} from "../../src/index.ts";

const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }).filter((text) => !/\p{Cc}/u.test(text));
const channel = fc.constantFrom<Channel>(...CHANNELS);

describe("in which cells something counts", () => {
  test("a stay counts for its queue on its channel, for the channel and for the site", () => {
    expect(cellsOf("stay", { queue: "sales", channel: "call" })).toEqual([
      queueCell("sales", "call"),
      channelCell("call"),
      SITE_CELL,
    ]);
  });

  test("a stay that is tagged counts for each of its tags beside", () => {
    expect(
      cellsOf("stay", {
        queue: "sales",
        channel: "call",
        tags: [
          ["reason", "invoice"],
          ["skill", "polish"],
        ],
      }).slice(3),
    ).toEqual([tagCell("reason", "invoice"), tagCell("skill", "polish")]);
  });

  test("a leg counts for its agent and the agent's team, never for a queue or the site: the stay does that once", () => {
    expect(cellsOf("leg", { agent: "a1", team: "north" })).toEqual([agentCell("a1"), teamCell("north")]);
    expect(cellsOf("leg", { agent: "a1", team: null })).toEqual([agentCell("a1")]);
  });

  test("an agent who is there counts for his team and the site too; a move counts for a team alone", () => {
    expect(cellsOf("presence", { agent: "a1", team: null })).toEqual([agentCell("a1"), SITE_CELL]);
    expect(cellsOf("presence", { agent: "a1", team: "north" })).toEqual([
      agentCell("a1"),
      teamCell("north"),
      SITE_CELL,
    ]);
    expect(cellsOf("move", { team: "north" })).toEqual([teamCell("north")]);
  });

  test("what no queue is known of counts for the channel and the site", () => {
    expect(cellsOf("unplaced", { channel: "chat" })).toEqual([channelCell("chat"), SITE_CELL]);
  });

  test("a cell's key tells its name again, and no two cells share a key, whatever things are called", () => {
    fc.assert(
      fc.property(name, name, channel, (first, second, on) => {
        const keys = [
          queueCell(first, on),
          channelCell(on),
          SITE_CELL,
          agentCell(first),
          teamCell(second),
          tagCell("skill", second),
        ];
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.map(cellName)).toEqual([
          { kind: "queue", queue: first, channel: on },
          { kind: "channel", channel: on },
          { kind: "site" },
          { kind: "agent", agent: first },
          { kind: "team", team: second },
          { kind: "tag", tag: "skill", value: second },
        ]);
      }),
    );
  });

  test("every kind of cell has the business day; single agents have no rolling window", () => {
    for (const windows of Object.values(WINDOWS_OF)) expect(windows).toContain("day");
    expect(WINDOWS_OF.agent).toEqual(["day"]);
  });
});
