/** Which way a level went over its window, where it went far enough to be told from five metres. */
import { words } from "../words/words.ts";

/** Two points. */
const TOLD = 0.02;

export function Arrow({ change }: { readonly change: number | null }) {
  if (change === null || Math.abs(change) <= TOLD) return null;
  const falls = change < 0;
  return (
    <svg
      className={falls ? "warrow c-watch" : "warrow q"}
      viewBox="0 0 10 9"
      role="img"
      aria-label={falls ? words.wall.falling : words.wall.rising}
    >
      <path fill="currentColor" d={falls ? "M5 9 0 0h10z" : "M5 0 10 9H0z"} />
    </svg>
  );
}
