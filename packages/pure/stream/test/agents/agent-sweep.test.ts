/** Laws of agents' time: the packed hours against a plain sweep over a list of marks. */
import { AgentStatus, type CanonicalEvent, NOBODY, SIGNED_OUT, type StateCode, UNKNOWN } from "@floorwalker/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AgentRows } from "../../src/agents/agent-rows.ts";
import { AgentStanding } from "../../src/agents/agent-standing.ts";
import { AgentSweep } from "../../src/agents/agent-sweep.ts";
import { MarkBytes } from "../../src/agents/mark-bytes.ts";
import { MARK } from "../../src/agents/marks.ts";
import { OwnEvents } from "../../src/agents/own-events.ts";
import { scheduleOfRow, scheduleRow } from "../../src/agents/schedule-rows.ts";
import { Names } from "../../src/columns/names.ts";
import { BEFORE_ALL, type Restart } from "../../src/restart.ts";

const MINUTE = 60_000;
const IMPLIED_FOR = 30 * MINUTE;
const restartAt = (minute: number, sequence: number | null): Restart => ({ at: minute * MINUTE, sequence, id: "r" });
const RESTARTS: Readonly<Record<string, readonly Restart[]>> = {
  phones: [restartAt(70, null), restartAt(125, 1), restartAt(200, BEFORE_ALL)],
  chats: [restartAt(90, 0), restartAt(150, 2)],
};

/** To other teams, at any moment: in a second of its own, with a restart, in a moment with marks, after everything. */
const MOVES = [65 * MINUTE + 7_001, 90 * MINUTE, 180 * MINUTE, 350 * MINUTE + 1].map((at, index) => ({
  at,
  left: `team ${index}`,
  entered: `team ${index + 1}`,
}));

interface Work {
  readonly time: number;
  readonly kind: number;
  readonly queue: string | null;
  readonly source: string | null;
  readonly sequence: number;
}

const SIGNS = [MARK.alerted, MARK.rang, MARK.contactBegins];
const WORK_KINDS = [MARK.wrapUpEnds, MARK.contactEnds, MARK.wrapUpBegins, ...SIGNS];

/** Few different moments, so that many fall together. */
const time = fc.nat(60).map((at) => at * 5 * MINUTE);
const work: fc.Arbitrary<Work> = fc
  .record({
    time,
    kind: fc.constantFrom(...WORK_KINDS),
    queue: fc.constantFrom("sales", "support"),
    source: fc.constantFrom("phones", "chats"),
    sequence: fc.constantFrom(UNKNOWN, 0, 1, 2, 3),
  })
  .map((each) =>
    SIGNS.some((kind) => kind === each.kind) ? each : { ...each, queue: null, source: null, sequence: UNKNOWN },
  );
const own: fc.Arbitrary<CanonicalEvent> = fc
  .record({
    id: fc.uuid(),
    source: fc.constantFrom("phones", "chats"),
    time,
    type: fc.constantFrom("signedIn", "signedOut", "stateChanged" as const),
    state: fc.constantFrom("paused", "idle", "wrapUp" as const),
    reason: fc.constantFrom("Lunch", "Überprüfung", undefined),
    queue: fc.constantFrom("sales", "support", null),
    sequence: fc.option(fc.nat(3), { nil: undefined }),
    recordedTime: fc.constantFrom(null, 12_345),
  })
  .map(
    ({ type, state, reason, sequence, ...event }): CanonicalEvent => ({
      ...event,
      type: `cc.agent.${type}` as CanonicalEvent["type"],
      site: "here",
      channel: null,
      contact: null,
      segment: null,
      agent: "ann",
      ...(sequence === undefined ? {} : { sequence }),
      data: {
        ...(type === "stateChanged" ? { state: state as "paused" } : {}),
        ...(reason === undefined ? {} : { reason }),
      },
    }),
  );

const plan: fc.Arbitrary<CanonicalEvent> = fc
  .record({
    id: fc.uuid(),
    time,
    from: fc.nat(70),
    length: fc.integer({ min: 1, max: 30 }),
    state: fc.constantFrom("working", "paused", "off" as const),
  })
  .map(
    ({ id, time: told, from, length, state }): CanonicalEvent => ({
      id,
      source: "planning",
      type: "cc.agent.scheduled",
      time: told,
      recordedTime: null,
      site: "here",
      channel: null,
      contact: null,
      segment: null,
      queue: null,
      agent: "ann",
      data: { from: iso(from * 5 * MINUTE), to: iso((from + length) * 5 * MINUTE), state: state as "off" },
    }),
  );
