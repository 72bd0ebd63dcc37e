/** Who waits in a queue now, the longest first: by the contact's id, for nothing else is known of a customer. */
import type { QueueRow, Row, WaitingRow } from "@floorwalker/protocol";
import { formatCount, formatDuration, formatSpan } from "../../format/format-value.ts";
import { useView } from "../../live/use-view.ts";
import { me } from "../../live/who.ts";
import { isLate } from "../../model/next-late.ts";
import { useNow } from "../../ui/time-context.ts";
import { words } from "../../words/words.ts";
import { Link } from "../link.tsx";
import { contactHref } from "../queue-href.ts";

export function WaitingNow({ row }: { readonly row: QueueRow }) {
  const { site, queue, channel, thresholdSeconds, staleSince } = row;
  const clock = useNow();
  // While the source is silent nobody knows who has left: waits stand still.
  const now = staleSince ?? clock;
  const contacts = useView("waiting", site, queue)
    .rows.filter((each): each is Row & WaitingRow => each.kind === "waiting" && each.channel === channel)
    .toSorted((a, b) => a.queuedAt - b.queuedAt);
  const rest = row.waiting - contacts.length;
  return (
    <section id="part-waiting" tabIndex={-1} className="panel" aria-labelledby="waiting-now">
      <header>
        <h2 id="waiting-now">{words.queuePage.waitingNow}</h2>
        <span className="tag">{formatCount(row.waiting)}</span>
        <span className="grow" />
        <span className="s q">{words.queuePage.threshold(formatSpan(thresholdSeconds))}</span>
      </header>
      {row.waiting === 0 && <p className="body q">{words.queuePage.nobodyWaits}</p>}
      <ol className="body plain">
        {contacts.map(({ id, contact, queuedAt, dueAt, pastThreshold }) => {
          const late = isLate({ row }, dueAt, pastThreshold, now);
          const left = dueAt === null ? null : Math.abs(dueAt - now) / 1000;
          return (
            <li key={id} className="row between">
              <Link className="link cut" href={contactHref(site, contact, queuedAt)}>
                {contact}
              </Link>
              <span className="row nw">
                {left !== null && (
                  <span className={late ? "s c-watch" : "s q"}>
                    {(late ? words.queuePage.lateFor : words.queuePage.lateIn)(formatDuration(left))}
                  </span>
                )}
                <b className={late ? "c-watch" : undefined}>{formatDuration(Math.max(0, now - queuedAt) / 1000)}</b>
              </span>
            </li>
          );
        })}
      </ol>
      {rest > 0 && me()?.role === "viewer" && (
        <p className="body q" data-testid="not-told">
          {words.queueMore.waitingToldTo(words.access.account.roles.supervisor)}
        </p>
      )}
      {rest > 0 && contacts.length > 0 && <p className="body q">{words.explain.moreContacts(formatCount(rest))}</p>}
    </section>
  );
}
