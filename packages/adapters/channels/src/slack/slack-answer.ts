/** What Slack's Web API says of a message: with status 200 it may refuse. https://docs.slack.dev/reference/methods/chat.postMessage#errors */
import type { DeliveryResult } from "@floorwalker/ports";
import { judgeStatus, type PostAnswer } from "../http-post.ts";

const MAY_PASS: readonly string[] = [
  "accesslimited",
  "fatal_error",
  "internal_error",
  "ratelimited",
  "rate_limited",
  "request_timeout",
  "service_unavailable",
  "team_added_to_org",
];

/** `ts`: of the message that was posted. */
type SlackAnswer =
  | { readonly result: "delivered"; readonly ts?: string }
  | Exclude<DeliveryResult, { result: "delivered" }>;

export function slackAnswer(answer: PostAnswer): SlackAnswer {
  const judged = judgeStatus(answer);
  if (judged.result !== "delivered") return judged;
  let told: { ok?: unknown; error?: unknown; ts?: unknown } | null;
  try {
    told = JSON.parse(answer.body) as typeof told;
  } catch {
    return { result: "retry", reason: "an answer that is no JSON" };
  }
  if (told?.ok === true) return { result: "delivered", ...(typeof told.ts === "string" ? { ts: told.ts } : {}) };
  const error = typeof told?.error === "string" && /^[a-z_]{1,60}$/.test(told.error) ? told.error : null;
  if (error === null) return { result: "retry", reason: "an answer that says nothing" };
  return { result: MAY_PASS.includes(error) ? "retry" : "refused", reason: error };
}