const iso = (at: number): string => new Date(at).toISOString();

type Step =
  | { readonly step: "plan"; readonly event: CanonicalEvent }
  | { readonly step: "work"; readonly mark: Work }
  | { readonly step: "own"; readonly event: CanonicalEvent }
  | { readonly step: "remove"; readonly which: number }
  | { readonly step: "clock"; readonly to: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: work.map((mark): Step => ({ step: "work", mark })) },
    { weight: 2, arbitrary: own.map((event): Step => ({ step: "own", event })) },
    { weight: 1, arbitrary: plan.map((event): Step => ({ step: "plan", event })) },
    { weight: 1, arbitrary: fc.nat(1000).map((which): Step => ({ step: "remove", which })) },
    { weight: 3, arbitrary: fc.nat(360).map((to): Step => ({ step: "clock", to: to * MINUTE })) },
  ),
  { maxLength: 80, size: "max" },
);

class Agent {
  readonly bytes = new MarkBytes(new Names());
  readonly told = new Map<string, number>();
  readonly sweep = new AgentSweep({
    bytes: this.bytes,
    impliedForMs: IMPLIED_FOR,
    restartsOf: (source) => RESTARTS[source] ?? [],
    tell: (_agent, at, left, entered, sign) => count(this.told, `${at} ${left} ${entered}`, sign),
    movesOf: () => MOVES,
    tellMove: (_agent, { at }, code, sign) => count(this.told, `${at} moves as ${code}`, sign),
    tellTurn: (_agent, { at, left, entered }, code, sign) =>
      count(this.told, `${at} from ${left} to ${entered} as ${code}`, sign),
    keptFrom: () => this.keptFrom,
  });
  keptFrom = Number.NEGATIVE_INFINITY;
  readonly own = new OwnEvents(this.bytes, "here");
  readonly rows = new AgentRows(this.bytes);
  standing = new AgentStanding("ann", this.bytes);

  work({ time: at, kind, queue, source, sequence }: Work, sign: 1 | -1): void {
    const { names } = this.bytes;
    this.sweep.rewind(this.standing, at);
    if (sign === 1) this.standing.hours.insert(at, kind, names.of(queue), names.of(source), sequence);
    else expect(this.standing.hours.remove(at, kind, names.of(queue), names.of(source), sequence)).toBe(true);
  }

  event(event: CanonicalEvent, sign: 1 | -1): void {
    this.sweep.rewind(this.standing, event.time);
    if (sign === 1) this.own.add(this.standing.hours, event);
    else this.own.remove(this.standing.hours, event);
  }

  plan(event: CanonicalEvent, sign: 1 | -1): void {
    this.sweep.rewind(this.standing, Date.parse(event.data.from!));
    if (sign === 1) this.standing.schedule.add(event, this.keptFrom + 1);
    else this.standing.schedule.remove(event, this.keptFrom + 1);
  }

  to(clock: number): void {
    this.sweep.rewind(this.standing, clock + 1);
    this.sweep.forward(this.standing, clock);
  }

  stored(): [number, string][] {
    const found: [number, string][] = [];
    for (const hour of this.standing.hours.hours)
      for (let quarter = hour.hour * 4; quarter < hour.hour * 4 + 4; quarter++) {
        const row = this.rows.quarter(hour, quarter);
        if (row !== null) found.push([quarter, Buffer.from(row).toString("hex")]);
      }
    return found;
  }
}

function count(sums: Map<string, number>, key: string, by: number): void {
  const sum = (sums.get(key) ?? 0) + by;
  if (sum === 0) sums.delete(key);
  else sums.set(key, sum);
}

