/**
 * Alerts to a place that takes each as one JSON document by POST: how the document looks, where it goes and what an answer means is
 * the form of that place. The key goes with it as a header, also where its API knows no repetitions.
 */
import type { DeliveryChannel, DeliveryResult } from "@floorwalker/ports";
import type { AlertMessage } from "@floorwalker/protocol/message";
import type { ReportMail } from "@floorwalker/protocol/report";
import { HttpPost, type HttpPostOptions, type PostAnswer } from "./http-post.ts";
import { judgeStatus } from "./judge-answer.ts";

export interface PostForm {
  /** For whoever reads the log. */
  readonly name: string;
  write(message: AlertMessage): { readonly url: URL; readonly headers?: Headers; readonly body: object };
  /** It hears who has an alert, and until when it is snoozed; else of its beginning and end only. */
  readonly hearsHandling?: true;
  /** Absent: its status says it all. */
  judge?(answer: PostAnswer): DeliveryResult;
}

type Headers = Readonly<Record<string, string>>;

/** Who has it stands on the board; there nobody has to be told. */
export const NOT_TOLD: DeliveryResult = { result: "skipped", reason: "who has an alert is not told there" };

/** It says who has an alert, and nothing else: of a group it tells of others, too. */
export const isOfOwner = ({ handled, notification }: AlertMessage): boolean =>
  handled !== null && notification.about !== "group";

export class PostChannel implements DeliveryChannel<AlertMessage | ReportMail> {
  readonly #post: HttpPost;
  readonly #form: PostForm;

  constructor(form: PostForm, options?: HttpPostOptions) {
    this.#post = new HttpPost(options);
    this.#form = form;
  }

  async deliver(message: AlertMessage | ReportMail): Promise<DeliveryResult> {
    // The configuration names none for it.
    if (message.about === "report") return { result: "refused", reason: `${this.#form.name} takes no reports` };
    if (isOfOwner(message) && this.#form.hearsHandling !== true) return NOT_TOLD;
    const { url, headers, body } = this.#form.write(message);
    const post = { url, headers: { "Idempotency-Key": message.key, ...headers }, body: JSON.stringify(body) };
    return this.#post.send(post, (answer) => this.#form.judge?.(answer) ?? judgeStatus(answer));
  }

  async close(): Promise<void> {
    this.#post.close();
  }
}
