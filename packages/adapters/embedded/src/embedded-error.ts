/** What a person has to know and do when the embedded state cannot be used: a stable code, the place and the fix. */
export type EmbeddedErrorCode =
  | "state_in_use"
  | "state_format_unknown"
  | "state_not_ours"
  | "state_unreadable"
  | "state_disk_full"
  | "unknown_partition"
  | "record_too_large";

export class EmbeddedError extends Error {
  readonly code: EmbeddedErrorCode;
  /** The file, or the topic and partition. */
  readonly place: string;
  readonly fix: string;

  constructor(problem: { code: EmbeddedErrorCode; place: string; message: string; fix: string; cause?: unknown }) {
    super(`${problem.place}: ${problem.message} [${problem.code}]. ${problem.fix}`, { cause: problem.cause });
    this.name = "EmbeddedError";
    this.code = problem.code;
    this.place = problem.place;
    this.fix = problem.fix;
  }
}
