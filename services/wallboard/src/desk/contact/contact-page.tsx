/** One contact from its arrival to its end: its stays in queues, what happened when, and how each counts. */
import { type ExplainedContact, queuedTime } from "../../answers/explained-contact.ts";
import { formatClock } from "../../format/format-time.ts";
import { formatCount, formatDuration } from "../../format/format-value.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { useView } from "../../live/use-view.ts";
import { contactCourse, stayParts } from "../../model/contact-course.ts";
import { channelIcon, Icon } from "../../ui/icon.tsx";
import { useNow } from "../../ui/time-context.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { navigate, withParams } from "../navigation.ts";
import { Refusal } from "../pages/refusal.tsx";
import { queueHref } from "../queue-href.ts";
import { TableRoom } from "../table-room.tsx";
import { ContactEvents } from "./contact-events.tsx";
import { ContactTimeline } from "./contact-timeline.tsx";
import { StayTable } from "./stay-table.tsx";

const EVERY_MS = 5_000;
const DAY_MS = 86_400_000;

export default function ContactPage() {
  const { route, url, site, queues, zone } = useDesk();
  const now = useNow();
  const id = route.page === "contact" ? route.contact : "";
  const at = Date.parse(url.searchParams.get("at") ?? "");
  const days = url.searchParams.get("days") === "30" ? 30 : 1;
  const around = Number.isFinite(at) ? at : Math.floor(now / 600_000) * 600_000;
  const from = new Date(around - days * DAY_MS).toISOString();
  const asked = useAnswer<{ readonly contacts: readonly ExplainedContact[] }>(
    site === null ? null : `/v1/contacts?${new URLSearchParams({ site: site.site, contact: id, from, limit: "100" })}`,
    EVERY_MS,
  );
  const { contactPage } = words;
  const told = (asked.value?.contacts ?? []).toSorted((a, b) => (queuedTime(a) ?? 0) - (queuedTime(b) ?? 0));
  const titleOf = ({ queue, channel }: ExplainedContact): string =>
    queues.find((row) => row.queue === queue && row.channel === channel)?.title ?? queue;
  const agents = useView("agents", site?.site ?? null).rows;
  /** Who is signed in has a name here; of others only the id is told. */
  const nameOf = (agent: string): string => {
    const name = agents.find((each) => each.agent === agent)?.name;
    return typeof name === "string" ? name : agent;
  };
  const stays = told.map((stay) => ({ ...stay, agents: stay.agents.map(nameOf) }));
  const [first] = stays;
  const course = contactCourse(stays, now);
  return (
    <div className="page" data-testid="contact-page">
      <div className="head">
        {first !== undefined && site !== null && (
          <Link
            className="link"
            href={queueHref({ site: site.site, queue: first.queue, channel: first.channel }, null)}
          >
            {titleOf(first)}
          </Link>
        )}
        <Icon name={channelIcon(first?.channel ?? "call")} />
        <h1 className="anywhere">{id}</h1>
        {course !== null && (
          <span className="s q">
            {words.windowSuffix(
              words.rangeOf(formatClock(course.from, zone), course.open ? words.now : formatClock(course.to, zone)),
              formatDuration((course.to - course.from) / 1000),
            )}
          </span>
        )}
      </div>
      <Refusal answer={asked} />
      {asked.value !== null && stays.length === 0 && (
        <p className="panel body q">
          {contactPage.none}{" "}
          {days === 1 && (
            <button type="button" className="btn" onClick={() => navigate(withParams(url, { days: "30" }))}>
              {contactPage.openLonger}
            </button>
          )}
        </p>
      )}
      {course !== null && (
        <>
          <ContactTimeline
            stays={stays.map((stay) => ({ stay, title: titleOf(stay), parts: stayParts(stay, now) }))}
            course={course}
          />
          <div className="columns">
            <ContactEvents stays={stays} titleOf={titleOf} />
            <section className="panel" aria-labelledby="contact-counts">
              <header>
                <h2 id="contact-counts">{contactPage.counts}</h2>
              </header>
              <TableRoom>
                <StayTable stays={stays} titleOf={titleOf} />
              </TableRoom>
              <p className="body s q">{contactPage.stays(stays.length, formatCount(stays.length))}</p>
            </section>
          </div>
        </>
      )}
    </div>
  );
}
