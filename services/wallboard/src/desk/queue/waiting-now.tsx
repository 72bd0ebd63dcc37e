/** Who waits in a queue now, the longest first: by the contact's id, for nothing else is known of a customer. */
import type { QueueRow } from "@floorwalker/protocol";
import { type ExplainedContact, queuedTime } from "../../answers/explained-contact.ts";
import { formatCount, formatDuration, formatSpan } from "../../format/format-value.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { useNow } from "../../ui/time-context.ts";
import { words } from "../../words/words.ts";
import { Link } from "../link.tsx";
import { Refusal } from "../pages/refusal.tsx";
import { contactHref } from "../queue-href.ts";

const EVERY_MS = 5_000;

export function WaitingNow({ row }: { readonly row: QueueRow }) {
  const { site, queue, channel, thresholdSeconds } = row;
  const params = new URLSearchParams({ site, queue, channel, outcome: "waiting", limit: "50" });
  const asked = useAnswer<{ readonly contacts: readonly ExplainedContact[] }>(`/v1/contacts?${params}`, EVERY_MS);
  const now = useNow();
  // Of one that was told of before it was queued the moment is still to come.
  const contacts = (asked.value?.contacts ?? [])
    .flatMap((contact) => {
      const queued = queuedTime(contact);
      return queued === null ? [] : [{ ...contact, queued }];
    })
    .toSorted((a, b) => a.queued - b.queued);
  // A queue in business time: its waits stand still at night, so its clock is the program's, not this one's.
  const ticks = row.open === null;
  return (
    <section className="panel" aria-labelledby="waiting-now">
      <header>
        <h2 id="waiting-now">{words.queuePage.waitingNow}</h2>
        <span className="tag">{formatCount(row.waiting)}</span>
        <span className="grow" />
        <span className="s q">{words.queuePage.threshold(formatSpan(thresholdSeconds))}</span>
      </header>
      <Refusal answer={asked} />
      {asked.value !== null && contacts.length === 0 && <p className="body q">{words.queuePage.nobodyWaits}</p>}
      <ol className="body plain">
        {contacts.map(({ contact, segment, queued, waitSeconds, inTime }) => {
          const wait = ticks ? Math.max(0, (now - queued) / 1000) : (waitSeconds ?? 0);
          const late = ticks ? wait > thresholdSeconds : inTime === false;
          return (
            <li key={`${contact} ${segment}`} className="row between">
              <Link className="link cut" href={contactHref(site, contact, queued)}>
                {contact}
              </Link>
              <span className="row nw">
                {ticks && (
                  <span className={late ? "s c-watch" : "s q"}>
                    {(late ? words.queuePage.lateFor : words.queuePage.lateIn)(
                      formatDuration(Math.abs(thresholdSeconds - wait)),
                    )}
                  </span>
                )}
                <b className={late ? "c-watch" : undefined}>{formatDuration(wait)}</b>
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
