/** A token that both sides know: compared by digest, in constant time, so that no answer tells how much of it was right. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export interface SharedToken {
  readonly matches: (offered: string) => boolean;
  /** True when `Authorization: Bearer` holds it. */
  readonly shownIn: (headers: IncomingHttpHeaders) => boolean;
}

export function sharedToken(token: string): SharedToken {
  const expected = digest(token);
  const matches = (offered: string): boolean => timingSafeEqual(digest(offered), expected);
  return {
    matches,
    shownIn: ({ authorization = "" }) => matches(/^Bearer (.+)$/i.exec(authorization)?.[1] ?? ""),
  };
}

const digest = (token: string): Buffer => createHash("sha256").update(token).digest();
