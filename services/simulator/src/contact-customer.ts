/**
 * Whose a simulated contact is: of somebody who was never heard of, or of whoever one of the last contacts was, who comes again. It follows
 * from the contact's id alone, as what it is about does; so half of them come again, and one in six about the same. Assumed.
 */
import { shareOf } from "./share-of.ts";

const COMES_AGAIN = 0.5;
/** Contacts back, at most: some hours of a small centre. */
const FARTHEST = 300;

/** `number`: of the contact among those of its run, from 1. */
export function contactCustomer(idOf: (number: number) => string, number: number): string {
  let of = number;
  for (;;) {
    const id = idOf(of);
    const back = 1 + Math.floor(shareOf(`${id}<`) * FARTHEST);
    if (shareOf(`${id}?`) >= COMES_AGAIN || back >= of) return `customer-of-${id}`;
    of -= back;
  }
}
