/** The stays of a contact, one under the other, over the time that it took. */
import type { ExplainedContact } from "../../answers/explained-contact.ts";
import { formatClock } from "../../format/format-time.ts";
import { formatDuration } from "../../format/format-value.ts";
import type { Course, StayPart } from "../../model/contact-course.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";

export interface ContactTimelineProps {
  readonly stays: readonly {
    readonly stay: ExplainedContact;
    readonly title: string;
    readonly parts: readonly StayPart[];
  }[];
  readonly course: Course;
}

const KINDS = ["waiting", "talking", "wrapUp"] as const;

export function ContactTimeline({ stays, course }: ContactTimelineProps) {
  const { zone } = useDesk();
  const { contactPage } = words;
  const whole = Math.max(1, course.to - course.from);
  const share = (ms: number): string => `${(Math.max(0, ms) / whole) * 100}%`;
  const nameOf = { waiting: contactPage.waiting, talking: contactPage.talking, wrapUp: contactPage.wrapUp };
  return (
    <section className="panel" aria-labelledby="course-title">
      <header className="wrap">
        <h2 id="course-title">{contactPage.course}</h2>
        <span className="grow" />
        <ul className="row s q legend">
          {KINDS.map((kind) => (
            <li key={kind}>
              <i className={`part-${kind}`} aria-hidden="true" />
              {nameOf[kind]}
            </li>
          ))}
        </ul>
      </header>
      <ol className="body course">
        {stays.map(({ stay, title, parts }) => (
          <li key={stay.segment}>
            <span className="cut">{[title, ...stay.agents].join(" · ")}</span>
            <span
              className="lane"
              role="img"
              aria-label={parts
                .map(({ kind, from, to }) => `${nameOf[kind]} ${formatDuration((to - from) / 1000)}`)
                .join(", ")}
            >
              {parts.map(({ kind, from, to }) => (
                <i
                  key={kind}
                  className={`part-${kind}`}
                  style={{ left: share(from - course.from), width: share(to - from) }}
                  title={`${nameOf[kind]} ${formatDuration((to - from) / 1000)}`}
                />
              ))}
            </span>
          </li>
        ))}
        <li className="s q" aria-hidden="true">
          <span />
          <span className="row between">
            <span>{formatClock(course.from, zone)}</span>
            <span>{formatClock(course.to, zone)}</span>
          </span>
        </li>
      </ol>
    </section>
  );
}
