/**
 * So many questions about facts are answered at a time, others wait their turn in a short line: each reads thousands of contacts, and
 * boards must not wait for it. A query that cannot be answered as it was asked gets its fault.
 */
import type { FastifyReply } from "fastify";
import { BadQuery } from "./query-fault.ts";

/** One reads while another waits for the store. */
const AT_ONCE = 2;
const MOST_WAITING = 16;

export class FactsGate {
  #open = AT_ONCE;
  readonly #waiting: (() => void)[] = [];

  /** False: the line is full. */
  async enter(): Promise<boolean> {
    if (this.#open > 0) {
      this.#open--;
      return true;
    }
    if (this.#waiting.length >= MOST_WAITING) return false;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return true;
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#open++;
    else next();
  }
}

export async function answering(
  reply: FastifyReply,
  gate: FactsGate,
  answer: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  if (!(await gate.enter())) return reply.code(503).header("retry-after", "2").send(TOO_MANY);
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof BadQuery)) throw error;
    const { status, ...fault } = error.fault;
    return reply.code(status).send(fault);
  } finally {
    gate.leave();
  }
}

const TOO_MANY = {
  code: "too_many_questions",
  message: "Too many questions about contacts are being answered.",
  fix: "Ask again in some seconds.",
};
