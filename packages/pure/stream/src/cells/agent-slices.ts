/** Of which agents a site's owner has counted something in the day in progress: what it has stored of them says so by its keys alone. */
import { cellName } from "@floorwalker/domain";
import { KEY_SEPARATOR, rowKey } from "../site-context.ts";
import { SLICE_ROW } from "./cell.ts";

/** What the keys of those rows begin with. */
export const agentSlicesPrefix = (site: string): string => rowKey(site, SLICE_ROW, "a");

/** Null: it is of nobody. */
export function agentOfSlice(key: string): string | null {
  const [, , cell = ""] = key.split(KEY_SEPARATOR);
  const name = cellName(cell);
  return name.kind === "agent" ? name.agent : null;
}
