/**
 * What an answer by HTTP means: the message is there; it never will be, since something is wrong with it; or it is tried again, since
 * the answer says nothing of the message (something is down, or in between, or nobody is let in).
 */
import type { DeliveryResult, Retry } from "@floorwalker/ports";
import type { PostAnswer } from "./http-post.ts";

/** What may pass although it is a 4xx: timeout, too early, too many. */
const MAY_PASS: readonly number[] = [408, 425, 429];
/** What is said of the message itself: it would be the same the next time. */
const OF_THE_MESSAGE: readonly number[] = [400, 409, 411, 413, 414, 415, 422, 431];

export function judgeStatus({ status, retryAfterMs: afterMs }: PostAnswer): DeliveryResult {
  if (status >= 200 && status < 300) return { result: "delivered" };
  const reason = `HTTP ${status}`;
  if (OF_THE_MESSAGE.includes(status)) return { result: "refused", reason };
  if (status >= 500 || MAY_PASS.includes(status))
    return { result: "retry", reason, ...(afterMs === undefined ? {} : { afterMs }) };
  // A proxy in front of what is being restarted, a key that has expired, a page to sign in at.
  const needsMending = true;
  if (status < 400) return { result: "retry", reason: `${reason}: redirects are not followed`, needsMending };
  return { result: "retry", reason, needsMending };
}

/** Of a place whose answers are never pages: one was given by something in between, and the message is not there. */
export function judgeNoPage(answer: PostAnswer): DeliveryResult {
  const judged = judgeStatus(answer);
  return judged.result === "delivered" && /^\s*</.test(answer.body) ? noAnswerOf("a page") : judged;
}

/** Of a place that answers with a JSON object: it, or what else was said. */
export function judgeJson(answer: PostAnswer): DeliveryResult {
  const judged = judgeStatus(answer);
  return judged.result === "delivered" && jsonOf(answer) === null ? noAnswerOf("no JSON object") : judged;
}

/** Null: the body is none. */
export function jsonOf({ body }: PostAnswer): Readonly<Record<string, unknown>> | null {
  try {
    const told: unknown = JSON.parse(body);
    return typeof told === "object" && told !== null && !Array.isArray(told) ? { ...told } : null;
  } catch {
    return null;
  }
}

export const noAnswerOf = (what: string): Retry => ({
  result: "retry",
  reason: `an answer that is ${what}`,
  needsMending: true,
});
