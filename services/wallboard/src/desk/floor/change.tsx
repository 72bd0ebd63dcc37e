/** How many points a value moved in its window; more than two downwards are worth a colour. */
import { formatPoints } from "../../format/format-value.ts";

const LOUD = 0.02;

export function Change({ by }: { readonly by: number }) {
  return (
    <span className={by <= -LOUD ? "c-watch nw" : "q nw"}>
      {by < 0 ? "▼" : "▲"} {formatPoints(by)}
    </span>
  );
}
