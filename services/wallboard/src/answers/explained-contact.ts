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

export interface ContactList {
  readonly amount: number;
  readonly count: number;
  readonly contacts: readonly ExplainedContact[];
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
  readonly numerator: ContactList;
  readonly denominator: ContactList | null;
  readonly excluded: readonly (ContactList & { readonly reason: string })[];
  readonly alsoKnownAs: Readonly<Record<string, number | null>> | null;
}

/** Epoch ms; null: not told yet. */
export const queuedTime = ({ queuedAt }: Pick<ExplainedContact, "queuedAt">): number | null =>
  queuedAt === null ? null : Date.parse(queuedAt);
