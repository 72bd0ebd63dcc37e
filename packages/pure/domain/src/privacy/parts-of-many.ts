/**
 * What ids have in common with others and with ordinary words, "agent" of agent-12 and "sip" of SIP/4711: it names nobody, and hidden it would
 * take "SIP trunk" out of every note.
 */
const ID = /[\p{N}/@_:]/u;
/** As sources call channels and who is at them, also where few are known. */
const COMMON = new Set("agent agents dahdi ext extension iax iax2 local pjsip queue sccp sip user".split(" "));
const MANY = 3;
/** Of all ids: of a thousand people three are called Anna. */
const SHARE = 0.25;

export const isId = (plain: string): boolean => ID.test(plain);

/** @param ids the words of each */
export function partsOfMany(ids: readonly (readonly string[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const words of ids) for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const many = [...counts].filter(([, count]) => count >= Math.max(MANY, SHARE * ids.length));
  return new Set([...COMMON, ...many.map(([word]) => word)]);
}
