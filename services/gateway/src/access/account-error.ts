/** Why an account cannot be made or changed. */
export const ACCOUNT_ERRORS = {
  user_exists: { status: 409, fix: "Choose another name, or change that user." },
  unknown_user: { status: 404, fix: "GET /v1/users names them." },
  unknown_token: { status: 404, fix: "GET /v1/tokens names them." },
} as const;

export class AccountError extends Error {
  readonly code: keyof typeof ACCOUNT_ERRORS;
  readonly fix: string;

  constructor(code: AccountError["code"], message: string) {
    super(message);
    this.name = "AccountError";
    this.code = code;
    this.fix = ACCOUNT_ERRORS[code].fix;
  }
}
