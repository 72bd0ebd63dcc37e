/**
 * A text that somebody wrote, without the names and ids of agents: also without a part of a name, as people call each other. It hides too
 * much rather than too little; what it does not know (a nickname) it cannot hide.
 */
const HIDDEN = "…";
const SHORTEST_PART = 3;

/** `names`: names and ids, whole. */
export function hideNames(text: string, names: Iterable<string>): string {
  const words = new Set<string>();
  for (const name of names) {
    words.add(name);
    for (const part of name.split(/[\s,;./@_-]+/)) if (part.length >= SHORTEST_PART) words.add(part);
  }
  words.delete("");
  if (words.size === 0) return text;
  const longestFirst = [...words].sort((a, b) => b.length - a.length).map(escaped);
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join("|")})(?![\\p{L}\\p{N}])`, "giu"), HIDDEN);
}

const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
