/** Numbers and moments as reports write them. */
import { clockMoment } from "@floorwalker/domain";

export interface Written {
  /** Null: nothing there, or a dash. */
  readonly value: number | null;
  /** What its last digit is worth. */
  readonly precision: number;
}

export type DayOrder = "dmy" | "mdy";

const NOTHING = /^(?:|-+|–|—|n\/a|null)$/i;
const NUMBER = /^(-?(?:\d+|\d{1,3}(?:,\d{3})+))(?:\.(\d+))?(%)?$/;
const CLOCK = /^(?:(\d+):)?(\d{1,2}):(\d{2})(?:\.(\d{1,3}))?$/;

/** `scale`: what a mere number of it is multiplied by. Undefined: it is none. */
export function writtenNumber(text: string, scale: number): Written | undefined {
  const written = text.trim();
  if (NOTHING.test(written)) return { value: null, precision: scale };
  const parts = NUMBER.exec(written);
  if (parts === null) return undefined;
  const [, whole, fraction = "", percent] = parts;
  const by = percent === undefined ? scale : 0.01;
  return { value: Number(`${whole!.replaceAll(",", "")}.${fraction}0`) * by, precision: by * 10 ** -fraction.length };
}

/** Seconds; `scale` as above, for what is no `hh:mm:ss`. */
export function writtenDuration(text: string, scale: number): Written | undefined {
  const parts = CLOCK.exec(text.trim());
  if (parts === null) return writtenNumber(text, scale);
  const [, hours = "0", minutes, seconds, fraction = ""] = parts;
  const value = (Number(hours) * 60 + Number(minutes)) * 60 + Number(`${seconds}.${fraction}0`);
  return { value, precision: 10 ** -fraction.length };
}

const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?$/i;
const SLASHED = /^(\d{1,2})[/.](\d{1,2})[/.](\d{2}|\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))? ?(AM|PM)?)?$/i;

/** Epoch ms; without an offset by the clock of `zone`. `slashed`: the order of 11/12/2026. Null: it is none. */
export function writtenMoment(text: string, zone: string, slashed: DayOrder): number | null {
  const written = text.trim();
  const iso = ISO.exec(written);
  if (iso !== null) {
    const [, year, month, day, hour, minute, second, offset] = iso;
    return momentOf([year, month, day, hour, minute, second], offset, zone);
  }
  const parts = SLASHED.exec(written);
  if (parts === null) return null;
  const [, first, second, year, hour, minute, seconds, half] = parts;
  const [day, month] = slashed === "dmy" ? [first, second] : [second, first];
  return momentOf([year!.padStart(4, "20"), month, day, hourOf(hour, half), minute, seconds], undefined, zone);
}

function hourOf(hour: string | undefined, half: string | undefined): string | undefined {
  if (hour === undefined || half === undefined) return hour;
  return String((Number(hour) % 12) + (half.toUpperCase() === "PM" ? 12 : 0));
}

function momentOf(parts: readonly (string | undefined)[], offset: string | undefined, zone: string): number | null {
  const [year, month, day, hour, minute, second] = parts.map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const midnight = Date.UTC(year, month - 1, day);
  // A date that does not exist is read as another one.
  if (month < 1 || month > 12 || new Date(midnight).getUTCDate() !== day || hour > 24 || minute > 59 || second > 59)
    return null;
  const minutes = hour * 60 + minute;
  if (offset === undefined) return clockMoment(midnight / 86_400_000, minutes, zone) + second * 1000;
  return midnight + (minutes * 60 + second) * 1000 - offsetMs(offset);
}

function offsetMs(offset: string): number {
  if (/^(?:z|utc)$/i.test(offset)) return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset)!;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
