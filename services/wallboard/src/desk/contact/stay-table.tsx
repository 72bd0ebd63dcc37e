/** How each stay of a contact counts in its queue. */
import type { ExplainedContact } from "../../answers/explained-contact.ts";
import { formatDuration } from "../../format/format-value.ts";
import { nameIn, words } from "../../words/words.ts";

export interface StayTableProps {
  readonly stays: readonly ExplainedContact[];
  readonly titleOf: (stay: ExplainedContact) => string;
}

export function StayTable({ stays, titleOf }: StayTableProps) {
  const { contactPage, explain } = words;
  const yesNo = (is: boolean | null): string => (is === null ? words.noValue : is ? contactPage.yes : contactPage.no);
  const rows: readonly (readonly [string, (stay: ExplainedContact) => string])[] = [
    [explain.outcome, ({ outcome }) => nameIn(explain.outcomes, outcome)],
    [contactPage.inTime, ({ inTime }) => yesNo(inTime)],
    [contactPage.wait, ({ waitSeconds }) => formatDuration(waitSeconds)],
    [contactPage.talk, ({ talkSeconds }) => formatDuration(talkSeconds)],
    [contactPage.hold, ({ holdSeconds }) => formatDuration(holdSeconds)],
    [contactPage.after, ({ wrapUpSeconds }) => formatDuration(wrapUpSeconds)],
    [contactPage.handed, ({ transferred }) => yesNo(transferred)],
  ];
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">{contactPage.number}</th>
          {stays.map((stay) => (
            <th key={stay.segment} scope="col" className="num">
              {titleOf(stay)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, text]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {stays.map((stay) => (
              <td key={stay.segment} className="num">
                <b className={name === contactPage.inTime && stay.inTime === false ? "c-watch" : undefined}>
                  {text(stay)}
                </b>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
