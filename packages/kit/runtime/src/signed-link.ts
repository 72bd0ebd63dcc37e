/**
 * What a link in a message may do: take one alert, in the name of the receiver it was sent to, until it expires. Nothing of it is stored:
 * whoever has the key can tell that it was made here, and nobody else can make one.
 */
import { createHmac, timingSafeEqual } from "node:crypto";

export interface LinkClaim {
  /** Key of the episode. */
  readonly alert: string;
  /** Whom the message was sent to, and with which step of the escalation. */
  readonly receiver: string;
  readonly step: number;
  /** Epoch ms. */
  readonly expiresAt: number;
}

/** Which form a link has: a later one is refused by an older gateway. */
const FORMAT = 1;
/** What was signed for another purpose is no link. */
const PURPOSE = "floorwalker/take-alert";
const LONGEST = 2_048;

/** Letters, digits, dashes, underscores and one dot. */
export function signLink(secret: string, { alert, receiver, step, expiresAt }: LinkClaim): string {
  const body = Buffer.from(JSON.stringify([FORMAT, alert, receiver, step, expiresAt])).toString("base64url");
  return `${body}.${sealOf(secret, body).toString("base64url")}`;
}

/** @param now epoch ms. `wrong`: it was not made with this key, or is cut. */
export function readLink(secret: string, token: string, now: number): LinkClaim | "wrong" | "expired" {
  const [body, seal, ...more] = token.length > LONGEST ? [] : token.split(".");
  if (body === undefined || seal === undefined || more.length > 0) return "wrong";
  const [given, made] = [Buffer.from(seal, "base64url"), sealOf(secret, body)];
  if (given.length !== made.length || !timingSafeEqual(given, made)) return "wrong";
  const [format, alert, receiver, step, expiresAt] = JSON.parse(Buffer.from(body, "base64url").toString()) as [
    number,
    string,
    string,
    number,
    number,
  ];
  if (format !== FORMAT) return "wrong";
  return now < expiresAt ? { alert, receiver, step, expiresAt } : "expired";
}

const sealOf = (secret: string, body: string): Buffer =>
  createHmac("sha256", secret).update(`${PURPOSE}\n${body}`).digest();
