import { expect, test } from "vitest";
import { parseConfiguration } from "../src/index.ts";
import { RECEIVER_KINDS } from "./receiver-kinds.ts";

const withBacklog = (backlog: string) =>
  parseConfiguration(
    `sites: [{ id: here, queues: [{ queue: mail, channel: email, backlog: ${backlog} }] }]`,
    "floorwalker.yaml",
    RECEIVER_KINDS,
  );

test("a queue says where the parts of its backlog begin; one that does not has them by its threshold", () => {
  const read = withBacklog("{ ages: [2h, 1d, 3d], due: [30m, 2h] }");
  expect(read.ok && read.configuration.sites.get("here")!.queues[0]!.backlog).toEqual({
    agesMs: [7_200_000, 86_400_000, 259_200_000],
    dueMs: [1_800_000, 7_200_000],
  });
});

test.each([
  ["{ ages: [2h, 1h, 3h], due: [30m, 2h] }", "sites[0].queues[0].backlog.ages unordered_bounds"],
  ["{ ages: [1h, 2h, 3h], due: [0s, 2h] }", "sites[0].queues[0].backlog.due unordered_bounds"],
  ["{ ages: [1h, 2h, 3h], due: [2h, 2h] }", "sites[0].queues[0].backlog.due unordered_bounds"],
])("bounds that do not rise are refused: %s", (backlog, finding) => {
  const read = withBacklog(backlog);
  expect(read.ok ? [] : read.errors.map(({ path, code }) => `${path} ${code}`)).toEqual([finding]);
});

test("three bounds of age and two of due time there are, no more and no fewer", () => {
  expect(withBacklog("{ ages: [1h, 2h], due: [30m, 2h] }").ok).toBe(false);
  expect(withBacklog("{ ages: [1h, 2h, 3h] }").ok).toBe(false);
});
