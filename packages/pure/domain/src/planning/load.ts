/** What comes to a queue: so many contacts in a span, so long each for the agent who handles it. */
export interface Load {
  /** Offered in the span; a forecast need not be whole. */
  readonly contacts: number;
  readonly spanMs: number;
  /** Mean of a contact's handle time, above 0. */
  readonly handleTimeMs: number;
}

/** The offered load: how many agents would be busy all the time if nobody waited. Source: A. K. Erlang, 1917. */
export const erlangs = ({ contacts, spanMs, handleTimeMs }: Load): number => (contacts * handleTimeMs) / spanMs;

/** False: there is too little to say, or it makes no sense (a negative count, a span of nothing). */
export const isSound = ({ contacts, spanMs, handleTimeMs }: Load): boolean =>
  contacts >= 0 && spanMs > 0 && handleTimeMs > 0 && Number.isFinite(contacts * handleTimeMs) && spanMs < Infinity;
