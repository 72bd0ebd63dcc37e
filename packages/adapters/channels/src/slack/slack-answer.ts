/** What Slack's Web API says of a message: with status 200 it may refuse. https://docs.slack.dev/reference/methods/chat.postMessage#errors */
import type { DeliveryResult } from "@floorwalker/ports";
import type { PostAnswer } from "../http-post.ts";
import { jsonOf, judgeStatus, noAnswerOf } from "../judge-answer.ts";

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
/** Of the message itself. Whatever else (a token, a conversation, a right) somebody may mend. */
const OF_THE_MESSAGE: readonly string[] = [
  "invalid_arguments",
  "invalid_blocks",
  "invalid_blocks_format",
  "invalid_metadata_format",
  "invalid_metadata_schema",
  "invalid_json",
  "json_not_object",
  "metadata_too_large",
  "msg_blocks_too_long",
  "msg_too_long",
  "no_text",
];

/** `ts`: of the message that was posted. */
type SlackAnswer =
  | { readonly result: "delivered"; readonly ts?: string }
  | Exclude<DeliveryResult, { result: "delivered" }>;

export function slackAnswer(answer: PostAnswer): SlackAnswer {
  const judged = judgeStatus(answer);
  if (judged.result !== "delivered") return judged;
  const told = jsonOf(answer);
  if (told === null) return noAnswerOf("no JSON object");
  if (told.ok === true) return { result: "delivered", ...(typeof told.ts === "string" ? { ts: told.ts } : {}) };
  const error = typeof told.error === "string" && /^[a-z_]{1,60}$/.test(told.error) ? told.error : null;
  if (error === null) return noAnswerOf("without an error");
  if (OF_THE_MESSAGE.includes(error)) return { result: "refused", reason: error };
  return { result: "retry", reason: error, ...(MAY_PASS.includes(error) ? {} : { needsMending: true }) };
}
