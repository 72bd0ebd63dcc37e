/**
 * The fold of one contact: events in the order of the fold → stays and their legs → what they add to the numbers. A total
 * function: an order that cannot be is counted, never an exception (rule 6). There is one for many contacts: it is reset and
 * steps over all events of the next one again, and allocates nothing for it.
 */
import { type Channel, EVENT_TYPES } from "../event.ts";
import type { ContributionSink } from "./contribution-sink.ts";
import { type ContactOfCustomer, Course } from "./course.ts";
import { emitContact } from "./emit-contact.ts";
import { queued, refused, reopened } from "./entering.ts";
import { escalated } from "./escalating.ts";
import type { FoldContext } from "./fold-context.ts";
import type { FoldEvent } from "./fold-event.ts";
import { type Folded, type NameTexts, putCourse, type TextNames, takeCourse } from "./folded-course.ts";
import { answered, held, wrapUp } from "./handling.ts";
import { abandoned, callbackRequested, ended, flowedOut } from "./leaving.ts";
import { message } from "./messages.ts";
import { Moments } from "./moments.ts";
import { NONE } from "./name.ts";
import type { Pool } from "./pool.ts";
import { surveyAnswered, surveyOffered } from "./rating.ts";
import { alerted, notAnswered } from "./ringing.ts";
import type { Stay, Survey } from "./stay.ts";
import { noteEnd, noteHandOn, type Stray } from "./stray.ts";

export class ContactFolder {
  readonly #course = new Course();
  readonly #moments = new Moments();

  get stays(): Pool<Stay> {
    return this.#course.stays;
  }

  /** Surveys that rate no known stay: they count for the site. */
  get unplacedSurveys(): Pool<Survey> {
    return this.#course.unplacedSurveys;
  }

  /** What its events cannot place by themselves. */
  get strays(): Pool<Stray> {
    return this.#course.strays;
  }

  /** Events that could not have happened in this order: they changed nothing, or less than they say. */
  get impossible(): number {
    return this.#course.impossible;
  }

  /** As of the last emission, something goes on, or ended only because nothing was heard of it (an event may still restate that). */
  get unfinished(): boolean {
    return this.#moments.unfinished;
  }

  /** Something goes on that is not lost. */
  get goesOn(): boolean {
    return this.#moments.goesOn;
  }

  /** The next moment at which time alone changes what was emitted; ∞: none. */
  get nextAt(): number {
    return this.#moments.nextAt;
  }

  /** The last moment at which time alone changed it: as of an earlier one it is another. −∞: only events made it. */
  get changedAt(): number {
    return this.#moments.changedAt;
  }

  reset(channel: Channel): void {
    this.#course.reset(channel);
  }

  /** Where it stands. */
  folded(texts: NameTexts): Folded {
    return takeCourse(this.#course, texts);
  }

  /** Goes on where another fold of the channel stood. */
  resume(channel: Channel, folded: Folded, names: TextNames): void {
    this.#course.reset(channel);
    putCourse(this.#course, folded, names);
  }

  step(event: FoldEvent): void {
    const course = this.#course;
    course.lastEventAt = event.time;
    course.heard++;
    course.callsBack ||= event.callsBack;
    const before = course.abandoned;
    course.endedAgain = false;
    const stay = this.#apply(event);
    // Only what comes right after an abandon can undo it.
    if (course.abandoned === before && !course.endedAgain) course.abandoned = null;
    if (event.queue !== NONE) course.lastQueue = event.queue;
    if (event.contactReason !== NONE) course.contactReason = event.contactReason;
    if (event.customer !== NONE) course.customer = event.customer;
    if (stay !== null) heard(stay, event);
  }

  /** What is to be known of the contact beside others of its customer. */
  get ofCustomer(): ContactOfCustomer {
    return this.#course;
  }

  /** The stay the event belongs to, after it was applied; null: it says nothing about whether one still lives. */
  #apply(event: FoldEvent): Stay | null {
    const course = this.#course;
    switch (EVENT_TYPES[event.type]!) {
      case "cc.contact.queued":
        return queued(course, event);
      case "cc.contact.refused":
        return refused(course, event);
      case "cc.contact.alerted":
        return alerted(course, event);
      case "cc.contact.notAnswered":
        return notAnswered(course, event);
      case "cc.contact.answered":
        return answered(course, event);
      case "cc.contact.message":
        return message(course, event);
      case "cc.contact.held":
        return held(course, event, true);
      case "cc.contact.resumed":
        return held(course, event, false);
      case "cc.contact.abandoned":
        return abandoned(course, event);
      case "cc.contact.flowedOut":
        return flowedOut(course, event);
      case "cc.contact.callbackRequested":
        return callbackRequested(course, event);
      case "cc.contact.transferred":
        noteHandOn(course, event);
        return ended(course, event, "transferred");
      case "cc.contact.ended":
        noteEnd(course, event);
        return ended(course, event, "ended");
      case "cc.contact.resolved":
        return ended(course, event, "resolved");
      case "cc.contact.wrapUpStarted":
        return wrapUp(course, event, true);
      case "cc.contact.wrapUpEnded":
        return wrapUp(course, event, false);
      case "cc.contact.reopened":
        return reopened(course, event);
      case "cc.contact.escalated":
        return escalated(course, event);
      case "cc.survey.answered":
        surveyAnswered(course, event);
        return null;
      case "cc.survey.offered":
        surveyOffered(course, event);
        return null;
      default:
        return null;
    }
  }

  /** What the contact adds to the numbers as of a moment, in a fixed order. */
  emit(sink: ContributionSink, context: FoldContext, asOf: number): void {
    emitContact(this.#course, this.#moments, sink, context, asOf);
  }
}

function heard(stay: Stay, event: FoldEvent): void {
  stay.lastEventAt = Math.max(stay.lastEventAt, event.time);
  stay.lastSource = event.source;
  stay.lastSequence = event.sequence;
  const leg = stay.legFor(event.agent);
  if (leg === null) return;
  leg.lastEventAt = event.time;
  leg.lastSource = event.source;
  leg.lastSequence = event.sequence;
}
