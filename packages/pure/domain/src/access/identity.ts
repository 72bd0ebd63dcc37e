/** Who asks: a person who has signed in, a program with an API token, a screen that was paired, or whoever is on the gateway's own machine while it is open. */
import { mayAs, type Role } from "./role.ts";
import { type AccessPart, type AccessScope, covers, isEverything } from "./scope.ts";

export interface Identity {
  readonly kind: "user" | "token" | "screen" | "loopback";
  /** Of its kind. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly role: Role;
  readonly scope: AccessScope;
  /** Name of his privacy profile; absent: that of his role. */
  readonly profile?: string;
}

/** What is demanded of whoever asks. `everything`: his scope has no limit. `screens`: a wall needs it, so a paired screen may too. */
export interface Needs {
  readonly role: Role;
  readonly everything?: true;
  readonly screens?: true;
}

/** What is of one person or one contact is not for those who only watch. */
const ONE_NEEDS: Role = "supervisor";

export const has = ({ kind, role, scope }: Pick<Identity, "kind" | "role" | "scope">, needs: Needs): boolean =>
  mayAs(role, needs.role) &&
  (needs.everything !== true || isEverything(scope)) &&
  (kind !== "screen" || needs.screens === true);

export const maySee = ({ role, scope }: Pick<Identity, "role" | "scope">, part: AccessPart): boolean =>
  covers(scope, part) && (!isOfOne(part) || mayAs(role, ONE_NEEDS));

const isOfOne = ({ of }: AccessPart): boolean => of === "agent" || of === "agentQueue" || of === "contact";
