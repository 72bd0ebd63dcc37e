/** `GET /v1/trends?site=&window=` (docs/spec/live-protocol.md): the service level of each queue, minute by minute, as boards showed it. */
export interface TrendsAnswer {
  readonly site: string;
  readonly window: string;
  /** From one point to the next, seconds. */
  readonly everySeconds: number;
  readonly queues: readonly {
    readonly queue: string;
    readonly channel: string;
    /** [epoch ms, in time, decided] each. */
    readonly points: readonly (readonly [at: number, inTime: number, decided: number])[];
  }[];
}

export const trendsPath = (site: string, window: string): string =>
  `/v1/trends?site=${encodeURIComponent(site)}&window=${window}`;
export const TRENDS_EVERY_MS = 60_000;
