/** Of format 1 a source's restarts were moments: each came before everything of its moment, whatever else its source had told of it. */
import { BEFORE_ALL } from "../restart.ts";
import { jsonRow, rowJson } from "../row-format.ts";
import { SOURCE_FORMAT, SOURCE_ROW, type SourceRow } from "../source-table.ts";
import type { Migration } from "./migration.ts";

const FROM = 1;

export const restartsHavePlaces: Migration = {
  kind: SOURCE_ROW,
  from: FROM,
  to: SOURCE_FORMAT,
  step: (row) => {
    const [lastHeardAt, restarts, beats = false] = rowJson<[number, readonly number[], boolean?]>(FROM, row);
    return jsonRow(SOURCE_FORMAT, [
      lastHeardAt,
      restarts.map((at) => [at, BEFORE_ALL, ""] as const),
      beats,
    ] satisfies SourceRow);
  },
};
