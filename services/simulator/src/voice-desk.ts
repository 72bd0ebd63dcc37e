/**
 * Calls: menu, queue, ring, talk with holds, wrap-up. Law: an agent serves one call at a time, and a call leaves its queue
 * in exactly one way.
 */
import type { Appointment } from "./agenda.ts";
import type { Desk, DeskDependencies } from "./desk.ts";
import { escalationKind } from "./escalation-kind.ts";
import type { Agent } from "./floor.ts";
import type { Place } from "./journal.ts";
import * as p from "./parameters.ts";
import type { PlannedQueue } from "./site-plan.ts";
import { newWaitingLine } from "./waiting-line.ts";
import { callsBackAfter, movedOnBy, offerTakenBy, turnedAwayBy } from "./ways-out.ts";

interface Call {
  readonly contact: string;
  segment: number;
  queue: PlannedQueue;
  queueName: string;
  queuedAt: number;
  waitMs: number;
  /** What ends the wait: patience, timeout, callback. */
  ways: Appointment[];
  /** Ringing at or talking to. */
  agent: Agent | null;
  /** The next step of a ringing or answered call. */
  step: Appointment | null;
  phase: "waiting" | "ringing" | "talking" | "wrappingUp";
  since: number;
  heldMs: number;
  heldSince: number | null;
}

