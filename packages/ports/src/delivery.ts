/**
 * Delivers one message to one receiver. Laws (`../contract/delivery.ts`): a delivery that resolves `delivered` was
 * accepted by the other side (2xx, 250); the key travels with it, so that the receiver can drop a repetition;
 * `retry` is for what may pass, `refused` for what never will; it never throws.
 */
export type DeliveryResult =
  | { readonly result: "delivered" }
  /** `afterMs`: how long the other side asks to be left alone. */
  | { readonly result: "retry"; readonly reason: string; readonly afterMs?: number }
  | { readonly result: "refused"; readonly reason: string }
  /** There is nothing to tell there, and nothing was sent. */
  | { readonly result: "skipped"; readonly reason: string };

/** What can be delivered at all: its key is stable over retries and restarts (rule 21). What else it says is its contract's. */
export interface Keyed {
  readonly key: string;
}

export interface DeliveryChannel<Message extends Keyed> {
  deliver(message: Message): Promise<DeliveryResult>;
  close(): Promise<void>;
}
