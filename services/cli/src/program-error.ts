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
