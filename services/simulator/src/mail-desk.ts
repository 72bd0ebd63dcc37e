/** E-mails: a backlog that agents work off, oldest first; a reply resolves, and some come back. */
import type { Appointment } from "./agenda.ts";
import type { Desk, DeskDependencies } from "./desk.ts";
import type { Agent } from "./floor.ts";
import type { Place } from "./journal.ts";
import * as p from "./parameters.ts";
import type { PlannedQueue } from "./site-plan.ts";
import { newWaitingLine } from "./waiting-line.ts";

interface Mail {
  readonly contact: string;
  readonly queue: PlannedQueue;
  readonly queueName: string;
  /** When it began to wait for us: at first, or when it was opened again. */
  queuedAt: number;
  agent: Agent | null;
  step: Appointment | null;
  reopened: boolean;
}

export function newMailDesk({ agenda, journal, random, floor, surveys }: DeskDependencies): Desk {
  const line = newWaitingLine<Mail>();
  const open = new Set<Mail>();
  let closed = false;

  const place = (mail: Mail): Place => ({
    source: mail.queue.source,
    channel: "email",
    contact: mail.contact,
    segment: "1",
    queue: mail.queueName,
    ...(mail.agent === null ? {} : { agent: mail.agent.plan.agent }),
  });

  function wait(mail: Mail): void {
    open.add(mail);
    const agent = floor.find("email", mail.queueName);
    if (agent === null) line.join(mail);
    else work(mail, agent);
  }

  function arrive(queue: PlannedQueue): void {
    const contact = journal.newContact();
    const mail: Mail = {
      contact,
      queue,
      queueName: queue.queue,
      queuedAt: agenda.now(),
      agent: null,
      step: null,
      reopened: false,
    };
    journal.note("cc.contact.started", { source: queue.source, channel: "email", contact });
    journal.note("cc.contact.queued", place(mail));
    wait(mail);
  }

  /** `answered` says that an agent took it; the reply is what answers the customer. */
  function work(mail: Mail, agent: Agent): void {
    floor.occupy(agent);
    mail.agent = agent;
    journal.note("cc.contact.alerted", place(mail));
    if (!mail.reopened) journal.note("cc.contact.answered", place(mail));
    const handle = Math.max(30, random.logNormal(p.MAIL_HANDLE_MEAN, p.MAIL_HANDLE_DEVIATION)) * p.SECOND;
    const began = agenda.now();
    mail.step = agenda.after(handle, () => {
      journal.note("cc.contact.message", place(mail), { from: "agent" });
      journal.note("cc.contact.resolved", place(mail), mail.reopened ? {} : { talkMs: agenda.now() - began });
      if (!mail.reopened) surveys.ask(place(mail), true);
      open.delete(mail);
      mail.agent = null;
      floor.release(agent);
      if (!mail.reopened && random.chance(p.MAIL_REOPENED_SHARE))
        agenda.after(random.between(...p.MAIL_REOPENED_AFTER) * p.SECOND, () => reopen(mail));
    });
  }

  function reopen(mail: Mail): void {
    if (closed) return;
    mail.reopened = true;
    mail.queuedAt = agenda.now();
    journal.note("cc.contact.message", place(mail), { from: "customer" });
    journal.note("cc.contact.reopened", place(mail));
    wait(mail);
  }

  return {
    arrive,
    serve: (agent) => {
      if (closed || !floor.isFree(agent)) return;
      const mail = line.oldest(agent.plan.own);
      if (mail === null) return;
      line.leave(mail);
      work(mail, agent);
    },
    // What lies in the inbox stays there: a restarted mail system ends it as lost.
    close: () => {
      closed = true;
      for (const mail of open) {
        if (mail.step !== null) mail.step.cancelled = true;
        if (mail.agent !== null) floor.release(mail.agent);
      }
    },
  };
}
