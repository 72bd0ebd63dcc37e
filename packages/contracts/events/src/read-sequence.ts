/**
 * The CloudEvents extension `sequence` (rule 5): where an event stands among what its source wrote of the same instant. A whole
 * number from 0, as text of digits (its type in CloudEvents, often with leading zeros) or as a JSON integer. Null: none that can be read.
 */
const DIGITS = /^\d+$/;

export function readSequence(value: unknown): number | null {
  const number = typeof value === "string" && DIGITS.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : null;
}
