/**
 * The fold of one contact: events in order → segments. A total function: an order that cannot be is marked and counted,
 * never an exception (rule 6). `step` is the in-order path; an event that belongs earlier means a new folder.
 */
import type { CanonicalEvent, Channel } from "../event.ts";
import { isQueued, newSegment, type Segment, type Survey } from "./segment.ts";
import { belongs, newest, openOrNewest } from "./segment-of-event.ts";
import { surveyScore } from "./survey-score.ts";

export interface UnplacedSurvey extends Survey {
  readonly channel: Channel;
  readonly agent: string | null;
}

export class ContactFolder {
  /** Replaced when one is added: there is one for nearly every contact, and a pushed array holds seventeen places. */
  segments: readonly Segment[] = [];
  /** Events that could not have happened in this order. */
  impossible = 0;
  /** Surveys that rate no known segment: they count for the site. */
  unplacedSurveys: readonly UnplacedSurvey[] = [];
  lastEventAt = Number.NEGATIVE_INFINITY;

  step(event: CanonicalEvent): void {
    this.lastEventAt = event.time;
    const segment = this.#apply(event);
    if (segment === null) return;
    segment.lastEventAt = Math.max(segment.lastEventAt, event.time);
    segment.lastSource = event.source;
  }

  /** The segment the event belongs to, after it was applied; null when it concerns none. */
  #apply(event: CanonicalEvent): Segment | null {
    switch (event.type) {
      case "cc.contact.queued":
        return this.#queued(event);
      case "cc.contact.refused":
        return this.#refused(event);
      case "cc.contact.answered":
        return this.#answered(event);
      case "cc.contact.abandoned":
        return this.#left(event, "abandoned", null);
      case "cc.contact.flowedOut":
        return this.#left(event, "flowedOut", event.data.reason ?? "other");
      case "cc.contact.callbackRequested":
        return this.#left(event, "flowedOut", "callback");
      case "cc.contact.transferred":
      case "cc.contact.ended":
      case "cc.contact.resolved":
        return this.#ended(event);
      case "cc.contact.message":
        return this.#message(event);
      case "cc.contact.held":
      case "cc.contact.resumed":
        return this.#hold(event);
      case "cc.contact.wrapUpStarted":
      case "cc.contact.wrapUpEnded":
        return this.#wrapUp(event);
      case "cc.contact.notAnswered": {
        const segment = openOrNewest(this.segments, event);
        if (segment !== null) segment.notAnswered = segment.notAnswered.concat({ at: event.time, agent: event.agent });
        return segment;
      }
      case "cc.survey.answered":
        return this.#survey(event);
      case "cc.contact.alerted":
      case "cc.contact.escalated":
      case "cc.contact.reopened":
        return openOrNewest(this.segments, event);
      default:
        return null;
    }
  }

  #queued(event: CanonicalEvent): Segment | null {
    const queue = event.queue;
    if (queue === null || event.channel === null) return null;
    let segment = newest(
      this.segments,
      (s) => s.queue === queue && s.label === event.segment && s.queuedAt === null && isQueued(s),
    );
    if (segment === null && event.segment !== null)
      segment = newest(this.segments, (s) => s.queue === queue && s.label === event.segment && isQueued(s));
    if (segment === null) {
      segment = newSegment(queue, event.channel, event.segment, event.time, event.source);
      this.segments = this.segments.concat(segment);
    } else if (segment.queuedAt !== null) {
      this.impossible++;
      return segment;
    } else if (segment.outcomeAt !== null && segment.outcomeAt < event.time) {
      this.impossible++;
    }
    segment.queuedAt = event.time;
    return segment;
  }

  #refused(event: CanonicalEvent): Segment | null {
    if (event.queue === null || event.channel === null) return null;
    const segment = newSegment(event.queue, event.channel, event.segment, event.time, event.source);
    segment.outcome = "refused";
    segment.outcomeAt = event.time;
    segment.reason = event.data.reason ?? "closed";
    this.segments = this.segments.concat(segment);
    return segment;
  }

  #answered(event: CanonicalEvent): Segment | null {
    let segment = openOrNewest(this.segments, event);
    // An end stamped before its start: this is the answer that the end has implied, not another one.
    if (segment?.answerImplied && (event.agent === null || event.agent === segment.agent)) {
      segment.answerImplied = false;
      segment.waitMs ??= event.data.waitMs ?? null;
      this.impossible++;
      return segment;
    }
    if (segment === null || (segment.handlingFrom !== null && segment.endedAt !== null)) segment = this.#implied(event);
    if (segment === null) {
      this.impossible++;
      return null;
    }
    if (segment.handlingFrom !== null) {
      this.impossible++;
      return segment;
    }
    segment.handlingFrom = event.time;
    segment.agent ??= event.agent;
    // A wait reported by an abandon that did not last says nothing about this answer.
    segment.waitMs = event.data.waitMs ?? (segment.outcome === "waiting" ? segment.waitMs : null);
    if (segment.channel === "email") return segment;
    this.#answer(segment, event.time);
    return segment;
  }

  #answer(segment: Segment, at: number): void {
    // An abandon may be undone when the caller is picked up after all: the answer wins, the order is marked.
    if (segment.outcome !== "waiting") this.impossible++;
    segment.outcome = "answered";
    segment.outcomeAt = at;
    segment.endedAt = null;
    segment.reason = null;
  }

  #left(event: CanonicalEvent, outcome: "abandoned" | "flowedOut", reason: string | null): Segment | null {
    const segment = openOrNewest(this.segments, event) ?? this.#implied(event);
    if (segment === null) return null;
    if (segment.outcome !== "waiting") {
      this.impossible++;
      return segment;
    }
    segment.outcome = outcome;
    segment.outcomeAt = event.time;
    segment.reason = reason;
    segment.waitMs ??= event.data.waitMs ?? null;
    segment.endedAt = event.time;
    return segment;
  }

  #ended(event: CanonicalEvent): Segment | null {
    const handled = event.agent !== null || event.data.talkMs !== undefined;
    const segment = openOrNewest(this.segments, event) ?? (handled ? this.#implied(event) : null);
    if (segment === null) return null;
    const { talkMs, holdMs, wrapUpMs, waitMs } = event.data;
    if (segment.outcome === "waiting") {
      const moved = event.type === "cc.contact.transferred";
      const spoke = segment.handlingFrom !== null || handled;
      if (segment.channel === "email") {
        // Closed or moved without a human reply: it left the queue, nobody answered it.
        segment.outcome = "flowedOut";
        segment.reason = moved ? "overflow" : "closed";
        segment.outcomeAt = event.time;
      } else if (spoke) {
        segment.agent ??= event.agent;
        segment.answerImplied = segment.handlingFrom === null;
        segment.handlingFrom ??= event.time - (talkMs ?? 0) - (holdMs ?? 0);
        segment.outcome = "answered";
        segment.outcomeAt = segment.handlingFrom;
      } else {
        segment.outcome = moved ? "flowedOut" : "abandoned";
        segment.reason = moved ? "overflow" : null;
        segment.outcomeAt = event.time;
      }
      segment.waitMs ??= waitMs ?? null;
    }
    if (event.type === "cc.contact.transferred") segment.transferredAt ??= event.time;
    if (segment.endedAt === null) {
      this.#resume(segment, event.time);
      segment.endedAt = event.time;
    }
    segment.talkMs ??= talkMs ?? null;
    segment.holdMs ??= holdMs ?? null;
    segment.wrapUpMs ??= wrapUpMs ?? null;
    return segment;
  }

  #message(event: CanonicalEvent): Segment | null {
    const segment = openOrNewest(this.segments, event);
    if (segment === null || event.data.from !== "agent") return segment;
    segment.agent ??= event.agent;
    if (this.segments.every((s) => s.firstResponseAt === null)) segment.firstResponseAt = event.time;
    if (segment.channel === "email" && segment.outcome === "waiting") {
      segment.handlingFrom ??= event.time;
      this.#answer(segment, event.time);
    }
    return segment;
  }

  #hold(event: CanonicalEvent): Segment | null {
    const segment = openOrNewest(this.segments, event);
    if (segment === null) return null;
    if (segment.endedAt !== null || segment.handlingFrom === null) this.impossible++;
    else if (event.type === "cc.contact.held") segment.heldSince ??= event.time;
    else this.#resume(segment, event.time);
    return segment;
  }

  #resume(segment: Segment, at: number): void {
    if (segment.heldSince === null) return;
    segment.heldMs += at - segment.heldSince;
    segment.heldSince = null;
  }

  #wrapUp(event: CanonicalEvent): Segment | null {
    const segment =
      newest(this.segments, (s) => belongs(s, event) && s.handlingFrom !== null) ?? openOrNewest(this.segments, event);
    if (segment === null) return null;
    segment.agent ??= event.agent;
    if (event.type === "cc.contact.wrapUpStarted") segment.wrapUpStartedAt ??= event.time;
    else segment.wrapUpEndedAt ??= event.time;
    segment.wrapUpMs ??= event.data.wrapUpMs ?? null;
    return segment;
  }

  #survey(event: CanonicalEvent): Segment | null {
    const rated = surveyScore(event.data);
    if (rated === null) return null;
    let segment =
      newest(this.segments, (s) => belongs(s, event) && s.outcome === "answered") ??
      newest(this.segments, (s) => belongs(s, event) && s.outcome !== "refused");
    if (segment === null) {
      segment = this.#implied(event);
      if (segment !== null) segment.outcome = "rated";
    }
    if (segment === null) {
      const { agent, channel } = event;
      if (channel !== null)
        this.unplacedSurveys = this.unplacedSurveys.concat({ at: event.time, agent, channel, ...rated });
      return null;
    }
    if (segment.outcome === "answered" || segment.outcome === "rated") segment.agent ??= event.agent;
    segment.surveys = segment.surveys.concat({ at: event.time, ...rated });
    // A survey says nothing about whether the segment still lives.
    return null;
  }

  /** A segment nobody announced: `answered`, an end by an agent, an abandon or a flow-out imply that it was queued (rule 5). */
  #implied(event: CanonicalEvent): Segment | null {
    if (event.queue === null || event.channel === null) return null;
    const segment = newSegment(event.queue, event.channel, event.segment, event.time, event.source);
    this.segments = this.segments.concat(segment);
    return segment;
  }
}
