/**
 * A television is paired: it asks for a code (`POST /v1/pairings`), asks whether it was approved (`POST /v1/pairings/claim`), and who is responsible for
 * televisions approves it (`POST /v1/pairings/approve`). The code is typed or scanned; the secret never leaves the television's own answers.
 */
import { addressOf, SYSTEM_TIMING, type Timing } from "@floorwalker/runtime";
import type { FastifyInstance, FastifyReply } from "fastify";
import { ACCESS_ERRORS, accessFault } from "../access/access-errors.ts";
import type { AccountDirectory } from "../access/account-directory.ts";
import { AccountError } from "../access/account-error.ts";
import { answering } from "../access/account-routes.ts";
import { readBody, SMALL_BODY_BYTES } from "../access/read-body.ts";
import { isSecretOf, readScreenToken } from "../access/secret.ts";
import { SignInLimits } from "../access/sign-in-limits.ts";
import { PAIRING_SHAPES } from "../api/shapes/screen-shapes.ts";
import { identityOf } from "../guard.ts";
import { BegunLimits } from "./begun-limits.ts";
import type { OpenScreens } from "./open-screens.ts";
import { readPairingCode } from "./pairing-code.ts";
import { APPROVAL, CLAIM } from "./screen-bodies.ts";
import type { Screens } from "./screens.ts";
import { shownScreen } from "./shown-screen.ts";

export interface PairingRoutesParts {
  readonly directory: Pick<AccountDirectory, "of" | "store">;
  readonly screens: Screens;
  readonly open: OpenScreens;
  /** Where browsers reach the board, without a slash at its end; null: where the television reaches it. */
  readonly publicUrl: string | null;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
  readonly timing?: Timing;
}

/** A television asks anew every ten minutes, and a floor of them may stand behind one address. */
const LIMITS = { fromOne: 60, inAll: 500, withinMs: 600_000 };

export function addPairingRoutes(
  app: FastifyInstance,
  { directory, screens, open, publicUrl, clock, timing = SYSTEM_TIMING }: PairingRoutesParts,
): void {
  const begun = new BegunLimits({ ...LIMITS, timing });
  const tries = new SignInLimits({ what: "pairing", store: directory.store, clock });

  app.post(
    "/v1/pairings",
    { bodyLimit: SMALL_BODY_BYTES, config: { needs: "open", shape: PAIRING_SHAPES.begin } },
    async (request, reply) => {
      const waitMs = begun.begin(addressOf(request.ip));
      if (waitMs > 0) return later(reply, "too_many_pairings", waitMs);
      const { code, token, expiresAt } = await screens.begin();
      return reply
        .code(201)
        .header("cache-control", "no-store")
        .send({
          code,
          token,
          expiresInSeconds: Math.floor((expiresAt - clock()) / 1000),
          approveAt: publicUrl === null ? null : `${publicUrl}/pair`,
        });
    },
  );

  app.post(
    "/v1/pairings/claim",
    { bodyLimit: SMALL_BODY_BYTES, config: { needs: "open", shape: PAIRING_SHAPES.claim } },
    async (request, reply) => {
      const read = readBody(request, reply.header("cache-control", "no-store"), CLAIM);
      if (!read.ok) return read.answer;
      const shown = readScreenToken(read.body.token);
      const screen = shown === null ? null : directory.of("screen", shown.id);
      const paired = shown !== null && screen !== null && isSecretOf(shown.secret, screen.hash);
      return reply.send({ paired: paired && screen.revokedAt === null });
    },
  );

  app.post(
    "/v1/pairings/approve",
    {
      bodyLimit: SMALL_BODY_BYTES,
      config: {
        needs: { role: "manager" },
        audits: ["paired_screen", "pairing_refused"],
        shape: PAIRING_SHAPES.approve,
      },
    },
    async (request, reply) => {
      const read = readBody(request, reply, APPROVAL);
      if (!read.ok) return read.answer;
      const { code: typed, ...approved } = read.body;
      const by = identityOf(request);
      const [who, address] = [`${by.kind} ${by.id}`, addressOf(request.ip)];
      const lockedMs = await tries.lockedFor(who, address);
      if (lockedMs > 0) return later(reply, "pairing_locked", lockedMs);
      return answering(reply, async () => {
        try {
          const code = readPairingCode(typed);
          if (code === null) throw new AccountError("unknown_pairing");
          const screen = await screens.approve(by, code, approved);
          await tries.succeeded(who);
          return reply.code(201).send({ screen: shownScreen(screen, open, clock()) });
        } catch (error) {
          if (error instanceof AccountError && error.code === "unknown_pairing") {
            await tries.failed(who, address);
            await screens.refuse(by);
          }
          throw error;
        }
      });
    },
  );
}

function later(reply: FastifyReply, code: "too_many_pairings" | "pairing_locked", ms: number): FastifyReply {
  const seconds = String(Math.ceil(ms / 1000));
  return reply.code(ACCESS_ERRORS[code].status).header("retry-after", seconds).send(accessFault(code));
}
