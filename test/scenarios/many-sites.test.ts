/** One partition may hold hundreds of sites: a commit stays bounded, and no site waits for the others' rows. */
import type { CanonicalEvent, SiteConfig } from "@floorwalker/domain";
import { DEFAULT_POLICY, unconfiguredSite } from "@floorwalker/domain";
import { PartitionState, viewRow } from "@floorwalker/stream";
import { expect, test } from "vitest";

const NINE = Date.UTC(2026, 10, 21, 9);
const LIMIT = 50;
/** Sources, alerts and the site's own row come with the last of its queues. */
const SLACK = 3;

const siteOf = (id: string, queues: number): SiteConfig => ({
  ...unconfiguredSite(id),
  queues: Array.from({ length: queues }, (_, index) => ({
    ...DEFAULT_POLICY.call,
    queue: `q${index}`,
    channel: "call" as const,
    title: `q${index}`,
    policy: "answered-only" as const,
    target: 0.8,
  })),
});

function partition(sites: readonly SiteConfig[]): PartitionState {
  const state = new PartitionState({
    siteConfig: (id) => sites.find((site) => site.id === id) ?? unconfiguredSite(id),
    attribution: "outcome",
    horizonMs: null,
    graceMs: 120_000,
    retentionMs: null,
    longestKept: 64,
    viewLimit: LIMIT,
  });
  for (const { id } of sites) state.site(id);
  return state;
}

const queued = (site: string, queue: string, time: number): CanonicalEvent => ({
  id: `${site}-${queue}-${time}`,
  source: "/acd",
  type: "cc.contact.queued",
  time,
  recordedTime: null,
  site,
  channel: "call",
  contact: `${queue}-${time}`,
  segment: null,
  queue,
  agent: null,
  data: {},
});

test("every commit is bounded over all sites, and together they show every row", () => {
  const state = partition(Array.from({ length: 200 }, (_, index) => siteOf(`s${index}`, 5)));
  state.advance(NINE);
  const shown = new Set<string>();
  for (let more = true; more; ) {
    const draft = state.draft(true);
    expect(draft.views.length).toBeLessThanOrEqual(LIMIT + SLACK);
    for (const [id] of draft.views) shown.add(id);
    more = draft.more;
  }
  expect(shown.size).toBe(200 * 6);
});

test("a site whose queues never rest does not keep back the row of another", () => {
  const state = partition([siteOf("busy", 200), siteOf("quiet", 1)]);
  state.advance(NINE);
  const seen: string[] = [];
  for (let commit = 1; commit <= 12; commit++) {
    for (let queue = 0; queue < 200; queue++) state.insert(queued("busy", `q${queue}`, NINE + commit), NINE + commit);
    if (commit === 3) state.insert(queued("quiet", "q0", NINE + commit), NINE + commit);
    state.advance(NINE + commit * 1_000);
    for (const [id, row] of state.draft(true).views) if (row !== null && viewRow(id, row).waiting === 1) seen.push(id);
  }
  expect(seen).toContain("queue:quiet:q0:call");
});

test("rows of an earlier configuration go in bounded commits, those that are still true stay", () => {
  const state = partition([siteOf("here", 1), siteOf("there", 1)]);
  const old = Array.from({ length: 3 * LIMIT }, (_, index) => `queue:gone:q${index}:call`);
  state.restore([], ["site:here", "site:there", ...old]);
  const catchingUp = state.draft(true);
  expect(catchingUp.views).toEqual([]);
  state.advance(NINE);
  const removed: string[] = [];
  for (let more = true; more; ) {
    const draft = state.draft(true);
    expect(draft.views.length).toBeLessThanOrEqual(LIMIT + SLACK);
    for (const [id, row] of draft.views) if (row === null) removed.push(id);
    more = draft.more;
  }
  expect(removed.sort()).toEqual(old.sort());
});