/** What one plain walk over everything tells, and where it ends: the specification. */
function swept(
  marks: readonly Work[],
  events: readonly CanonicalEvent[],
  plans: readonly CanonicalEvent[],
  clock: number,
) {
  const told = new Map<string, number>();
  const agent = new AgentStatus();
  let code: StateCode = SIGNED_OUT;
  const course: { readonly at: number; readonly code: StateCode }[] = [];
  const tell = (at: number): void => {
    if (code !== agent.code) count(told, `${at} ${code} ${agent.code}`, 1);
    code = agent.code;
    course.push({ at, code });
  };
  const sourceNames = ["", "phones", "chats"];
  const queueNames = ["", "sales", "support"];
  const restarts = Object.entries(RESTARTS).flatMap(([source, all]) => all.map((each) => ({ ...each, source })));
  const moments = [
    ...new Set([...[...marks, ...events].map((each) => each.time), ...restarts.map(({ at }) => at), clock]),
  ]
    .filter((at) => at <= clock)
    .sort((a, b) => a - b);
  for (const now of moments) {
    // What happens in the very moment comes before he is gone.
    for (let end = agent.idleUntil(IMPLIED_FOR); end < now; end = agent.idleUntil(IMPLIED_FOR)) {
      agent.isGone(end);
      tell(end);
    }
    const apply = ({ kind, queue, source }: Work): void => {
      const [inQueue, by] = [queueNames.indexOf(queue ?? ""), sourceNames.indexOf(source ?? "")];
      if (kind === MARK.contactBegins) agent.contactBegins(now, inQueue, by);
      else if (kind === MARK.contactEnds) agent.contactEnds(now);
      else if (kind === MARK.wrapUpBegins) agent.wrapUpBegins(now);
      else if (kind === MARK.wrapUpEnds) agent.wrapUpEnds(now);
      else agent.rang(now, inQueue, by);
    };
    const applyOwn = ({ type, queue, source, data }: CanonicalEvent): void => {
      const [inQueue, by] = [queueNames.indexOf(queue ?? ""), sourceNames.indexOf(source)];
      agent.source = by;
      if (type === "cc.agent.signedIn") agent.signsIn(now, inQueue, by);
      else if (type === "cc.agent.signedOut") agent.signsOut(now, inQueue);
      else if (data.state === "paused") agent.pauses(now, inQueue, by, data.reason ?? null);
      else if (data.state === "idle") agent.unpauses(now, inQueue, by);
      else agent.wrapsUp(now);
    };
    const there = marks.filter((mark) => mark.time === now).sort((a, b) => a.kind - b.kind);
    for (const mark of there) if (!isSign(mark)) apply(mark);
    const told: Told[] = [
      ...there.filter(isSign).map((mark) => ({
        source: mark.source!,
        sequence: mark.sequence < 0 ? null : mark.sequence,
        id: mark.queue!,
        rank: SIGN_RANKS[SIGNS.indexOf(mark.kind as 5)]!,
        happens: () => apply(mark),
      })),
      ...events
        .filter((event) => event.time === now)
        .map((event) => ({
          source: event.source,
          sequence: event.sequence ?? null,
          rank: rank(event),
          id: event.id,
          happens: () => applyOwn(event),
        })),
      ...restarts
        .filter(({ at }) => at === now)
        .map(({ source, sequence, id }) => ({
          source,
          sequence,
          rank: 0,
          id,
          happens: () => {
            if (agent.isOnlyImplied && sourceNames[agent.source] === source) agent.isGone(now);
          },
        })),
    ];
    for (const { happens } of inOrder(told)) happens();
    tell(now);
  }
  for (let end = agent.idleUntil(IMPLIED_FOR); end <= clock; end = agent.idleUntil(IMPLIED_FOR)) {
    agent.isGone(end);
    tell(end);
  }
  const codeBefore = (moment: number): StateCode => course.findLast(({ at }) => at < moment)?.code ?? SIGNED_OUT;
  for (const move of MOVES) if (move.at <= clock) count(told, `${move.at} moves as ${codeBefore(move.at)}`, 1);
  for (let at = 0; at <= clock; at += 5 * MINUTE) {
    const [left, entered] = [plannedAt(plans, at - 1), plannedAt(plans, at)];
    if (left !== entered) count(told, `${at} from ${left} to ${entered} as ${codeBefore(at)}`, 1);
  }
  return { told, agent };
}

/** Of those that cover it the one told last; of two of one moment the shorter. */
function plannedAt(plans: readonly CanonicalEvent[], at: number): string | null {
  const span = ({ data }: CanonicalEvent): [number, number] => [Date.parse(data.from!), Date.parse(data.to!)];
  const there = plans
    .filter((event) => span(event)[0] <= at && at < span(event)[1])
    .map((event) => ({ event, length: span(event)[1] - span(event)[0] }))
    .sort((a, b) => a.event.time - b.event.time || b.length - a.length || compare(a.event.id, b.event.id));
  const state = there.at(-1)?.event.data.state ?? "off";
  return state === "off" ? null : state;
}

