/** What a channel brings so that the configuration file may name receivers of its kind: their settings are its own to describe. */
import { LANGUAGES, type Language, RECEIVERS_PROFILE } from "@floorwalker/domain";
import { z } from "zod";

export interface ReceiverKind {
  /** As the file says it in `type`. */
  readonly type: string;
  /** Beside `id` and `type`. A setting `secret` may stand in a file of its own, which `secretFile` names. */
  readonly settings: z.ZodObject;
  /** Nothing can be delivered without `secret` or `secretFile`. */
  readonly needsSecret?: true;
  /** Daily reports can go there; absent: alerts only. */
  readonly takesReports?: true;
}

/** As the program uses it. */
export interface Receiver {
  readonly id: string;
  readonly type: string;
  /** In which whoever reads there is written to. */
  readonly language: Language;
  /** Name of the privacy profile by which it hears of agents. */
  readonly privacy: string;
  /** As the kind's schema gives them, with what stood in a file in its place. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** As the file says it, once it was checked. */
interface ReceiverEntry extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly type: string;
  readonly language: Language;
  readonly privacy: string;
}

/** One of these; which one, `type` says. */
export function receiverSchema(kinds: readonly ReceiverKind[], id: z.ZodType<string>): z.ZodType<ReceiverEntry> {
  const [first, ...others] = kinds.map(({ type, settings }) =>
    z.strictObject({
      id,
      type: z.literal(type),
      language: z.enum(LANGUAGES).default(LANGUAGES[0]),
      privacy: id.default(RECEIVERS_PROFILE),
      ...settings.shape,
    }),
  );
  if (first === undefined) throw new Error("there is no kind of receiver");
  return z.discriminatedUnion("type", [first, ...others]) as unknown as z.ZodType<ReceiverEntry>;
}
