/**
 * Contacts that have left their owner's memory of late, as its rows list them: whoever reads what is kept of contacts finds here those
 * that are not kept yet.
 */
import { type IntervalVersion, isLater } from "@floorwalker/domain";
import { rowJson, rowText } from "../row-format.ts";
import { KEY_SEPARATOR, rowKey } from "../site-context.ts";
import { type CursorRow, FACT_FORMAT, FACT_ROW } from "./fact-rows.ts";

/** What the keys of the rows begin with. */
export const listedPrefix = (site: string): string => rowKey(site, FACT_ROW);

/**
 * Contacts that left with a commit after `kept`, or with it, without the site; null: some of them may be listed no more, or its owner
 * tells no facts. `rows`: those whose keys begin with `listedPrefix`.
 */
export function listedSince(
  kept: IntervalVersion,
  rows: Iterable<readonly [key: string, value: Uint8Array]>,
): ReadonlySet<string> | null {
  const listed = new Set<string>();
  let complete: boolean | null = null;
  for (const [row, value] of rows) {
    const [, kind, epoch, sequence] = row.split(KEY_SEPARATOR);
    if (kind !== FACT_ROW) continue;
    if (epoch === undefined) {
      const [, , , dropped] = rowJson<CursorRow>(FACT_FORMAT, value);
      complete ||= dropped === 0;
      continue;
    }
    const version = { epoch: Number(epoch), sequence: Number(sequence) };
    if (!isLater(version, kept)) complete = true;
    if (!isLater(kept, version)) for (const key of rowText(FACT_FORMAT, value).split(KEY_SEPARATOR)) listed.add(key);
  }
  return complete === true ? listed : null;
}
