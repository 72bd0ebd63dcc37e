/** A question that cannot be answered as it was asked: which parameter, why, and what to ask instead. */
export interface QueryFault {
  readonly status: 400 | 403 | 404 | 503;
  readonly code: string;
  readonly parameter: string;
  readonly message: string;
  readonly fix: string;
}

/** Thrown by whoever reads a query, answered by its route. */
export class BadQuery extends Error {
  readonly fault: QueryFault;

  constructor(
    parameter: string,
    message: string,
    fix: string,
    code = "bad_parameter",
    status: QueryFault["status"] = 400,
  ) {
    super(message);
    this.fault = { status, code, parameter, message, fix };
  }
}

export type Query = Readonly<Record<string, unknown>>;

/** Null: it is not there. @throws BadQuery when it is there twice, or empty. */
export function textOf(query: Query, name: string): string | null {
  const value = query[name];
  if (value === undefined) return null;
  if (typeof value === "string" && value !== "") return value;
  throw new BadQuery(
    name,
    `"${name}" is there more than once, or empty.`,
    `Give "${name}" once, with a value, or leave it out.`,
  );
}

/** @throws BadQuery */
export function choiceOf<T extends string>(query: Query, name: string, choices: readonly T[]): T | null {
  const value = textOf(query, name);
  if (value === null) return null;
  const choice = choices.find((each) => each === value);
  if (choice !== undefined) return choice;
  throw new BadQuery(name, `"${value}" is no ${name}.`, `Use one of: ${choices.join(", ")}.`);
}

/** @throws BadQuery */
export function numberOf(query: Query, name: string, otherwise: number, most: number): number {
  const value = textOf(query, name);
  if (value === null) return otherwise;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  if (number >= 1 && number <= most) return number;
  throw new BadQuery(name, `"${value}" is no number from 1 to ${most}.`, `Give a whole number from 1 to ${most}.`);
}

/** A parameter that nobody knows is a mistake, and would else be passed over in silence. @throws BadQuery */
export function expectOnly(query: Query, known: readonly string[]): void {
  const other = Object.keys(query).find((name) => !known.includes(name));
  if (other !== undefined)
    throw new BadQuery(
      other,
      `There is no parameter "${other}".`,
      `Use any of: ${known.join(", ")}.`,
      "unknown_parameter",
    );
}
