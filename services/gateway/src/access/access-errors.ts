/** Why a request is not let in, or an account not made or changed: everything that is about who may, in one catalogue (docs/errors.md). */
export const ACCESS_ERRORS = {
  foreign_host: {
    status: 403,
    message: "Without a token the gateway answers only to loopback names, and nobody behind a proxy.",
    fix: "Use 127.0.0.1 or localhost, or set FLOORWALKER_TOKEN, or make a user.",
  },
  foreign_origin: {
    status: 403,
    message: "Pages of this origin may not use the gateway.",
    fix: "Add the origin to FLOORWALKER_ORIGINS.",
  },
  unauthorized: {
    status: 401,
    message: "The shared token is missing or wrong.",
    fix: "Sign in with POST /v1/session, or send the header: Authorization: Bearer <token>.",
  },
  forbidden: {
    status: 403,
    message: "Who you are is known, and that you may not do this.",
    fix: "Ask an admin for a role or a scope that may (docs/access.md has the table).",
  },
  beyond_scope: {
    status: 403,
    message: "This is of more, or of something else, than you may see.",
    fix: "Ask for a site, queue or team of your scope (GET /v1/me tells it), or an admin for more.",
  },
  beyond_profile: {
    status: 403,
    message: "Your privacy profile tells of single agents less than this.",
    fix: "Ask for a queue or a site, or of today (docs/privacy.md says what each profile tells; GET /v1/me names yours).",
  },
  whole_days_only: {
    status: 403,
    message: "Your privacy profile tells of groups, and of the past whole days: parts of a day may be one person's.",
    fix: "Ask GET /v1/history with interval=day, week or month (docs/privacy.md says why; GET /v1/me names your profile).",
  },
  access_changed: {
    status: 401,
    message: "What you may see was changed while this was being answered.",
    fix: "Ask again; who was signed out signs in.",
  },
  accounts_unavailable: {
    status: 503,
    message: "Who may ask cannot be read now.",
    fix: "Ask again; whoever runs this gateway finds accounts_not_read in its log.",
  },
  audit_unavailable: {
    status: 503,
    message: "What you ask for is noted in the audit, and that cannot be done now.",
    fix: "Ask again; whoever runs this gateway finds audit_not_noted in its log.",
  },
  sign_in_refused: {
    status: 401,
    message: "Name or password is wrong, or the user may not sign in.",
    fix: "Try again, or ask an admin.",
  },
  sign_in_locked: {
    status: 429,
    message: "Too many tries to sign in have failed.",
    fix: "Try again after the seconds of retry-after; an admin can give the user another password.",
  },
  wrong_password: {
    status: 403,
    message: "The password that you have now is another.",
    fix: "Try again, or ask an admin for another one.",
  },
  no_password_here: {
    status: 409,
    message: "Only a user who signs in here by a password has one to change.",
    fix: "Change it where you sign in; an API token is revoked, and another made.",
  },
  password_elsewhere: {
    status: 409,
    message: "This user signs in at a provider, and has no password here.",
    fix: "Leave the password out and change it at the provider; for somebody who signs in here make a user of his own.",
  },
  bad_body: {
    status: 400,
    message: "The body is not what this route takes; the answer says what is wrong with it.",
    fix: "Send one JSON object as SECURITY.md describes it.",
  },
  user_exists: {
    status: 409,
    message: "There is such a user already.",
    fix: "Choose another name, or change that user.",
  },
  unknown_user: {
    status: 404,
    message: "There is no such user.",
    fix: "GET /v1/users (floorwalker user list) names them.",
  },
  unknown_token: {
    status: 404,
    message: "There is no such API token.",
    fix: "GET /v1/tokens (floorwalker token list) names them.",
  },
  unknown_screen: {
    status: 404,
    message: "There is no such screen among those that you may see.",
    fix: "GET /v1/screens names them.",
  },
  unknown_pairing: {
    status: 404,
    message: "No television shows this code, or it did for too long.",
    fix: "Type the six characters that it shows now: a code is good once, for ten minutes.",
  },
  pairing_locked: {
    status: 429,
    message: "Too many codes were typed that no television shows.",
    fix: "Try again after the seconds of retry-after.",
  },
  too_many_pairings: {
    status: 429,
    message: "Too many televisions have asked to be paired.",
    fix: "Ask again after the seconds of retry-after; the television does so by itself.",
  },
} as const;

export type AccessErrorCode = keyof typeof ACCESS_ERRORS;

/** As a body; `temporary`: who asks again may be answered. */
export function accessFault(code: AccessErrorCode, told: { readonly message?: string; readonly fix?: string } = {}) {
  const { status, message, fix } = ACCESS_ERRORS[code];
  return {
    code,
    ...(status === 503 || status === 429 ? { temporary: true } : {}),
    message: told.message ?? message,
    fix: told.fix ?? fix,
  };
}
