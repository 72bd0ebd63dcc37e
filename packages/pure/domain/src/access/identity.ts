/** Who asks: a person who has signed in, a program with an API token, or whoever is on the gateway's own machine while it is open. */
import { mayAs, type Role } from "./role.ts";
import { type AccessPart, type AccessScope, covers, isEverything } from "./scope.ts";

export interface Identity {
  readonly kind: "user" | "token" | "loopback";
  /** Of its kind. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly role: Role;
  readonly scope: AccessScope;
  /** Name of his privacy profile; absent: that of his role. */
  readonly profile?: string;
}

/** What is demanded of whoever asks. `everything`: his scope has no limit. */
export interface Needs {
  readonly role: Role;
  readonly everything?: true;
}

/** What is of one person or one contact is not for those who only watch. */
const ONE_NEEDS: Role = "supervisor";

export const has = ({ role, scope }: Pick<Identity, "role" | "scope">, needs: Needs): boolean =>
  mayAs(role, needs.role) && (needs.everything !== true || isEverything(scope));

export const maySee = ({ role, scope }: Pick<Identity, "role" | "scope">, part: AccessPart): boolean =>
  covers(scope, part) && (!isOfOne(part) || mayAs(role, ONE_NEEDS));

const isOfOne = ({ of }: AccessPart): boolean => of === "agent" || of === "agentQueue" || of === "contact";
