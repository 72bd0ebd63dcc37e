/** What Telegram says of a message: how long it wants to be left alone stands in its answer's body. https://core.telegram.org/bots/api#making-requests */
import type { DeliveryResult } from "@floorwalker/ports";
import type { PostAnswer } from "../http-post.ts";
import { jsonOf, judgeStatus, noAnswerOf } from "../judge-answer.ts";

export function telegramAnswer(answer: PostAnswer): DeliveryResult {
  const told = jsonOf(answer);
  const { retry_after: seconds } = (told?.parameters ?? {}) as { readonly retry_after?: unknown };
  const judged = judgeStatus({
    ...answer,
    ...(typeof seconds === "number" && seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {}),
  });
  return judged.result === "delivered" && told?.ok !== true ? noAnswerOf("not Telegram's") : judged;
}