const compare = (a: string | null, b: string | null): number => ((a ?? "") < (b ?? "") ? -1 : a === b ? 0 : 1);
/** In the lifecycle a restart is first, then who signs in or is in another state; rings and answers; who signs out is last. */
const SIGN_RANKS = [3, 4, 5];
const rank = ({ type }: CanonicalEvent): number =>
  type === "cc.agent.signedIn" ? 1 : type === "cc.agent.signedOut" ? 6 : 2;
const isSign = ({ kind }: Work): boolean => SIGNS.some((sign) => sign === kind);

interface Told {
  readonly source: string;
  readonly sequence: number | null;
  readonly rank: number;
  readonly id: string;
  readonly happens: () => void;
}

/** Rule 5: of one moment. */
function inOrder(told: readonly Told[]): Told[] {
  const lists = ["chats", "phones"].map((source) =>
    told
      .filter((each) => each.source === source)
      .sort((a, b) => (a.sequence ?? 99) - (b.sequence ?? 99) || a.rank - b.rank || compare(a.id, b.id)),
  );
  const merged: Told[] = [];
  while (merged.length < told.length) {
    const [first, second] = lists as [Told[], Told[]];
    const takesFirst = second.length === 0 || (first.length > 0 && first[0]!.rank <= second[0]!.rank);
    merged.push((takesFirst ? first : second).shift()!);
  }
  return merged;
}

interface Course {
  readonly agent: Agent;
  readonly marks: readonly Work[];
  readonly events: readonly CanonicalEvent[];
  readonly plans: readonly CanonicalEvent[];
  readonly clock: number;
}

function follow(course: readonly Step[]): Course {
  const agent = new Agent();
  let [marks, events, plans, clock]: [Work[], CanonicalEvent[], CanonicalEvent[], number] = [[], [], [], 0];
  for (const step of course) {
    if (step.step === "work") {
      agent.work(step.mark, 1);
      marks = [...marks, step.mark];
    } else if (step.step === "own") {
      agent.event(step.event, 1);
      events = [...events, step.event];
    } else if (step.step === "plan") {
      agent.plan(step.event, 1);
      plans = [...plans, step.event];
    } else if (step.step === "clock") {
      clock = step.to;
      agent.to(clock);
    } else if (marks.length + events.length + plans.length > 0) {
      const at = step.which % (marks.length + events.length + plans.length);
      if (at >= marks.length + events.length) {
        const place = at - marks.length - events.length;
        agent.plan(plans[place]!, -1);
        plans = plans.toSpliced(place, 1);
      } else if (at < marks.length) {
        agent.work(marks[at]!, -1);
        marks = marks.toSpliced(at, 1);
      } else {
        agent.event(events[at - marks.length]!, -1);
        events = events.toSpliced(at - marks.length, 1);
      }
    }
  }
  agent.to(clock);
  return { agent, marks, events, plans, clock };
}

const weight = (duty: string | undefined): number => ["null", "working", "paused"].indexOf(duty!);

const sorted = (told: ReadonlyMap<string, number>) => [...told].sort(([a], [b]) => (a < b ? -1 : 1));

