/** Whether somebody is there, and until when: as of now, also where the row's numbers stand still; told anew when it opens and closes. */
import type { Calendar } from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import { readTime, writeTime } from "./view-bytes.ts";

/** As in `rows.ts`. */
export interface HoursFields {
  readonly open: boolean | null;
  readonly opensAt: number | null;
  readonly closesAt: number | null;
}

const ALWAYS = 0;
const OPEN = 1;
const CLOSED = 2;

/** `moment`: the row's. */
export function writeHours(writer: ByteWriter, hours: Calendar | null, clock: number, moment: number): void {
  if (hours === null || !Number.isFinite(clock)) {
    writer.byte(ALWAYS);
    return;
  }
  const isOpen = hours.isOpen(clock);
  writer.byte(isOpen ? OPEN : CLOSED);
  writeTime(writer, isOpen ? hours.closesAt(clock) : hours.opensAt(clock), moment);
}

export function readHours(reader: ByteReader, moment: number): HoursFields {
  const state = reader.byte();
  if (state === ALWAYS) return { open: null, opensAt: null, closesAt: null };
  const at = readTime(reader, moment);
  return state === OPEN ? { open: true, opensAt: null, closesAt: at } : { open: false, opensAt: at, closesAt: null };
}
