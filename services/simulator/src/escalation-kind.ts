/** One in four escalations is a customer's complaint; which one follows from the contact's id alone. Assumed. */
import { shareOf } from "./share-of.ts";

export const escalationKind = (contact: string): "escalation" | "complaint" =>
  shareOf(`${contact}!`) < 0.25 ? "complaint" : "escalation";
