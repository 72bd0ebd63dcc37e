/**
 * Rows as CSV (RFC 4180). Names come from outside, and a spreadsheet runs what begins like a formula: such a text begins with an
 * apostrophe instead. Numbers stay numbers.
 */

export type CsvField = string | number | null;

/** What makes some spreadsheets read UTF-8. */
export const BYTE_ORDER_MARK = "\uFEFF";

export const csvLine = (fields: readonly CsvField[]): string => `${fields.map(written).join(",")}\r\n`;

/** As spreadsheets read it: a full-width sign is one in some of them, a line feed before it is passed over. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

function written(field: CsvField): string {
  if (field === null) return "";
  if (typeof field === "number") return String(field);
  const text = FORMULA.test(field) ? `'${field}` : field;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** By the `Accept` of a request: of CSV and JSON the one that is named first. */
export function wantsCsv(accept: string | undefined): boolean {
  const [csv, json] = [accept?.indexOf("text/csv") ?? -1, accept?.indexOf("application/json") ?? -1];
  return csv >= 0 && (json < 0 || csv < json);
}
