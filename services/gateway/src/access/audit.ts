/**
 * The audit: who saw contacts, exported, signed in or changed who may. What is sensitive is noted before it is answered, and not answered
 * when it cannot be noted.
 */
import { randomBytes } from "node:crypto";
import { type Audited, type AuditedBy, auditId } from "@floorwalker/domain";
import type { AccountStore } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import type { FastifyReply } from "fastify";
import { ACCESS_ERRORS, accessFault } from "./access-errors.ts";

export interface AuditParts {
  readonly store: Pick<AccountStore, "note">;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
  readonly logger: Pick<Logger, "error">;
}

const LONGEST = 500;

export class Audit {
  readonly #parts: AuditParts;

  constructor(parts: AuditParts) {
    this.#parts = parts;
  }

  /** False: it could not be noted. */
  async note(by: AuditedBy | null, did: Audited, to: string): Promise<boolean> {
    const { store, clock, logger } = this.#parts;
    const at = clock();
    const who = by === null ? null : { kind: by.kind, id: by.id, name: by.name };
    const entry = { id: auditId(at, randomBytes(6).toString("hex")), at, by: who, did, to: to.slice(0, LONGEST) };
    try {
      await store.note(entry);
      return true;
    } catch (error) {
      logger.error("audit_not_noted", { did, error });
      return false;
    }
  }
}

/** An answer where what was asked for could not be noted. */
export const notNoted = (reply: FastifyReply): FastifyReply =>
  reply.code(ACCESS_ERRORS.audit_unavailable.status).header("retry-after", "5").send(accessFault("audit_unavailable"));
