/** From when to when: a word, or two days; and in what intervals. */
import {
  dateAfter,
  type HistoryChoice,
  type HistoryInterval,
  INTERVALS,
  SPANS,
  type SpanWord,
} from "../../model/history-choice.ts";
import { words } from "../../words/words.ts";

export interface SpanChoiceProps {
  readonly choice: HistoryChoice;
  /** The site's date now. */
  readonly today: string;
  readonly chooseSpan: (from: string, to: string | null) => void;
  readonly chooseInterval: (interval: HistoryInterval) => void;
}

const DATES = "dates";

export function SpanChoice({ choice, today, chooseSpan, chooseInterval }: SpanChoiceProps) {
  const { historyPage } = words;
  const word = SPANS.find((known) => known === choice.from) ?? null;
  const last = choice.to === null ? today : dateAfter(choice.to, -1);
  return (
    <>
      <select
        aria-label={historyPage.span}
        value={word ?? DATES}
        onChange={(event) =>
          event.target.value === DATES
            ? chooseSpan(dateAfter(today, -6), dateAfter(today, 1))
            : chooseSpan(event.target.value, null)
        }
      >
        {SPANS.map((each: SpanWord) => (
          <option key={each} value={each}>
            {historyPage.spans[each]}
          </option>
        ))}
        <option value={DATES}>{historyPage.dates}</option>
      </select>
      {word === null && (
        <span className="row">
          <input
            type="date"
            aria-label={historyPage.from}
            value={choice.from}
            max={last}
            onChange={(event) => event.target.value !== "" && chooseSpan(event.target.value, dateAfter(last, 1))}
          />
          <input
            type="date"
            aria-label={historyPage.to}
            value={last}
            min={choice.from}
            onChange={(event) => event.target.value !== "" && chooseSpan(choice.from, dateAfter(event.target.value, 1))}
          />
        </span>
      )}
      <select
        aria-label={words.queuePage.interval}
        value={choice.interval}
        onChange={(event) => chooseInterval(INTERVALS.find((known) => known === event.target.value) ?? "day")}
      >
        {INTERVALS.map((each) => (
          <option key={each} value={each}>
            {historyPage.intervals[each]}
          </option>
        ))}
      </select>
    </>
  );
}
