/**
 * Delivers one message to one receiver. Laws (`../contract/delivery.ts`): a delivery that resolves `delivered` was
 * accepted by the other side (2xx, 250); the key travels with it, so that the receiver can drop a repetition;
 * `retry` is for what may pass, `refused` for a message that never will; it never throws. What says nothing of the message (a page
 * where an answer should be, another address, a right that is missing) is no refusal: somebody may mend it, and it is tried again.
 */
export type DeliveryResult =
  | { readonly result: "delivered" }
  | Retry
  | { readonly result: "refused"; readonly reason: string }
  /** There is nothing to tell there, and nothing was sent. */
  | { readonly result: "skipped"; readonly reason: string };

export interface Retry {
  readonly result: "retry";
  readonly reason: string;
  /** How long the other side asks to be left alone. */
  readonly afterMs?: number;
  /** Only when somebody mends something: tried less often, and not for ever. */
  readonly needsMending?: true;
}

/** What can be delivered at all: its key is stable over retries and restarts (rule 21). What else it says is its contract's. */
export interface Keyed {
  readonly key: string;
}

export interface DeliveryChannel<Message extends Keyed> {
  deliver(message: Message): Promise<DeliveryResult>;
  close(): Promise<void>;
}