export function newVoiceDesk({ plan, agenda, journal, random, floor, surveys, helpedQueues }: DeskDependencies): Desk {
  const line = newWaitingLine<Call>();
  const open = new Set<Call>();
  let closed = false;

  const place = (call: Call): Place => ({
    source: call.queue.source,
    channel: "call",
    contact: call.contact,
    segment: String(call.segment),
    queue: call.queueName,
    ...(call.agent === null ? {} : { agent: call.agent.plan.agent }),
  });

  function arrive(queue: PlannedQueue): void {
    const contact = journal.newContact();
    const caller: Place = { source: queue.source, channel: "call", contact };
    journal.note("cc.contact.started", caller);
    agenda.after(random.exponential(p.MENU_MEAN) * p.SECOND, () => {
      if (closed) return;
      if (random.chance(p.CLOSED_SHARE))
        journal.note("cc.contact.refused", { ...caller, queue: queue.queue }, { reason: turnedAwayBy(contact) });
      else if (line.length(queue.queue) >= queue.staff * p.QUEUE_LIMIT_PER_AGENT)
        journal.note("cc.contact.refused", { ...caller, queue: queue.queue }, { reason: "full" });
      else enqueue(contact, 1, queue);
    });
  }

  /** `callbackOf`: the contact that was promised this call. */
  function enqueue(contact: string, segment: number, queue: PlannedQueue, callbackOf: string | null = null): void {
    const call: Call = {
      contact,
      segment,
      queue,
      queueName: queue.queue,
      queuedAt: agenda.now(),
      waitMs: 0,
      ways: [],
      agent: null,
      step: null,
      phase: "waiting",
      since: agenda.now(),
      heldMs: 0,
      heldSince: null,
    };
    open.add(call);
    journal.note("cc.contact.queued", place(call), callbackOf === null ? {} : { callbackOf });
    // Whoever is called back does not wait in a line.
    if (callbackOf === null) addWaysOut(call, queue);
    const agent = floor.find("call", queue.queue);
    if (agent === null) line.join(call);
    else ring(call, agent);
  }

  function addWaysOut(call: Call, queue: PlannedQueue): void {
    const patience = random.chance(p.IMPATIENT_SHARE)
      ? random.between(1, 5)
      : random.exponential(queue.profile.patienceMean);
    call.ways.push(agenda.after(patience * p.SECOND, () => abandon(call)));
    if (call.segment === 1 && random.chance(p.CALLBACK_SHARE))
      call.ways.push(agenda.after(random.between(...p.CALLBACK_OFFERED) * p.SECOND, () => takeOffer(call)));
    if (call.segment === 1 && queue.overflow !== null)
      call.ways.push(agenda.after(p.QUEUE_TIMEOUT * p.SECOND, () => timeOut(call, queue.overflow!)));
  }

  /** Out of the queue without an answer; the agent it rang at is free again. */
  function leave(call: Call, note: () => void): void {
    call.waitMs = agenda.now() - call.queuedAt;
    line.leave(call);
    const agent = call.agent;
    call.agent = null;
    note();
    finish(call);
    if (agent !== null) floor.release(agent);
  }

  function abandon(call: Call): void {
    leave(call, () => journal.note("cc.contact.abandoned", place(call), { waitMs: call.waitMs }));
  }

  function flowOut(call: Call, reason: string): void {
    leave(call, () => journal.note("cc.contact.flowedOut", place(call), { reason, waitMs: call.waitMs }));
  }

  /** Of a caller who is told that it takes long: to be called back, to leave a message, or another way out by a key. */
  function takeOffer(call: Call): void {
    if (call.phase !== "waiting") return;
    const taken = offerTakenBy(call.contact);
    if (taken === "callback") requestCallback(call);
    else flowOut(call, taken);
  }

  function requestCallback(call: Call): void {
    leave(call, () => journal.note("cc.contact.callbackRequested", place(call), { waitMs: call.waitMs }));
    agenda.after(callsBackAfter(call.contact), () => {
      if (!closed) enqueue(journal.newContact(), 1, call.queue, call.contact);
    });
  }

  function timeOut(call: Call, overflow: string): void {
    if (call.phase !== "waiting") return;
    flowOut(call, movedOnBy(call.contact));
    moveTo(call, overflow);
  }

  function moveTo(call: Call, queue: string): void {
    const next = plan.queues.find((other) => other.channel === "call" && other.queue === queue);
    if (next !== undefined)
      agenda.after(random.between(200, 900), () => {
        if (!closed) enqueue(call.contact, call.segment + 1, next);
      });
  }

  function ring(call: Call, agent: Agent): void {
    floor.occupy(agent);
    call.agent = agent;
    call.phase = "ringing";
    journal.note("cc.contact.alerted", place(call));
    const missed = random.chance(p.NOT_ANSWERED_SHARE);
    const seconds = missed ? p.NOT_ANSWERED_RING : random.between(...p.RING);
    call.step = agenda.after(seconds * p.SECOND, () => (missed ? notAnswered(call, agent) : answer(call, agent)));
  }

  function notAnswered(call: Call, agent: Agent): void {
    journal.note("cc.contact.notAnswered", place(call), { ringMs: p.NOT_ANSWERED_RING * p.SECOND });
    call.agent = null;
    call.phase = "waiting";
    floor.sendAway(agent, random.between(...p.NOT_ANSWERED_PAUSE) * p.SECOND);
    floor.release(agent);
    const other = floor.find("call", call.queueName);
    if (other === null) line.join(call);
    else ring(call, other);
  }

  function answer(call: Call, agent: Agent): void {
    for (const way of call.ways) way.cancelled = true;
    call.phase = "talking";
    call.since = agenda.now();
    call.waitMs = agenda.now() - call.queuedAt;
    journal.note("cc.contact.answered", place(call), { waitMs: call.waitMs });
    const talk = talkTime(call.queue) * p.SECOND;
    if (!random.chance(p.HOLD_SHARE)) {
      call.step = agenda.after(talk, () => finishTalk(call, agent));
      return;
    }
    const before = talk * random.between(0.3, 0.8);
    call.step = agenda.after(before, () => {
      call.heldSince = agenda.now();
      journal.note("cc.contact.held", place(call));
      call.step = agenda.after(random.exponential(p.HOLD_MEAN) * p.SECOND, () => {
        resume(call);
        journal.note("cc.contact.resumed", place(call));
        call.step = agenda.after(talk - before, () => finishTalk(call, agent));
      });
    });
  }

  function resume(call: Call): void {
    if (call.heldSince !== null) call.heldMs += agenda.now() - call.heldSince;
    call.heldSince = null;
  }

  function talkTime(queue: PlannedQueue): number {
    for (;;) {
      const seconds = random.logNormal(queue.profile.talkMean, queue.profile.talkDeviation);
      if (seconds >= p.SHORTEST_TALK) return Math.min(seconds, p.LONGEST_TALK);
    }
  }

  function finishTalk(call: Call, agent: Agent): void {
    const spoken = spokenOf(call);
    const target = call.queue.overflow;
    if (call.segment === 1 && target !== null && random.chance(p.TRANSFER_SHARE)) {
      journal.note("cc.contact.transferred", place(call), {
        kind: random.chance(0.7) ? "blind" : "attended",
        ...spoken,
      });
      moveTo(call, target);
    } else {
      if (random.chance(p.ESCALATED_SHARE))
        journal.note("cc.contact.escalated", place(call), { kind: escalationKind(call.contact) });
      journal.note("cc.contact.ended", place(call), { by: random.chance(0.75) ? "customer" : "agent", ...spoken });
      surveys.ask(place(call), call.waitMs <= call.queue.thresholdMs);
    }
    call.phase = "wrappingUp";
    call.since = agenda.now();
    journal.note("cc.contact.wrapUpStarted", place(call));
    const wrapUp = random.logNormal(p.WRAP_UP_MEAN, p.WRAP_UP_DEVIATION) * p.SECOND;
    call.step = agenda.after(wrapUp, () => {
      journal.note("cc.contact.wrapUpEnded", place(call), { wrapUpMs: agenda.now() - call.since });
      finish(call);
      floor.release(agent);
    });
  }

  function spokenOf(call: Call): { readonly talkMs: number; readonly holdMs: number } {
    resume(call);
    return { talkMs: agenda.now() - call.since - call.heldMs, holdMs: call.heldMs };
  }

  function finish(call: Call): void {
    for (const way of call.ways) way.cancelled = true;
    if (call.step !== null) call.step.cancelled = true;
    open.delete(call);
  }

  function closeCall(call: Call): void {
    if (call.phase === "waiting" || call.phase === "ringing") {
      flowOut(call, "closed");
      return;
    }
    if (call.phase === "talking") journal.note("cc.contact.ended", place(call), { by: "system", ...spokenOf(call) });
    else journal.note("cc.contact.wrapUpEnded", place(call), { wrapUpMs: agenda.now() - call.since });
    const agent = call.agent;
    finish(call);
    if (agent !== null) floor.release(agent);
  }

  return {
    arrive,
    serve: (agent) => {
      if (closed || !floor.isFree(agent)) return;
      const call = line.oldest(helpedQueues()) ?? line.oldest(agent.plan.own) ?? line.oldest(agent.plan.also);
      if (call === null) return;
      line.leave(call);
      ring(call, agent);
    },
    close: () => {
      closed = true;
      for (const call of open) closeCall(call);
    },
  };
}