describe("an agent's packed hours", () => {
  test("tell what one plain walk over the same marks tells, whatever came when and was taken back", () => {
    fc.assert(
      fc.property(steps, (course) => {
        const { agent, marks, events, plans, clock } = follow(course);
        const plain = swept(marks, events, plans, clock);
        expect(sorted(agent.told)).toEqual(sorted(plain.told));
        const { code, status } = agent.standing;
        expect([code, status.since, status.reason]).toEqual([plain.agent.code, plain.agent.since, plain.agent.reason]);
      }),
    );
  });

  test("are the same bytes in any order of arrival", () => {
    fc.assert(
      fc.property(steps, fc.integer(), (course, chance) => {
        const { agent, marks, events, plans, clock } = follow(course);
        const other = new Agent();
        const all = [
          ...marks.map((mark) => () => other.work(mark, 1)),
          ...events.map((event) => () => other.event(event, 1)),
          ...plans.map((event) => () => other.plan(event, 1)),
        ];
        for (let index = 0; all.length > 0; index++) {
          all.splice((chance >>> (index % 7)) % all.length, 1)[0]!();
          if (index % 3 === 0) other.to((index * 7 * MINUTE) % (clock + 1));
        }
        other.to(clock);
        expect(other.stored()).toEqual(agent.stored());
        expect(sorted(other.told)).toEqual(sorted(agent.told));
      }),
    );
  });

  test("go on after they were stored and read back as if they had never left memory", () => {
    fc.assert(
      fc.property(steps, steps, (before, after) => {
        const { agent, clock } = follow(before);
        const rows = agent.stored();
        const back = new Agent();
        const quarters = [...new Set(rows.map(([quarter]) => Math.floor(quarter / 4)))];
        for (const hour of quarters) {
          let last = hour * 60 * MINUTE;
          back.bytes.writer.clear();
          for (const [quarter, hex] of rows)
            if (Math.floor(quarter / 4) === hour)
              last = back.rows.restore(Buffer.from(hex, "hex"), quarter, last, back.bytes.writer);
          back.standing.hours.put(back.standing.hours.at(hour), back.bytes.writer);
        }
        for (let day = 0; day < 2; day++)
          for (const entry of scheduleOfRow("here", scheduleRow(agent.standing.schedule.entriesOf(day))))
            back.standing.schedule.put(entry);
        back.sweep.resume(back.standing, clock);
        back.to(clock);
        expect(back.told.size).toBe(0);
        agent.told.clear();
        for (const each of [agent, back]) {
          for (const step of after)
            if (step.step === "work") each.work(step.mark, 1);
            else if (step.step === "own") each.event(step.event, 1);
            else if (step.step === "plan") each.plan(step.event, 1);
            else if (step.step === "clock") each.to(step.to);
          each.to(400 * MINUTE);
        }
        expect(sorted(back.told)).toEqual(sorted(agent.told));
        expect(back.stored()).toEqual(agent.stored());
      }),
    );
  });

  test("whose beginning became a base go on as if they still had it", () => {
    fc.assert(
      fc.property(steps, steps, fc.nat(5), (before, after, hour) => {
        const [whole, pruned] = [follow(before).agent, follow(before).agent];
        for (const each of [whole, pruned]) each.to(6 * 60 * MINUTE);
        pruned.sweep.prune(pruned.standing, hour);
        pruned.keptFrom = hour * 60 * MINUTE;
        const { base, baseCode } = pruned.standing;
        const again = pruned.rows.restoreBase(pruned.rows.base(base ?? NOBODY, baseCode));
        if (base !== null) pruned.standing.base = again.status;
        for (const each of [whole, pruned]) {
          for (const step of after)
            if (step.step === "work" && step.mark.time >= hour * 60 * MINUTE) each.work(step.mark, 1);
            else if (step.step === "own" && step.event.time >= hour * 60 * MINUTE) each.event(step.event, 1);
            else if (step.step === "plan" && Date.parse(step.event.data.from!) > hour * 60 * MINUTE)
              each.plan(step.event, 1);
          each.to(7 * 60 * MINUTE);
        }
        expect(sorted(pruned.told)).toEqual(sorted(whole.told));
        expect(pruned.standing.code).toBe(whole.standing.code);
        expect(pruned.standing.status.since).toBe(whole.standing.status.since);
      }),
    );
  });

  test("keep what was told of a schedule before it was settled, whatever is told or taken back of that time later", () => {
    fc.assert(
      fc.property(steps, steps, fc.nat(5), (before, after, hour) => {
        const { agent, plans } = follow(before);
        agent.to(6 * 60 * MINUTE);
        const settled = hour * 60 * MINUTE;
        const turnsUntil = (): [string, number][] =>
          sorted(agent.told).filter(([key]) => key.includes("from") && Number.parseInt(key, 10) <= settled);
        const told = turnsUntil();
        agent.sweep.prune(agent.standing, hour);
        agent.keptFrom = settled;
        agent.standing.schedule.prune(settled);
        for (const event of plans.filter((each) => agent.standing.schedule.find(each) !== null)) agent.plan(event, -1);
        for (const step of after) if (step.step === "plan") agent.plan(step.event, 1);
        agent.to(7 * 60 * MINUTE);
        expect(turnsUntil()).toEqual(told);
        const scheduled = [...agent.told]
          .map(([key, times]) => [/from (\w+) to (\w+)/.exec(key), times] as const)
          .reduce((sum, [turn, times]) => sum + (turn === null ? 0 : times * (weight(turn[2]) - weight(turn[1]))), 0);
        expect(scheduled).toBe(weight(String(agent.standing.duty)));
      }),
    );
  });
});
