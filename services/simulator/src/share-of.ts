/** What follows from an id alone, as a share: what is told of a contact by it draws no chance from anything else of the day. */

/** FNV-1a, in [0, 1). */
export function shareOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  // Ids differ at their end: the last bits are spread over all of them.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 12)) >>> 0) / 2 ** 32;
}
