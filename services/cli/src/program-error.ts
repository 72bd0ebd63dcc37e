/** An error for a person: what is wrong, where, and what to do. The program prints it and ends with its status. */
export class ProgramError extends Error {
  readonly code: string;
  readonly fix: string;
  /** 2: the program cannot do what it was asked; 1: it did, and what it looked at is not in order. */
  readonly status: 1 | 2;

  constructor(code: string, message: string, fix: string, status: 1 | 2 = 2) {
    super(message);
    this.name = "ProgramError";
    this.code = code;
    this.fix = fix;
    this.status = status;
  }
}

/** Every error of ours has a code and a fix; anything else is a bug and shows where. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, fix } = error as { code?: unknown; fix?: unknown };
  if (typeof code === "string" && typeof fix === "string")
    return error.message.endsWith(fix) ? error.message : `${error.message} [${code}]\n${fix}`;
  if (typeof code === "string") return `${error.message} [${code}]`;
  return error.stack ?? error.message;
}
