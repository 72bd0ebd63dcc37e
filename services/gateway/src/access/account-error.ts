/** Why an account cannot be made or changed. */
import { ACCESS_ERRORS, type AccessErrorCode } from "./access-errors.ts";

export class AccountError extends Error {
  readonly code: AccessErrorCode;
  readonly fix: string;

  constructor(code: AccessErrorCode, message: string = ACCESS_ERRORS[code].message) {
    super(message);
    this.name = "AccountError";
    this.code = code;
    this.fix = ACCESS_ERRORS[code].fix;
  }
}
