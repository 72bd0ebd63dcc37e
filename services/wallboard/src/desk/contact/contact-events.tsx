/** What happened to a contact, in its order. */
import type { ExplainedContact } from "../../answers/explained-contact.ts";
import { formatClock } from "../../format/format-time.ts";
import { formatCount, formatDuration, formatSpan } from "../../format/format-value.ts";
import { type CourseEvent, courseEvents } from "../../model/contact-course.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { nameIn, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";

const ICONS: Readonly<Record<CourseEvent["kind"], IconName>> = {
  queued: "waiting",
  missed: "late",
  answered: "onContact",
  left: "transferred",
  ended: "onTarget",
  wrapUpOver: "wrapUp",
};

export interface ContactEventsProps {
  readonly stays: readonly ExplainedContact[];
  readonly titleOf: (stay: ExplainedContact) => string;
}

export function ContactEvents({ stays, titleOf }: ContactEventsProps) {
  const { zone } = useDesk();
  const events = courseEvents(stays);
  const held = stays.some(({ holdSeconds }) => (holdSeconds ?? 0) > 0);
  return (
    <section className="panel" aria-labelledby="contact-events" data-testid="contact-events">
      <header>
        <h2 id="contact-events">{words.contactPage.happened}</h2>
        <span className="tag">{formatCount(events.length)}</span>
      </header>
      <ol className="body plain">
        {events.map((event) => (
          <li key={`${event.kind} ${event.stay.segment}`} className="row">
            <span className="q">{formatClock(event.at, zone)}</span>
            <span className={event.kind === "missed" ? "c-watch" : undefined}>
              <Icon name={ICONS[event.kind]} />
            </span>
            <span>{textOf(event, titleOf(event.stay))}</span>
          </li>
        ))}
      </ol>
      {held && <p className="body s q">{words.contactPage.holdNote}</p>}
    </section>
  );
}

function textOf({ kind, stay }: CourseEvent, title: string): string {
  const { contactPage, explain } = words;
  const [agent] = stay.agents;
  switch (kind) {
    case "queued":
      return contactPage.queued(title);
    case "missed":
      return contactPage.missed(formatSpan(stay.thresholdSeconds));
    case "answered":
      return contactPage.answered(agent ?? contactPage.somebody, formatDuration(stay.waitSeconds));
    case "wrapUpOver":
      return contactPage.wrapUpOver;
    case "ended":
      return contactPage.ended(stay.transferred ? words.kpis.transferred : explain.outcomes.answered);
    case "left":
      return contactPage.ended(nameIn(explain.outcomes, stay.outcome));
  }
}
