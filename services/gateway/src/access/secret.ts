/** Secrets that this program makes: 256 random bits, of which only the hash is kept. No guess is nearer than another, so one round does. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

export const newSecret = (): string => randomBytes(32).toString("base64url");

export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** In constant time. */
export const isSecretOf = (secret: string, hash: string): boolean => {
  const [shown, kept] = [Buffer.from(hashOf(secret), "hex"), Buffer.from(hash, "hex")];
  return shown.length === kept.length && timingSafeEqual(shown, kept);
};

/** `fw_<id>_<secret>`: the id finds it, and may be shown. */
export const apiTokenText = (id: string, secret: string): string => `fw_${id}_${secret}`;

export function readApiToken(text: string): { readonly id: string; readonly secret: string } | null {
  const [, id, secret] = /^fw_([0-9a-f]{12})_([\w-]{43})$/.exec(text) ?? [];
  return id === undefined || secret === undefined ? null : { id, secret };
}

/** As the text of an API token, of a screen: the television keeps it. */
export const screenTokenText = (id: string, secret: string): string => `fws_${id}_${secret}`;

export function readScreenToken(text: string): { readonly id: string; readonly secret: string } | null {
  const [, id, secret] = /^fws_([0-9a-f]{12})_([\w-]{43})$/.exec(text) ?? [];
  return id === undefined || secret === undefined ? null : { id, secret };
}

export const newTokenId = (): string => randomBytes(6).toString("hex");
