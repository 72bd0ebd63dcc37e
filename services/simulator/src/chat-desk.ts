/** Chats: an agent has several at once, both sides write, and some customers are gone without a word. */
import type { Appointment } from "./agenda.ts";
import type { Desk, DeskDependencies } from "./desk.ts";
import type { Agent } from "./floor.ts";
import type { Place } from "./journal.ts";
import * as p from "./parameters.ts";
import type { PlannedQueue } from "./site-plan.ts";
import { newWaitingLine } from "./waiting-line.ts";
import { isSettledByBot } from "./ways-out.ts";

interface Chat {
  readonly contact: string;
  readonly queue: PlannedQueue;
  readonly queueName: string;
  readonly queuedAt: number;
  waitMs: number;
  agent: Agent | null;
  answeredAt: number;
  /** Patience, then the chat's messages and its end. */
  steps: Appointment[];
}

export function newChatDesk({ agenda, journal, random, floor, surveys }: DeskDependencies): Desk {
  const line = newWaitingLine<Chat>();
  const open = new Set<Chat>();
  let closed = false;

  const place = (chat: Chat): Place => ({
    source: chat.queue.source,
    channel: "chat",
    contact: chat.contact,
    segment: "1",
    queue: chat.queueName,
    ...(chat.agent === null ? {} : { agent: chat.agent.plan.agent }),
  });
  const say = (chat: Chat, from: "customer" | "agent" | "bot"): void => {
    const { agent, ...where } = place(chat);
    journal.note("cc.contact.message", from === "agent" && agent !== undefined ? { ...where, agent } : where, { from });
  };
  const schedule = (chat: Chat, ms: number, action: () => void): void => {
    chat.steps.push(agenda.after(ms, action));
  };

  function arrive(queue: PlannedQueue): void {
    const now = agenda.now();
    const contact = journal.newContact();
    const chat: Chat = {
      contact,
      queue,
      queueName: queue.queue,
      queuedAt: now,
      waitMs: 0,
      agent: null,
      answeredAt: now,
      steps: [],
    };
    open.add(chat);
    journal.note("cc.contact.started", { source: queue.source, channel: "chat", contact });
    journal.note("cc.contact.queued", place(chat));
    say(chat, "bot");
    schedule(chat, random.exponential(p.CHAT_PATIENCE_MEAN) * p.SECOND, () => abandon(chat));
    const agent = floor.find("chat", queue.queue);
    if (agent === null) line.join(chat);
    else answer(chat, agent);
  }

  function abandon(chat: Chat): void {
    chat.waitMs = agenda.now() - chat.queuedAt;
    line.leave(chat);
    if (isSettledByBot(chat.contact)) journal.note("cc.contact.resolved", place(chat));
    else journal.note("cc.contact.abandoned", place(chat), { waitMs: chat.waitMs });
    finish(chat);
  }

  function answer(chat: Chat, agent: Agent): void {
    finishSteps(chat);
    floor.occupy(agent);
    chat.agent = agent;
    chat.answeredAt = agenda.now();
    chat.waitMs = agenda.now() - chat.queuedAt;
    journal.note("cc.contact.answered", place(chat), { waitMs: chat.waitMs });
    const silent = random.chance(p.CHAT_SILENT_SHARE);
    const lasts = silent ? random.between(120, 240) : Math.max(60, random.logNormal(p.CHAT_MEAN, p.CHAT_DEVIATION));
    const reply = random.between(...p.CHAT_FIRST_REPLY);
    schedule(chat, reply * p.SECOND, () => say(chat, "agent"));
    schedule(chat, lasts * p.SECOND, () =>
      end(chat, agent, silent ? "system" : random.chance(0.6) ? "customer" : "agent"),
    );
    if (!silent) converse(chat, reply, lasts);
  }

  /** Customer and agent write in turn until shortly before the end. */
  function converse(chat: Chat, from: number, until: number): void {
    let at = from;
    for (let turn = 0; ; turn++) {
      at += 4 + random.exponential(turn % 2 === 0 ? p.CHAT_CUSTOMER_TYPES : p.CHAT_AGENT_TYPES);
      if (at >= until - 2) return;
      schedule(chat, at * p.SECOND, () => say(chat, turn % 2 === 0 ? "customer" : "agent"));
    }
  }

  function end(chat: Chat, agent: Agent, by: "customer" | "agent" | "system"): void {
    journal.note("cc.contact.ended", place(chat), { by, talkMs: agenda.now() - chat.answeredAt });
    if (by !== "system") surveys.ask(place(chat), chat.waitMs <= chat.queue.thresholdMs);
    finish(chat);
    floor.release(agent);
  }

  function finishSteps(chat: Chat): void {
    for (const step of chat.steps) step.cancelled = true;
    chat.steps = [];
  }

  function finish(chat: Chat): void {
    finishSteps(chat);
    open.delete(chat);
  }

  return {
    arrive,
    serve: (agent) => {
      while (!closed && floor.isFree(agent)) {
        const chat = line.oldest(agent.plan.own);
        if (chat === null) return;
        line.leave(chat);
        answer(chat, agent);
      }
    },
    close: () => {
      closed = true;
      for (const chat of open) {
        if (chat.agent !== null) end(chat, chat.agent, "system");
        else {
          journal.note("cc.contact.flowedOut", place(chat), { reason: "closed", waitMs: agenda.now() - chat.queuedAt });
          finish(chat);
        }
      }
    },
  };
}
