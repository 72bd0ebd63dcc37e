/** How a queue's level is reckoned: by what formula and versions, over what, and up to when it is true. */
import type { QueueRow } from "@floorwalker/protocol";
import { formatClock, formatMoment, formatTimeOfDay } from "../../format/format-time.ts";
import { formatCount, formatRatio, formatSpan } from "../../format/format-value.ts";
import { spanOf } from "../../model/trends.ts";
import { useNow } from "../../ui/time-context.ts";
import { nameIn, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { explainHref } from "../queue-href.ts";

export interface PassportProps {
  readonly row: QueueRow;
  readonly value: number | null;
  /** Epoch ms. */
  readonly upTo: number | null;
}

export function Passport({ row, value, upTo }: PassportProps) {
  const { window, zone, site } = useDesk();
  const now = useNow();
  const { queuePage, queueMore } = words;
  const threshold = formatSpan(row.thresholdSeconds);
  const versions = (row as unknown as Readonly<Record<string, unknown>>)[`policies.${window}`];
  const from = spanOf(window, site?.dayFrom ?? now, now);
  const facts: readonly (readonly [string, string])[] = [
    [queuePage.formula, nameIn(words.policies, row.policy)],
    ...(typeof versions === "string" && versions !== ""
      ? [[queueMore.versions, versions.split(" ").reduce(words.and)] as const]
      : []),
    [queuePage.inTimeRule, queuePage.inTimeValue(threshold)],
    [
      queuePage.waitingPast(threshold),
      queuePage.countsAsMiss(row.waitingPastThreshold, formatCount(row.waitingPastThreshold)),
    ],
    [
      queueMore.window,
      words.windowSuffix(words.windows[window], words.rangeOf(formatTimeOfDay(from, zone), formatTimeOfDay(now, zone))),
    ],
    [queuePage.trueUpTo, formatClock(upTo, zone)],
    ...(row.closesAt === null
      ? []
      : [[queuePage.hours, queuePage.openUntil(formatMoment(row.closesAt, now, zone))] as const]),
  ];
  return (
    <section className="panel" aria-labelledby="passport">
      <header>
        <h2 id="passport" className="grow">
          {queuePage.passport}
        </h2>
        <Link className="link s" href={explainHref(row, "serviceLevelNow", window)}>
          {queuePage.explain(formatRatio(value, row.target))}
        </Link>
      </header>
      <dl className="kv body">
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
