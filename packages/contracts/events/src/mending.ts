/**
 * What was put right in an input that was taken all the same (rule 6): a field that cannot be read never costs the event.
 * Counted by code, told once per source; a reading that is a guess is never silent.
 */
const CATALOGUE = {
  other_encoding:
    "The bytes are not UTF-8: they were read as the source's encoding (Windows-1252 unless it names one).",
  nul_cut: "NUL characters were cut out.",
  control_cut: "Control characters (tabs, line breaks) or broken Unicode were cut out of a text.",
  bar_in_name: "A | in the agent's name had shifted the fields of a queue_log line: they were put back.",
  bad_field: "A field could not be read, or was a duration that is negative or longer than 400 days: it was left out.",
  hour_twice: "A local time lies in the hour that comes twice when clocks are set back: the first was taken.",
  hour_missing: "A local time lies in the hour that is left out when clocks are set forward: it was moved behind it.",
} as const;

export type MendingCode = keyof typeof CATALOGUE;

export const MENDINGS: Readonly<Record<MendingCode, string>> = CATALOGUE;

export interface Mending {
  readonly code: MendingCode;
  /** The field, such as `data.waitMs`; empty for the whole input. */
  readonly path: string;
}
