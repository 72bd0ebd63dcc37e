/** Of screens: pairing them, and looking after them. */
import { z } from "zod";
import { APPROVAL, CHANGE, CLAIM } from "../../screens/screen-bodies.ts";
import { JSON_CONTENT, json, type RouteShape } from "../route-shape.ts";
import { isoTime, scope, serverTime } from "./parts.ts";

const screen = z
  .object({
    id: z.string(),
    name: z.string(),
    scope,
    profile: z.string(),
    board: z.string().nullable().describe("That it is bound to; null: the one for walls."),
    shows: z.object({ id: z.string(), name: z.string() }).describe("The board that it shows."),
    madeAt: isoTime,
    madeBy: z.string(),
    revokedAt: isoTime.nullable(),
    state: z
      .enum(["painting", "silent", "revoked"])
      .describe("`silent`: it has painted nothing for a minute and a half."),
    painted: z.looseObject({ at: isoTime }).nullable().describe("When it last did, and what; null: it never did."),
  })
  .meta({ id: "Screen" });
const one = json(z.object({ screen }));
const ofOne = z.object({ id: z.string() });

export const PAIRING_SHAPES: Readonly<Record<"begin" | "claim" | "approve", RouteShape>> = {
  begin: {
    tag: "access",
    summary: "A television asks for a code to be paired by",
    answers: {
      201: json(
        z.object({
          code: z.string().describe("To be typed or scanned."),
          token: z.string().describe("Of the screen, good from when the code is approved."),
          expiresInSeconds: z.number(),
          approveAt: z
            .string()
            .nullable()
            .describe("Where the code is approved; null: where the television reaches the board."),
        }),
      ),
    },
    errors: ["too_many_pairings", "too_large"],
  },
  claim: {
    tag: "access",
    summary: "A television asks whether its code was approved",
    body: { [JSON_CONTENT]: CLAIM },
    answers: { 200: json(z.object({ paired: z.boolean() })) },
    errors: ["bad_body", "too_large"],
  },
  approve: {
    tag: "access",
    summary: "Approve a television by its code",
    body: { [JSON_CONTENT]: APPROVAL },
    answers: { 201: one },
    errors: [
      "bad_body",
      "unknown_pairing",
      "pairing_locked",
      "beyond_scope",
      "beyond_profile",
      "unknown_board",
      "bad_board",
      "too_large",
    ],
  },
};

export const SCREEN_SHAPES: Readonly<Record<"list" | "change" | "reload" | "identify" | "revoke", RouteShape>> = {
  list: {
    tag: "access",
    summary: "The screens that you look after",
    answers: {
      200: json(
        z.object({
          build: z.string().describe("Of this gateway: a screen that has loaded another one is old."),
          screens: z.array(screen),
          profiles: z
            .array(z.object({ id: z.string(), agents: z.string() }))
            .describe("That you may give to a screen."),
          serverTime,
        }),
      ),
    },
  },
  change: {
    tag: "access",
    summary: "Change a screen",
    path: ofOne,
    body: { [JSON_CONTENT]: CHANGE },
    answers: { 200: one },
    errors: ["bad_body", "unknown_screen", "beyond_scope", "beyond_profile", "unknown_board", "bad_board", "too_large"],
  },
  reload: {
    tag: "access",
    summary: "Let a screen load its page anew",
    path: ofOne,
    answers: { 200: one },
    errors: ["unknown_screen", "too_large"],
  },
  identify: {
    tag: "access",
    summary: "Let a screen say which it is",
    path: ofOne,
    answers: { 200: one },
    errors: ["unknown_screen", "too_large"],
  },
  revoke: {
    tag: "access",
    summary: "Revoke a screen: its sockets are closed within seconds",
    path: ofOne,
    answers: { 200: one },
    errors: ["unknown_screen"],
  },
};
