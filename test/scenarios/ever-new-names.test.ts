/** Every day other queues, agents, sources, segments, reasons and surveys: what is kept of them is what is kept of some days. */
import { type CanonicalEvent, DEFAULT_LIMITS } from "@floorwalker/domain";
import { expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { T0, tell } from "../support/src/tell.ts";

const HOUR = 3_600_000;
const DAY = 86_400;
const HORIZON = { call: 24 * HOUR, chat: 24 * HOUR, email: 24 * HOUR };

function dayOf(day: number): CanonicalEvent[] {
  return Array.from({ length: 20 }, (_, index) => {
    const second = day * DAY + index * 300;
    const name = `${day}-${index % 5}`;
    const about = { contact: `c${day}-${index}`, queue: `q${name}`, source: `/s${name}`, segment: `g${name}` };
    const agent = `a${name}`;
    const own = { agent, source: about.source, channel: null };
    return [
      tell(second - 100, "agent.signedIn", own),
      tell(second, "contact.queued", about),
      tell(second + 10, "contact.answered", { ...about, agent }),
      tell(second + 20, "agent.stateChanged", { ...own, data: { state: "paused", reason: `r${name}` } }),
      tell(second + 50, "contact.ended", { ...about, agent }),
      tell(second + 90, "agent.signedOut", own),
      tell(second + 100, "survey.answered", { ...about, agent, data: { survey: `v${name}`, score: 3 } }),
    ];
  }).flat();
}

/** Rows by their kind, views, and what is in memory. */
function sizes(owner: PureOwner): Record<string, number> {
  const counted: Record<string, number> = { views: owner.views.size, contacts: owner.site().contacts.size };
  const count = (kind: string): void => {
    counted[kind] = (counted[kind] ?? 0) + 1;
  };
  for (const key of owner.rows.keys()) {
    const [, kind] = key.split("\u001e");
    // Known names leave when there is no room for another.
    if (kind !== "n") count(`row ${kind}`);
  }
  for (const _ of owner.site().cells.keys()) count("cells");
  for (const _ of owner.site().sources.all()) count("sources");
  for (const _ of owner.site().alerts.all()) count("rules");
  for (const _ of owner.site().agents.all()) count("agents");
  return counted;
}

test("after a hundred days there is no more than after fifty, in memory and in the store", { timeout: 120_000 }, () => {
  const limits = { ...DEFAULT_LIMITS, queue: 30, agent: 30, source: 30 };
  const owner = new PureOwner({ horizonMs: HORIZON, retentionMs: 72 * HOUR, limits, withViews: true });
  let before: Record<string, number> = {};
  for (let day = 0; day <= 100; day++) {
    owner.commit(dayOf(day)).tick(T0 + (day * DAY + DAY / 2) * 1000);
    if (day === 50) before = sizes(owner);
  }
  expect(owner.outcomes.refused).toBe(0);
  expect(before["row h"]).toBeGreaterThan(0);
  expect(sizes(owner)).toEqual(before);
});
