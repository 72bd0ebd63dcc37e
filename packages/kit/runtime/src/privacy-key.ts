/** The key of pseudonyms: made once for the installation, and kept by its store, so that every gateway and notifier calls an agent the same. */
import { createHmac, randomBytes } from "node:crypto";
import type { KeyedDigest } from "@floorwalker/domain";
import type { SecretStore } from "@floorwalker/ports";

const NAME = "privacy";

export const newPrivacyKey = (): string => randomBytes(32).toString("base64url");

export const privacyKey = (secrets: SecretStore): Promise<string> => secrets.secret(NAME, newPrivacyKey());

export const digestBy =
  (key: string): KeyedDigest =>
  (text) =>
    createHmac("sha256", key).update(text).digest();
