/**
 * Where the fold of a contact stands, as plain data: what is kept of events that nothing can change any more, in their place. A fold
 * that goes on from it equals the fold of all events (a property). Fields go by their names and names by their texts, and what is as
 * it was at the beginning is left out: so data of an older fold is read by one that has a field more, or keeps them in another order.
 *
 * Every field of what is folded has a line here (a test counts them), or it would be lost. Of calls, ends that other ids may explain
 * are not kept (`talks/`): a call is folded from its events.
 */
import { Course } from "./course.ts";
import { Leg } from "./leg.ts";
import type { Name } from "./name.ts";
import type { Pool } from "./pool.ts";
import { Escalation, Reply, Ring, Stay, Survey, UnplacedRing } from "./stay.ts";

/** JSON has it. */
export type Folded = { readonly [field: string]: unknown };

/** Numbers as texts: of the site's names, and of what is told apart within the contact only. */
export interface NameTexts {
  textOf(name: Name): string;
  labelTextOf(label: Name): string;
}

/** And back. */
export interface TextNames {
  name(text: string): Name;
  agent(text: string): Name;
  label(text: string): Name;
}

/** `reckoned`: the emission makes it anew. `leg`: one of the stay whose part it is, by its place. */
type Kind = "value" | "name" | "agent" | "label" | "leg" | "reckoned" | Shape;

class Shape {
  readonly fields: Readonly<Record<string, Kind>>;
  readonly #blank: Readonly<Record<string, unknown>>;

  constructor(blank: object, fields: Readonly<Record<string, Kind>>) {
    this.#blank = blank as Record<string, unknown>;
    this.fields = fields;
  }

  /** `whole`: what it is a part of. */
  take(of: object, texts: NameTexts, whole: object = of): Folded {
    const taken: Record<string, unknown> = {};
    for (const [field, kind] of Object.entries(this.fields)) {
      const value = (of as Record<string, unknown>)[field];
      if (kind === "reckoned") continue;
      if (kind instanceof Shape) {
        const { count } = value as Pool<never>;
        if (count > 0)
          taken[field] = Array.from({ length: count }, (_, at) => kind.take((value as Pool<never>).at(at), texts, of));
      } else if (value === this.#blank[field]) continue;
      else if (kind === "leg") taken[field] = placeOf((whole as Stay).legs, value as Leg);
      else taken[field] = saidOf(kind, value, texts);
    }
    return taken;
  }

  /** `target`: as new. */
  put(target: object, taken: Folded, names: TextNames, whole: object = target): void {
    const into = target as Record<string, unknown>;
    for (const [field, kind] of Object.entries(this.fields)) {
      const value = taken[field];
      if (value === undefined || kind === "reckoned") continue;
      if (kind instanceof Shape)
        for (const each of value as Folded[]) kind.put((into[field] as Pool<never>).add(), each, names, target);
      else if (kind === "leg") into[field] = (whole as Stay).legs.at(value as number);
      else into[field] = kind === "value" ? value : names[kind](value as string);
    }
  }
}

const saidOf = (kind: "value" | "name" | "agent" | "label", value: unknown, texts: NameTexts): unknown => {
  if (kind === "value") return value;
  return kind === "label" ? texts.labelTextOf(value as Name) : texts.textOf(value as Name);
};

const LEG = new Shape(new Leg(), {
  reckoned: "reckoned",
  agent: "agent",
  source: "name",
  from: "value",
  sequence: "value",
  answerImplied: "value",
  wroteAnswer: "value",
  endedAt: "value",
  leftAt: "value",
  talkMs: "value",
  holdMs: "value",
  wrapUpMs: "value",
  heldSince: "value",
  heldMs: "value",
  holds: "value",
  wrapUpStartedAt: "value",
  wrapUpEndedAt: "value",
  handedOnAt: "value",
  handedOnKind: "value",
  lastEventAt: "value",
  lastSource: "name",
  lastSequence: "value",
});

const RING = new Shape(new Ring(), { at: "value", agent: "agent", source: "name", sequence: "value" });

const UNPLACED_RING = new Shape(new UnplacedRing(), {
  at: "value",
  agent: "agent",
  queue: "name",
  source: "name",
  sequence: "value",
  missed: "value",
});

const SURVEY = new Shape(new Survey(), {
  at: "value",
  name: "label",
  measure: "value",
  agent: "agent",
  score: "value",
  topTwo: "value",
});

const ESCALATION = new Shape(new Escalation(), { at: "value", isComplaint: "value", leg: "leg" });

const REPLY = new Shape(new Reply(), { from: "value", at: "value" });

const STAY = new Shape(new Stay(), {
  queue: "name",
  label: "label",
  queuedAt: "value",
  announced: "value",
  reopened: "value",
  outcome: "value",
  outcomeAt: "value",
  reason: "value",
  waitMs: "value",
  closedAt: "value",
  legs: LEG,
  rings: RING,
  missedRings: RING,
  surveys: SURVEY,
  // Behind the legs that they name.
  escalations: ESCALATION,
  replies: REPLY,
  resolvedAt: "value",
  resolvedFrom: "value",
  respondedAt: "value",
  responseFrom: "value",
  waitLostAt: "reckoned",
  firstEventAt: "value",
  lastEventAt: "value",
  lastSource: "name",
  lastSequence: "value",
});

const COURSE = new Shape(new Course(), {
  channel: "value",
  stays: STAY,
  unplacedSurveys: SURVEY,
  unplacedRings: UNPLACED_RING,
  strays: "reckoned",
  impossible: "value",
  heard: "value",
  lastEventAt: "value",
  lastQueue: "name",
  contactReason: "name",
  customer: "label",
  resolvedAfter: "value",
  human: "value",
  firstParty: "value",
  outbound: "value",
  responded: "value",
  responseFrom: "value",
  awaitingSince: "value",
  callsBack: "value",
  // Stays: by their place.
  handedOn: "reckoned",
  abandoned: "reckoned",
  // Of the event in hand.
  endedAgain: "reckoned",
});

/** What is folded, each with the fields that are kept of it. */
export const SHAPES: ReadonlyMap<new () => object, Shape> = new Map<new () => object, Shape>([
  [Course, COURSE],
  [Stay, STAY],
  [Leg, LEG],
  [Ring, RING],
  [UnplacedRing, UNPLACED_RING],
  [Survey, SURVEY],
  [Escalation, ESCALATION],
  [Reply, REPLY],
]);

export function takeCourse(course: Course, texts: NameTexts): Folded {
  const taken = COURSE.take(course, texts);
  const { stays } = course;
  const [handedOn, abandoned] = [placeOf(stays, course.handedOn), placeOf(stays, course.abandoned)];
  return { ...taken, ...(handedOn < 0 ? {} : { handedOn }), ...(abandoned < 0 ? {} : { abandoned }) };
}

/** `course`: as new. */
export function putCourse(course: Course, taken: Folded, names: TextNames): void {
  COURSE.put(course, taken, names);
  const { handedOn, abandoned } = taken as { readonly handedOn?: number; readonly abandoned?: number };
  if (handedOn !== undefined) course.handedOn = course.stays.at(handedOn);
  if (abandoned !== undefined) course.abandoned = course.stays.at(abandoned);
}

/** −1: nowhere. */
function placeOf<T extends { reset(): void }>(pool: Pool<T>, sought: T | null): number {
  for (let place = 0; place < pool.count; place++) if (pool.at(place) === sought) return place;
  return -1;
}
