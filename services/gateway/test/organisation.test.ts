/** Departments and regions beside the rows of the store: which there are, of what they are made, and what changes when a part does. */
import { type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { jsonViewRow, viewRow } from "@floorwalker/stream";
import { expect, test } from "vitest";
import { HeldRow } from "../src/held-row.ts";
import { Organisation } from "../src/organisation.ts";
import type { RowChange } from "../src/partition-replica.ts";
import { rowsOf } from "./told-calls.ts";

const NOW = Date.UTC(2026, 10, 21, 12);
const site = (id: string, region: string | null, department: string | null = null): SiteConfig => ({
  ...unconfiguredSite(id),
  region,
  agents: [{ agent: "ann", name: "Ann", team: "north" }],
  teams: [{ team: "north", title: "North", department }],
});
const answered = { queue: "sales", queuedAt: NOW - 60_000, waitSeconds: 5, answeredBy: "ann", talkSeconds: 30 };

/** Told to an organisation, with what they follow on. */
function tell(organisation: Organisation, rows: Readonly<Record<string, Uint8Array | null>>): RowChange[] {
  return organisation.follow(
    Object.entries(rows).map(([id, bytes]) => ({
      id,
      before: null,
      after: bytes === null ? null : new HeldRow(id, bytes),
    })),
  );
}
const ids = (rows: Iterable<{ readonly id: string }>): string[] => [...rows].map(({ id }) => id).sort();

test("what a row says it is a part of is there as long as it has parts", () => {
  const organisation = new Organisation();
  const [a, b] = ["a", "b"].map((id) => rowsOf(site(id, "west", "service"), [answered], NOW)) as [
    Record<string, Uint8Array>,
    Record<string, Uint8Array>,
  ];
  expect(ids(tell(organisation, a))).toEqual(["department:a:service", "region:west"]);
  expect(organisation.row("region:west")!.row).toMatchObject({ sites: 1, "answered.day": 1 });
  const [change] = tell(organisation, { "site:b": b["site:b"]! });
  // What it was before is still what it was.
  expect([change!.before!.row, change!.after!.row]).toMatchObject([{ sites: 1 }, { sites: 2, "answered.day": 2 }]);
  expect(ids(organisation.rows())).toEqual(["department:a:service", "region:west"]);
  expect(tell(organisation, { "site:a": null })).toMatchObject([{ id: "region:west" }]);
  const [last] = tell(organisation, { "site:b": null });
  expect([last!.after, organisation.row("region:west")]).toEqual([null, null]);
});

test("a site that is configured into another region leaves the one before; one that stopped is counted, and not in the numbers", () => {
  const organisation = new Organisation();
  const a = rowsOf(site("a", "west"), [answered], NOW);
  tell(organisation, { "site:a": a["site:a"]!, "site:b": rowsOf(site("b", "west"), [answered], NOW)["site:b"]! });
  const stopped = jsonViewRow({ ...viewRow("site:a", a["site:a"]!), stoppedSince: NOW });
  tell(organisation, { "site:a": stopped });
  expect(organisation.row("region:west")!.row).toMatchObject({ sites: 1, stoppedSites: 1, "answered.day": 1 });
  tell(organisation, { "site:a": rowsOf(site("a", "east"), [answered], NOW)["site:a"]! });
  expect(organisation.row("region:west")!.row).toMatchObject({ sites: 1, stoppedSites: 0 });
  expect(organisation.row("region:east")!.row).toMatchObject({ sites: 1, "answered.day": 1 });
});

test("a row that cannot be read is a part of nothing, and takes nothing down", () => {
  const organisation = new Organisation();
  expect(tell(organisation, { "site:a": Uint8Array.of(10), "team:a:north": Uint8Array.of(99, 1) })).toEqual([]);
});
