/** What one check of `floorwalker doctor` found. */
import { ConnectionError } from "@floorwalker/runtime/transport";

export interface Finding {
  /** snake_case, stable. */
  readonly check: string;
  /** `unknown`: it could not be found out, which is no fault; `skipped`: nothing to look at in this profile. */
  readonly status: "ok" | "warning" | "failed" | "unknown" | "skipped";
  readonly message: string;
  /** Null: nothing to do. */
  readonly fix: string | null;
}

export const ok = (check: string, message: string): Finding => ({ check, status: "ok", message, fix: null });
export const skipped = (check: string, message: string): Finding => ({ check, status: "skipped", message, fix: null });
export const warning = (check: string, message: string, fix: string): Finding => ({
  check,
  status: "warning",
  message,
  fix,
});
export const failed = (check: string, message: string, fix: string): Finding => ({
  check,
  status: "failed",
  message,
  fix,
});
export const unknown = (check: string, message: string, fix: string): Finding => ({
  check,
  status: "unknown",
  message,
  fix,
});

/** Why a server cannot be used; `otherFix` where the error brings none. */
export const connectionFinding = (check: string, error: unknown, otherFix: string): Finding =>
  error instanceof ConnectionError
    ? failed(check, `${error.what} [${error.code}]`, error.fix)
    : failed(check, (error as Error).message, otherFix);
