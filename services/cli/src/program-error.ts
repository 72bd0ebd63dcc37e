/** An error for a person: what is wrong, where, and what to do. The program prints it and ends with status 2. */
export class ProgramError extends Error {
  readonly code: string;
  readonly fix: string;

  constructor(code: string, message: string, fix: string) {
    super(message);
    this.name = "ProgramError";
    this.code = code;
    this.fix = fix;
  }
}
