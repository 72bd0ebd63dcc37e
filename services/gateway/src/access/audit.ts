/**
 * The audit: who saw contacts, exported, signed in or changed who may. What is sensitive is noted before it is answered, and not answered
 * when it cannot be noted.
 */
import { randomBytes } from "node:crypto";
import { type Audited, auditId, type Identity } from "@floorwalker/domain";
import type { AccountStore } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import type { FastifyReply } from "fastify";

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
  async note(by: Identity | null, did: Audited, to: string): Promise<boolean> {
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

export const notNoted = (reply: FastifyReply): FastifyReply =>
  reply.code(503).header("retry-after", "5").send({
    code: "audit_unavailable",
    temporary: true,
    message: "What you ask for is noted in the audit, and that cannot be done now.",
    fix: "Ask again; whoever runs this gateway finds audit_not_noted in its log.",
  });
