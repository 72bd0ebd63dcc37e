/** The drafts of one partition in memory, as an owner would commit them; only their bytes are counted. */
import { LIVE_SETTINGS } from "@floorwalker/aggregator";
import { type CommitDraft, PartitionState, viewId, viewRow } from "@floorwalker/stream";
import { expectedCounts } from "../expected-counts.ts";
import { answer, question } from "../in-child.ts";
import { benchSite, recordInBlocks, SMALL_SITE } from "../recording.ts";

export interface CommitQuestion {
  readonly sites: number;
  readonly hours: number;
  /** One of them: when a commit is due. */
  readonly everyEvents: number | null;
  readonly everyMs: number | null;
}

export interface CommitAnswer {
  readonly events: number;
  readonly commits: number;
  readonly rowBytes: number;
  readonly recordBytes: number;
  readonly viewBytes: number;
  readonly viewRows: number;
  readonly offered: number;
  /** The same, as the rows of the sites say. */
  readonly shown: number;
}

const HOUR_MS = 3_600_000;
const BLOCK_MS = HOUR_MS / 4;
const BATCH = 5_000;
/** Within one business day. */
const UNTIL = Date.UTC(2026, 10, 20, 15);

const { sites: count, hours, everyEvents, everyMs } = question<CommitQuestion>();
const sites = Array.from({ length: count }, (_, index) => benchSite(`site-${index + 1}`, SMALL_SITE));
const state = new PartitionState({
  ...LIVE_SETTINGS,
  siteConfig: (id) => sites.find((site) => site.id === id)!,
});
const siteRows = new Map<string, Uint8Array>();
const sum = { events: 0, commits: 0, rowBytes: 0, recordBytes: 0, viewBytes: 0, viewRows: 0, offered: 0 };
let pending = 0;

for (const block of recordInBlocks(sites, UNTIL - hours * HOUR_MS, UNTIL, BLOCK_MS)) {
  sum.offered += expectedCounts(block).offered;
  for (let at = 0; at < block.length; ) {
    const begin = at;
    const limit = everyEvents === null ? block.length : Math.min(block.length, at + Math.min(BATCH, everyEvents));
    const tick = everyMs === null ? null : Math.floor(block[at]!.time / everyMs);
    for (; at < limit && (tick === null || Math.floor(block[at]!.time / everyMs!) === tick); at++)
      state.insert(block[at]!, block[at]!.time);
    sum.events += at - begin;
    pending += at - begin;
    state.advance(tick === null ? null : (tick + 1) * everyMs!);
    if (everyEvents === null || pending >= everyEvents) commit();
  }
}
state.advance(UNTIL);
commit();
const shown = [...siteRows].map(([id, bytes]) => {
  const row = viewRow(id, bytes);
  // What was opened again is offered without a `queued`.
  return Number(row["offered.day"]) - Number(row["reopened.day"]);
});
answer({ ...sum, shown: shown.reduce((all, one) => all + one, 0) } satisfies CommitAnswer);

function commit(): void {
  pending = 0;
  for (let more = true; more; ) {
    const draft = state.draft(true);
    more = draft.more;
    add(draft);
  }
}

function add({ rows, records, views }: CommitDraft): void {
  sum.commits++;
  sum.rowBytes += bytesOf(rows);
  sum.recordBytes += bytesOf(records.map(({ key, value }) => [key, value]));
  sum.viewBytes += bytesOf(views);
  sum.viewRows += views.length;
  for (const site of sites) {
    const row = views.find(([id]) => id === viewId("site", site.id))?.[1];
    if (row) siteRows.set(viewId("site", site.id), new Uint8Array(row));
  }
}

/** Of keys and values. */
function bytesOf(entries: readonly (readonly [key: string, value: Uint8Array | null])[]): number {
  return entries.reduce((total, [key, value]) => total + key.length + (value?.length ?? 0), 0);
}
