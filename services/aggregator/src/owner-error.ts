/** Why an owner ended, where it matters what its successor does (`partition-life.ts`). Anything else is doubt: claim again. */
import type { CommitResult } from "@floorwalker/ports";
import { SiteError } from "@floorwalker/stream";

/** The store did not take a commit. */
export class CommitRefused extends Error {
  readonly result: Exclude<CommitResult, "committed">;

  constructor(partition: number, result: Exclude<CommitResult, "committed">) {
    super(`partition ${partition}: a commit was ${result}`);
    this.name = "CommitRefused";
    this.result = result;
  }
}

/** The log is not the one whose offset the store has. */
export class OtherLog extends Error {
  constructor(message: string) {
    super(message);
    this.name = "OtherLog";
  }
}

/** What an owner has folded since its last commit. */
export interface RecordsInHand {
  /** Offsets. */
  readonly first: number;
  readonly last: number;
  /** How many they hold. */
  readonly events: number;
}

/** The fold itself threw, not the store nor the log: the same again with the same input. */
export class FoldError extends Error {
  /** Null: it is not known of which site. */
  readonly site: string | null;
  /** The records folded since the last commit; null when it was time alone, or the state as it was read. */
  readonly records: RecordsInHand | null;

  constructor(cause: unknown, records: FoldError["records"]) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "FoldError";
    this.site = cause instanceof SiteError ? cause.site : null;
    this.records = records;
  }
}

/** Some events of a record that fails were folded by themselves, and nothing failed; they are not committed. */
export class TrialPassed extends Error {
  constructor(events: number) {
    super(`of the record that fails, the first ${events} events do not`);
    this.name = "TrialPassed";
  }
}
