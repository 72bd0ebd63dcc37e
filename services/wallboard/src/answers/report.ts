/** `GET /v1/report?site=&day=` (docs/report.md), as far as a board shows it. */
export interface ReportAnswer {
  readonly siteName: string;
  readonly day: string;
  /** False: of some queues not all of the day is kept. */
  readonly isWhole: boolean;
  readonly policies: readonly string[];
  readonly goals: readonly {
    readonly kpi: string;
    readonly title: string;
    readonly unit: string;
    readonly of: string;
    readonly target: number;
    readonly value: number | null;
    readonly state: string;
    readonly missesLeft: number | null;
  }[];
  readonly numbers: readonly (Titled & { readonly value: number | null; readonly before: number | null })[];
  readonly tables: readonly {
    readonly of: string;
    readonly columns: readonly Titled[];
    readonly rows: readonly {
      readonly title: string;
      readonly values: readonly (number | null)[];
      readonly target: number | null;
    }[];
  }[];
  readonly worst: readonly {
    readonly from: string;
    readonly to: string;
    readonly of: string;
    readonly decided: number;
    readonly inTime: number;
    readonly value: number;
    readonly target: number;
  }[];
  readonly restated: {
    readonly entries: readonly (Titled & {
      readonly of: string;
      readonly from: string;
      readonly length: "quarter" | "day";
      readonly before: number | null;
      readonly after: number | null;
    })[];
  };
}

interface Titled {
  readonly kpi: string;
  readonly title: string;
  readonly unit: string;
}
