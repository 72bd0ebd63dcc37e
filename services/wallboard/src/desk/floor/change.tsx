/** How many points a value moved in its window, as they are shown: none have no direction, more than two downwards are worth a colour. */
import { formatPoints } from "../../format/format-value.ts";

const LOUD = 0.02;

/** Of the share: a tenth of a point is the least that is shown. */
const SHOWN = 1_000;

export function Change({ by }: { readonly by: number }) {
  const shown = Math.round(by * SHOWN);
  return (
    <span className={by <= -LOUD ? "c-watch nw" : "q nw"}>
      {shown !== 0 && (shown < 0 ? "▼ " : "▲ ")}
      {formatPoints(by)}
    </span>
  );
}
