/**
 * `Floorwalker-Signature: t=<seconds>,v1=<hex>`: HMAC-SHA256 over `<seconds>.<body>`, so that neither the body nor the
 * time it was sent at can be changed, and an old message cannot be played again. docs/alerts.md shows how to verify it.
 */
import { createHmac } from "node:crypto";

export const SIGNATURE_HEADER = "Floorwalker-Signature";

/** @param now epoch ms. */
export function signWebhook(secret: string, now: number, body: string): string {
  const time = Math.floor(now / 1_000);
  return `t=${time},v1=${createHmac("sha256", secret).update(`${time}.${body}`).digest("hex")}`;
}
