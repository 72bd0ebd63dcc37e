/** Of who asks, of users, tokens and the audit. */
import { AUDITED } from "@floorwalker/domain";
import { z } from "zod";
import { NEW_TOKEN, NEW_USER, USER_CHANGE } from "../../access/account-admin.ts";
import { CREDENTIALS, OWN_PASSWORD } from "../../access/session-bodies.ts";
import { JSON_CONTENT, json, type RouteShape } from "../route-shape.ts";
import { isoTime, numberText, role, scope } from "./parts.ts";

const kind = z.enum(["user", "token", "shared", "loopback"]);
const identity = { kind: kind.or(z.string()), id: z.string(), name: z.string(), role, scope };
const open = z.boolean().describe("True: the gateway takes anybody on its machine for that.");

export const ME_SHAPE: RouteShape = {
  tag: "access",
  summary: "Who the gateway takes you for",
  answers: {
    200: json(
      z.object({
        ...identity,
        privacy: z.object({
          profile: z.string(),
          agents: z.enum(["names", "pseudonyms", "groups"]),
          stable: z.enum(["ever", "day"]).exactOptional(),
          atLeast: z.number().exactOptional(),
          pauseReasons: z.boolean().or(z.string()),
          satisfaction: z.boolean(),
        }),
        open,
        boards: z
          .object({ home: z.string(), wall: z.string() })
          .describe(
            "Ids: of the board that a desk of yours begins with, and of the one for walls (of a screen: its own).",
          ),
      }),
    ),
  },
};

export const SIGN_IN_SHAPE: RouteShape = {
  tag: "access",
  summary: "How one can sign in here",
  answers: {
    200: json(z.object({ password: z.boolean(), provider: z.object({ name: z.string() }).nullable() })),
  },
};

const redirect = { 302: { what: "On to the provider, to the board, or back to signing in (`/sign-in?why=`)." } };

export const OIDC_SHAPES: Readonly<Record<"start" | "callback", RouteShape>> = {
  start: {
    tag: "access",
    summary: "Sign in at the provider",
    query: z.object({ next: z.string().optional().describe("The page to come back to.") }),
    answers: redirect,
  },
  callback: {
    tag: "access",
    summary: "Where the provider sends people back to",
    query: z.object({ state: z.string().optional(), code: z.string().optional() }),
    answers: redirect,
  },
};

export const SESSION_SHAPES: Readonly<Record<"begin" | "end" | "ticket" | "password", RouteShape>> = {
  begin: {
    tag: "access",
    summary: "Sign in by name and password",
    body: { [JSON_CONTENT]: CREDENTIALS },
    answers: {
      200: { ...json(z.object({ ...identity, open })), headers: { "set-cookie": "The session." } },
    },
    errors: ["bad_body", "sign_in_refused", "sign_in_locked", "audit_unavailable", "too_large"],
  },
  end: {
    tag: "access",
    summary: "Sign out",
    answers: {
      200: json(z.object({ signOutAt: z.string() }), "Where to sign out at the provider, too."),
      204: { what: "Signed out." },
    },
  },
  ticket: {
    tag: "access",
    summary: "A ticket that opens one socket, once, within 30 s",
    answers: { 201: json(z.object({ ticket: z.string(), expiresAt: isoTime }), "The ticket.") },
    errors: ["too_large"],
  },
  password: {
    tag: "access",
    summary: "Change your own password",
    body: { [JSON_CONTENT]: OWN_PASSWORD },
    answers: { 204: { what: "Changed; every other session is over.", headers: { "set-cookie": "A new session." } } },
    errors: ["bad_body", "wrong_password", "no_password_here", "sign_in_locked", "too_large"],
  },
};

const shown = { id: z.string(), name: z.string(), role, scope, profile: z.string().nullable(), madeAt: isoTime };
const user = z.object({ ...shown, disabled: z.boolean(), signsIn: z.enum(["here", "elsewhere"]) }).meta({ id: "User" });
const token = z
  .object({
    ...shown,
    madeBy: z.string(),
    expiresAt: isoTime.nullable(),
    revokedAt: isoTime.nullable(),
    usedAt: isoTime.nullable(),
  })
  .meta({ id: "ApiToken" });
const ofOne = z.object({ id: z.string() });
const password = z.string().nullable().describe("One that was made, told this once; null: it was given.");

export const USER_SHAPES: Readonly<Record<"list" | "add" | "change", RouteShape>> = {
  list: { tag: "access", summary: "All users", answers: { 200: json(z.object({ users: z.array(user) })) } },
  add: {
    tag: "access",
    summary: "Add a user",
    body: { [JSON_CONTENT]: NEW_USER },
    answers: { 201: json(z.object({ user, password })) },
    errors: ["bad_body", "user_exists", "too_large"],
  },
  change: {
    tag: "access",
    summary: "Change a user",
    path: ofOne,
    body: { [JSON_CONTENT]: USER_CHANGE },
    answers: { 200: json(z.object({ user, password })) },
    errors: ["bad_body", "unknown_user", "password_elsewhere", "too_large"],
  },
};

export const TOKEN_SHAPES: Readonly<Record<"list" | "add" | "revoke", RouteShape>> = {
  list: { tag: "access", summary: "All API tokens", answers: { 200: json(z.object({ tokens: z.array(token) })) } },
  add: {
    tag: "access",
    summary: "Make an API token",
    body: { [JSON_CONTENT]: NEW_TOKEN },
    answers: { 201: json(z.object({ token, text: z.string().describe("The token itself, told this once.") })) },
    errors: ["bad_body", "too_large"],
  },
  revoke: {
    tag: "access",
    summary: "Revoke an API token",
    path: ofOne,
    answers: { 200: json(z.object({ token })) },
    errors: ["unknown_token"],
  },
};

export const AUDIT_SHAPE: RouteShape = {
  tag: "access",
  summary: "What was done by whom, the newest first, in pages",
  query: z.object({
    from: isoTime.optional(),
    to: isoTime.optional(),
    before: z.string().optional(),
    limit: numberText(1_000, 100),
    did: z.enum(AUDITED).optional(),
    by: z.string().optional(),
  }),
  answers: {
    200: json(
      z.object({
        entries: z.array(
          z.object({
            id: z.string(),
            at: isoTime,
            by: z.object({ kind: z.string(), id: z.string(), name: z.string() }).nullable(),
            did: z.enum(AUDITED),
            to: z.string(),
          }),
        ),
        next: z.string().nullable().describe("Ask for more with `before`; null: that was all."),
      }),
    ),
  },
  errors: ["bad_parameter", "unknown_parameter"],
};
