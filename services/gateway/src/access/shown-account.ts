/** What of an account is shown to an admin: no hash of anything. */
import type { AccessScope, ApiToken, Role, User } from "@floorwalker/domain";

interface Shown {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly scope: AccessScope;
  /** Null: his role's. */
  readonly profile: string | null;
  readonly madeAt: string;
}

export interface ShownUser extends Shown {
  readonly disabled: boolean;
  /** `elsewhere`: by another's sign-in, no password is kept here. */
  readonly signsIn: "here" | "elsewhere";
}

export interface ShownToken extends Shown {
  readonly madeBy: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  readonly usedAt: string | null;
}

export const shownUser = ({ id, name, role, scope, profile, disabled, madeAt, password }: User): ShownUser => ({
  id,
  name,
  role,
  scope,
  profile: profile ?? null,
  disabled,
  signsIn: password === null ? "elsewhere" : "here",
  madeAt: isoOf(madeAt),
});

export const shownToken = ({
  id,
  name,
  role,
  scope,
  profile,
  madeAt,
  madeBy,
  expiresAt,
  revokedAt,
  usedAt,
}: ApiToken): ShownToken => ({
  id,
  name,
  role,
  scope,
  profile: profile ?? null,
  madeAt: isoOf(madeAt),
  madeBy,
  expiresAt: isoOrNull(expiresAt),
  revokedAt: isoOrNull(revokedAt),
  usedAt: isoOrNull(usedAt),
});

const isoOf = (time: number): string => new Date(time).toISOString();
const isoOrNull = (time: number | null): string | null => (time === null ? null : isoOf(time));
