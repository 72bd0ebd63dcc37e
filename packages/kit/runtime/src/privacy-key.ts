/** The key of pseudonyms: made once for the installation, and kept by its store, so that every gateway and notifier calls an agent the same. */
import { createHmac, randomBytes } from "node:crypto";
import type { KeyedDigest } from "@floorwalker/domain";
import type { SecretStore } from "@floorwalker/ports";

const NAME = "privacy";
const LINKS = "links";

export const newPrivacyKey = (): string => randomBytes(32).toString("base64url");

export const privacyKey = (secrets: SecretStore): Promise<string> => secrets.secret(NAME, newPrivacyKey());

/** Of links in messages, where one process has gateway and notifier: nobody has to give them the same. */
export const ownLinkSecret = (secrets: SecretStore): Promise<string> => secrets.secret(LINKS, newPrivacyKey());

export const digestBy =
  (key: string): KeyedDigest =>
  (text) =>
    createHmac("sha256", key).update(text).digest();

/** By the configured key, or the installation's own; made once while it is the same. */
export function privacyDigest(own: string, configured: () => string | null): () => KeyedDigest {
  let made: { readonly key: string; readonly digest: KeyedDigest } | null = null;
  return () => {
    const key = configured() ?? own;
    if (made?.key !== key) made = { key, digest: digestBy(key) };
    return made.digest;
  };
}
