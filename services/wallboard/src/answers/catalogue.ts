/** `GET /v1/kpis`: what there is to be told. */
export interface Catalogue {
  readonly kpis: readonly KpiEntry[];
}

export interface KpiEntry {
  readonly id: string;
  /** In English; the board's words have it in others. */
  readonly title: string;
  readonly unit: string;
  readonly direction: "higher" | "lower" | "neutral";
  /** `moment`: true now, of no span. */
  readonly nature: "moment" | "count" | "measure";
  /** Of what its contacts explain it. */
  readonly explainedOf: readonly string[];
}

export const CATALOGUE_PATH = "/v1/kpis";
