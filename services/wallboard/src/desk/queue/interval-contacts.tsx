/** The contacts of one interval of a queue's day, for whoever may see them. */
import type { QueueRow } from "@floorwalker/protocol";
import { type ExplainedContact, queuedTime } from "../../answers/explained-contact.ts";
import { formatClock, formatTimeOfDay } from "../../format/format-time.ts";
import { formatDuration } from "../../format/format-value.ts";
import { useAnswer } from "../../live/use-answer.ts";
import type { DayInterval } from "../../model/day-intervals.ts";
import { Icon } from "../../ui/icon.tsx";
import { nameIn, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { navigate, withParams } from "../navigation.ts";
import { Refusal } from "../pages/refusal.tsx";
import { contactHref } from "../queue-href.ts";

export function IntervalContacts({ row, interval }: { readonly row: QueueRow; readonly interval: DayInterval }) {
  const { url, zone } = useDesk();
  const { site, queue, channel } = row;
  const [from, to] = [new Date(interval.from).toISOString(), new Date(interval.to).toISOString()];
  const params = new URLSearchParams({ site, queue, channel, from, to, limit: "100" });
  const asked = useAnswer<{ readonly contacts: readonly ExplainedContact[] }>(`/v1/contacts?${params}`, null);
  const contacts = asked.value?.contacts ?? [];
  const { queueMore, explain } = words;
  const name = words.rangeOf(formatTimeOfDay(interval.from, zone), formatTimeOfDay(interval.to, zone));
  return (
    <section className="panel" aria-labelledby="interval-contacts" data-testid="interval-contacts">
      <header>
        <h2 id="interval-contacts" className="grow">
          {queueMore.contactsOf(name)}
        </h2>
        <button
          type="button"
          className="btn icon-only"
          aria-label={queueMore.closeInterval}
          onClick={() => navigate(withParams(url, { interval: null }))}
        >
          <Icon name="close" />
        </button>
      </header>
      <Refusal answer={asked} />
      {asked.value !== null && contacts.length === 0 && <p className="body q">{queueMore.noContacts}</p>}
      {contacts.length > 0 && (
        <div className="table-room">
          <table className="list">
            <thead>
              <tr>
                <th scope="col">{explain.contact}</th>
                <th scope="col">{words.queuePage.interval}</th>
                <th scope="col">{explain.outcome}</th>
                <th scope="col" className="num">
                  {explain.wait}
                </th>
              </tr>
            </thead>
            <tbody>
              {contacts.map((each) => {
                const { contact, segment, outcome, waitSeconds, inTime } = each;
                return (
                  <tr key={`${contact} ${segment}`}>
                    <th scope="row">
                      <Link className="link" href={contactHref(site, contact, queuedTime(each))}>
                        {contact}
                      </Link>
                    </th>
                    <td className="q">{formatClock(queuedTime(each), zone)}</td>
                    <td>{nameIn(explain.outcomes, outcome)}</td>
                    <td className={`num ${inTime === false ? "c-watch" : ""}`}>
                      <b>{formatDuration(waitSeconds)}</b>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
