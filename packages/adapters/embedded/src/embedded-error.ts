/** What a person has to know and do when the embedded state cannot be used: a stable code, the place and the fix. */
export type EmbeddedErrorCode =
  | "state_in_use"
  | "state_format_unknown"
  | "state_not_ours"
  | "state_unreadable"
  | "state_corrupt"
  | "state_truncated"
  | "state_copy_incomplete"
  | "state_wal_foreign"
  | "state_io_error"
  | "state_read_only"
  | "state_disk_full"
  | "state_not_empty"
  | "no_state"
  | "backup_exists"
  | "backup_not_written"
  | "backup_unusable"
  | "unknown_partition"
  | "record_too_large";

/** What may pass by itself, or by room that is made; anything else asks for a person before the next start. */
const PASSING: ReadonlySet<EmbeddedErrorCode> = new Set(["state_io_error", "state_disk_full"]);

export interface EmbeddedProblem {
  readonly code: EmbeddedErrorCode;
  readonly place: string;
  readonly message: string;
  readonly fix: string;
  readonly cause?: unknown;
}

export class EmbeddedError extends Error {
  readonly code: EmbeddedErrorCode;
  /** The file, or the topic and partition. */
  readonly place: string;
  readonly fix: string;
  /** True when starting again may help. */
  readonly mayPass: boolean;

  constructor(problem: EmbeddedProblem) {
    super(`${problem.place}: ${problem.message} [${problem.code}]. ${problem.fix}`, { cause: problem.cause });
    this.name = "EmbeddedError";
    this.code = problem.code;
    this.place = problem.place;
    this.fix = problem.fix;
    this.mayPass = PASSING.has(problem.code);
  }
}
