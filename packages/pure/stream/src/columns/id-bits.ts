/**
 * Which ids are among few, as bits of one number: each id has its bit, which others may have too. So an id whose bit is not there is not
 * there, and nobody need look.
 */
const BITS = 30;

export const NO_ID = 0;
/** Every bit: nobody has looked yet. */
export const ANY_ID = 2 ** BITS - 1;

/** What is no well-formed text is kept as another one: it may be any. */
export function idBit(id: string): number {
  if (!id.isWellFormed()) return ANY_ID;
  let hash = 0;
  for (let index = 0; index < id.length; index++) hash = (Math.imul(hash, 31) + id.charCodeAt(index)) | 0;
  return 1 << ((hash >>> 1) % BITS);
}
