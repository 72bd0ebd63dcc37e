/** Calendars as a configuration writes them: opening hours by weekday, holidays of a country or of a file, days that are otherwise. */
import type { OpenRange } from "@floorwalker/domain";
import { z } from "zod";
import { openRange } from "./open-range.ts";

export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export const HOLIDAY_TYPES = ["public", "bank", "school", "optional", "observance"] as const;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

const range = z.string().transform((value, context): OpenRange => {
  const parsed = openRange(value);
  if (parsed !== null) return parsed;
  context.addIssue({
    code: "custom",
    message: `"${value}" is not a range of hours`,
    params: {
      code: "not_a_range",
      fix: "Write from and to, such as 09:00-17:30, 00:00-24:00 or, over midnight, 22:00-06:00.",
    },
  });
  return z.NEVER;
});

/** One range, or several; none: closed. */
const ranges = z.union([range.transform((one): OpenRange[] => [one]), z.array(range)]);

/** @returns days since 1970-01-01. */
const date = z.string().transform((value, context): number => {
  const [, year, month, day] = DATE.exec(value) ?? [];
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (year !== undefined && new Date(at).toISOString().startsWith(value)) return at / 86_400_000;
  context.addIssue({
    code: "custom",
    message: `"${value}" is not a date`,
    params: { code: "not_a_date", fix: "Write year, month and day, such as 2026-12-24." },
  });
  return z.NEVER;
});

const country = z.strictObject({
  country: z.string(),
  state: z.string().optional(),
  region: z.string().optional(),
  types: z.array(z.enum(HOLIDAY_TYPES)).min(1).default(["public"]),
});

/** `name`: of what is named in a configuration; `zone`: of a time zone. */
export const calendarSchema = (name: z.ZodType<string>, zone: z.ZodType<string>) =>
  z.strictObject({
    id: name,
    zone: zone.optional(),
    hours: z.union([
      z.literal("always"),
      z.strictObject(Object.fromEntries(WEEKDAYS.map((day) => [day, ranges.default([])])) as Record<Weekday, Hours>),
    ]),
    holidays: country.optional(),
    /** iCalendar, beside the configuration's file. */
    holidayFiles: z.array(z.string()).default([]),
    exceptions: z.array(z.strictObject({ date, name: z.string().optional(), hours: ranges.default([]) })).default([]),
  });

type Weekday = (typeof WEEKDAYS)[number];
type Hours = z.ZodDefault<typeof ranges>;
export type CalendarFile = z.output<ReturnType<typeof calendarSchema>>;
export type CountryFile = z.output<typeof country>;
