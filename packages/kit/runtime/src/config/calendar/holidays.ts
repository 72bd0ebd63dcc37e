/** By local date, in days since 1970-01-01: what is celebrated; null: a day like its weekday. */
export type Holidays = (date: number) => string | null;
