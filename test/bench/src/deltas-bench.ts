/**
 * How much less a board is sent when it is told what changed than if it were told everything: a recorded day of the demo's centre, second by
 * second, each change of the view `floor` as the delta it is, beside the snapshot that it spares. Bytes are counted, not timed.
 */
import { diffRows, type Row } from "@floorwalker/protocol";
import { PureOwner } from "../../support/src/pure-owner.ts";
import type { Bench } from "./bench.ts";
import { benchSite, recordInBlocks, SMALL_SITE } from "./recording.ts";

const SITE = "centre";
const DAY_MS = 86_400_000;
const STEP_MS = 1_000;
const BEGIN = Date.UTC(2026, 10, 20);
const FLOOR: ReadonlySet<string> = new Set(["site", "queue", "alert", "source"]);
const MOST = 0.15;

export const deltasBench: Bench = async ({ seconds = DAY_MS / 1000 }) => {
  const site = benchSite(SITE, SMALL_SITE);
  const owner = new PureOwner({ sites: [site], withViews: true });
  const changed = new Set<string>();
  owner.committed = ({ views }) => {
    for (const [id] of views) changed.add(id);
  };
  const shown = new Map<string, { readonly row: Row; readonly bytes: number }>();
  const until = BEGIN + seconds * 1000;
  let [rows, whole, deltas, told, snapshots, events] = [0, 0, 0, 0, 0, 0];
  let now = BEGIN;
  for (const block of recordInBlocks([site], BEGIN, until, STEP_MS)) {
    now += STEP_MS;
    events += block.length;
    owner.commit(block, now);
    const changes = [...changed].flatMap((id) => {
      const text = owner.views.get(id);
      const [before, row] = [shown.get(id), text === undefined ? null : (JSON.parse(text) as Row)];
      if (!FLOOR.has(String((row ?? before?.row)?.kind))) return [];
      rows += Number(row !== null) - Number(before !== undefined);
      const bytes = row === null ? 0 : Buffer.byteLength(text!);
      whole += bytes - (before?.bytes ?? 0);
      if (row === null) shown.delete(id);
      else shown.set(id, { row, bytes });
      return diffRows(before?.row ?? null, row) ?? [];
    });
    changed.clear();
    if (changes.length === 0) continue;
    const head = { type: "delta", view: "floor", from: position(told), to: position(told + 1), serverTime: now };
    deltas += Buffer.byteLength(JSON.stringify({ ...head, changes }));
    snapshots += whole + rows + Buffer.byteLength(JSON.stringify({ ...head, mark: "k3Vx0cD1mQeZ8w_2", rows: [] }));
    told++;
  }
  const share = deltas / snapshots;
  return {
    rows: [
      {
        "day of": `${SMALL_SITE} agents, ${site.queues.length} queues`,
        events,
        "deltas told": told,
        "delta B": deltas / told,
        "snapshot B": snapshots / told,
        "of a snapshot": share,
      },
    ],
    notes: [
      `Deltas are ${(100 * share).toFixed(1)} % of the bytes of snapshots at the same moments (at most ${100 * MOST} %). View floor, all fields, one delta a second in which something changed; heads of WebSocket frames are left out of both.`,
    ],
    faults: told === 0 ? ["nothing changed all day"] : share > MOST ? ["deltas are too large a share"] : [],
  };
};

const position = (sequence: number) => ({ "0": ["1795251590007-5c1d", sequence] });
