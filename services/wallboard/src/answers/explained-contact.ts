/** Contacts as `GET /v1/contacts` and `/v1/explain` tell of them (docs/explain.md), as far as a board shows them. */
export interface ExplainedContact {
  readonly contact: string;
  readonly segment: string;
  readonly channel: string;
  readonly queue: string;
  /** Null: not told yet. */
  readonly queuedAt: string | null;
  readonly waitSeconds: number | null;
  readonly talkSeconds: number | null;
  readonly holdSeconds: number | null;
  readonly wrapUpSeconds: number | null;
  readonly outcome: string;
  readonly reason: string | null;
  readonly outcomeAt: string | null;
  readonly endedAt: string | null;
  readonly agents: readonly string[];
  readonly inTime: boolean | null;
  readonly thresholdSeconds: number;
  readonly transferred: boolean;
  readonly why: string;
}

/** In an explanation: what it adds, in the unit of the number; in an order, its own wait in seconds. */
export type Explaining = ExplainedContact & { readonly amount: number };

export interface ExplainedPage {
  readonly count: number;
  readonly contacts: readonly Explaining[];
}

export type ContactList = ExplainedPage & { readonly amount: number };

/** Of a percentile or the longest wait: who lies about its place in the order. */
export interface RankedAnswer {
  /** As a share of the number. */
  readonly error: number;
  /** From the shortest; null: there is nobody. */
  readonly rank: number | null;
  readonly count: number;
  readonly below: ExplainedPage;
  readonly at: ExplainedPage;
  readonly above: ExplainedPage;
}

export interface ExplainAnswer {
  readonly value: number | null;
  readonly passport: {
    readonly unit: string;
    readonly asOf: string;
    readonly watermark: string | null;
    readonly policy: string;
  };
  readonly contactsKeptFrom: string | null;
  readonly sumsOnly: boolean;
  /** Null: not all contacts are kept (`sumsOnly`). */
  readonly numerator: ContactList | null;
  readonly denominator: ContactList | null;
  readonly excluded: readonly (ExplainedPage & { readonly reason: string })[];
  readonly ranked: RankedAnswer | null;
  readonly alsoKnownAs: Readonly<Record<string, number | null>> | null;
}

/** Epoch ms; null: not told yet. */
export const queuedTime = ({ queuedAt }: Pick<ExplainedContact, "queuedAt">): number | null =>
  queuedAt === null ? null : Date.parse(queuedAt);
