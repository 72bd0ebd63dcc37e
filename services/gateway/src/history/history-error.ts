/** A question to the history that has no answer: what is wrong with it, and what to do. */
import type { Logger } from "@floorwalker/runtime";
import { BEYOND_PROFILE, BEYOND_SCOPE, WHOLE_DAYS_ONLY } from "../access/sight.ts";
import { BadQuery } from "../facts/query-fault.ts";

export class HistoryError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fix: string;
  /** Of the question; null: it is none of them alone. */
  readonly parameter: string | null;

  constructor(status: number, code: string, message: string, fix: string, parameter: string | null = null) {
    super(message);
    this.name = "HistoryError";
    this.status = status;
    this.code = code;
    this.fix = fix;
    this.parameter = parameter;
  }

  /** As whoever asked is told of it. */
  get told(): object {
    const { code, message, fix, parameter } = this;
    return { code, ...(parameter === null ? {} : { parameter }), message, fix };
  }
}

export const badParameter = (parameter: string, value: string, fix: string): HistoryError =>
  new HistoryError(400, "bad_parameter", `${parameter}: "${value}" means nothing here.`, fix, parameter);

export const beyondScope = (): HistoryError =>
  new HistoryError(403, BEYOND_SCOPE.code, BEYOND_SCOPE.message, BEYOND_SCOPE.fix);

export const beyondProfile = (): HistoryError =>
  new HistoryError(403, BEYOND_PROFILE.code, BEYOND_PROFILE.message, BEYOND_PROFILE.fix);

/** `parameter`: by which parts of a day were asked for; null: the route tells nothing else. */
export const wholeDaysOnly = (parameter: string | null): HistoryError =>
  new HistoryError(403, WHOLE_DAYS_ONLY.code, WHOLE_DAYS_ONLY.message, WHOLE_DAYS_ONLY.fix, parameter);

export const unknownParameter = (name: string, known: readonly string[]): HistoryError =>
  new HistoryError(400, "unknown_parameter", `There is no parameter "${name}".`, `Use ${known.join(", ")}.`, name);

export const NO_HISTORY = new HistoryError(
  501,
  "history_not_kept",
  "No history is kept here.",
  "Set FLOORWALKER_HISTORY to a PostgreSQL, for the historian and for every gateway; or give the user of Redis the rights of docs/connecting.md.",
);

export const historyUnavailable = (): HistoryError =>
  new HistoryError(
    503,
    "history_unavailable",
    "The history cannot be reached now.",
    "Ask again; /readyz and the gateway's log say why.",
  );

/** What whoever asked is told of it: anything that is no refusal is a history that cannot be read, and is logged. */
export function refusalOf(
  error: unknown,
  logger: Pick<Logger, "warn">,
): { readonly status: number; readonly told: object } {
  if (error instanceof HistoryError) return error;
  if (error instanceof BadQuery) {
    const { status, ...told } = error.fault;
    return { status, told };
  }
  logger.warn("history_unavailable", { error });
  return historyUnavailable();
}
