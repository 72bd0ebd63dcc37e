import { DEMO_SITE, demoConfiguration } from "@floorwalker/runtime";
import { expect, test } from "vitest";
import { assignTeams } from "../src/team-assignment.ts";

test("who serves what in the demo's configuration is what the simulator plays", () => {
  const site = demoConfiguration().sites.get(DEMO_SITE)!;
  const configured = new Map(site.agents.map(({ agent, queues }) => [agent, queues]));
  const shares = assignTeams(site);
  for (const { agents, queues, channel } of shares)
    for (const agent of agents)
      expect(configured.get(agent), agent).toEqual(queues.map((queue) => ({ queue, channel })));
  expect(shares.flatMap(({ agents }) => agents)).toHaveLength(site.agents.length);
});
