/** What a benchmark is asked and what it answers. */

export interface BenchOptions {
  readonly events: number | undefined;
  /** Events a second. */
  readonly rate: number | undefined;
  readonly seconds: number | undefined;
  readonly runs: number | undefined;
  /** Folder for CPU profiles of the processes measured; profiling itself costs some. */
  readonly profile: string | undefined;
}

/** One line of the table: the same columns in every line of one benchmark; numbers as measured, unrounded. */
export type BenchRow = Readonly<Record<string, string | number | null>>;

export interface BenchResult {
  readonly rows: readonly BenchRow[];
  /** What the reader must know to judge the figures. */
  readonly notes: readonly string[];
  /** Reasons why the figures mean nothing; empty: the numbers were the expected ones. */
  readonly faults: readonly string[];
}

export type Bench = (options: BenchOptions) => Promise<BenchResult>;
