/** The row of a survey by its name: what customers answered to it today, over all queues and channels. Judged as the site is. */
import { tagCell } from "@floorwalker/domain";
import { hasNumbers } from "../cells/cell.ts";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import type { SiteReader } from "../site-reader.ts";
import type { SiteState } from "../site-state.ts";
import { VectorSum, writeVector } from "./number-vector.ts";
import { readPolicies, writePolicies } from "./policy-bytes.ts";
import { addAnswers } from "./span-fields.ts";
import {
  type FieldValue,
  readLive,
  readOptional,
  VIEW_FORMAT,
  type ViewRow,
  writeLive,
  writeOptional,
} from "./view-bytes.ts";
import { viewName } from "./view-id.ts";

/** False: nothing of it is still kept. */
export function writeSurvey(writer: ByteWriter, site: SiteState, reader: SiteReader, survey: string): boolean {
  const key = tagCell("survey", survey);
  if (!site.cells.has(key) || !hasNumbers(site.cells.get(key))) return false;
  const live = reader.queueLive(key);
  const { configured, policies } = site.context;
  const title = configured.titleOfSurvey(survey);
  writer.byte(VIEW_FORMAT.survey);
  writeLive(writer, live);
  writeOptional(writer, title === survey ? null : title);
  writePolicies(writer, policies.site, (window) => reader.windowFrom(window), live.now);
  writeVector(writer, reader.cellSpan(key, "day"), null);
  return true;
}

export function readSurvey(id: string, reader: ByteReader): ViewRow {
  const { site, rest: survey } = viewName(id);
  const live = readLive(reader, false);
  const title = readOptional(reader) ?? survey;
  const policies = readPolicies(reader);
  const row: Record<string, FieldValue> & { id: string; kind: string } = { id, kind: "survey", site, survey, title };
  const day = new VectorSum();
  day.read(reader);
  addAnswers(row, "day", day, { live, policies });
  return row;
}
