/**
 * Passwords by OpenSSL's scrypt. What is kept says how it was made, in the PHC string format, so that the cost may rise later. A check costs
 * 32 MB and a tenth of a second on purpose: few are made at once, and beyond a queue nobody waits.
 */
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

export interface PasswordCost {
  /** Of 2: log2 of the blocks. */
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP's second choice: 32 MB, three passes. */
const COST: PasswordCost = { ln: 15, r: 8, p: 3 };
const BYTES = 32;
const SALT_BYTES = 16;
const AT_ONCE = 2;
const MOST_WAITING = 50;
const LONGEST = 1_024;
const SHORTEST = 12;

export const isPasswordAllowed = (password: string): boolean =>
  password.length >= SHORTEST && password.length <= LONGEST;

export class Passwords {
  readonly #cost: PasswordCost;
  readonly #waiting: (() => void)[] = [];
  #working = 0;
  #nobodys: Promise<string> | null = null;

  constructor(cost: PasswordCost = COST) {
    this.#cost = cost;
  }

  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    return phc(this.#cost, salt, await this.#derive(password, salt, this.#cost));
  }

  /** `kept` null: of nobody; it takes as long, so that no answer tells who exists. Null: too many are being checked. */
  async matches(password: string, kept: string | null): Promise<boolean | null> {
    if (this.#waiting.length >= MOST_WAITING) return null;
    this.#nobodys ??= this.hash(randomBytes(SALT_BYTES).toString("hex"));
    const read = readPhc(kept ?? (await this.#nobodys));
    if (read === null || password.length > LONGEST) return false;
    const derived = await this.#derive(password, read.salt, read.cost);
    return timingSafeEqual(derived, read.hash) && kept !== null;
  }

  async #derive(password: string, salt: Buffer, { ln, r, p }: PasswordCost): Promise<Buffer> {
    if (this.#working >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#working++;
    try {
      const options = { N: 2 ** ln, r, p, maxmem: 256 * 2 ** ln * r };
      return await new Promise((resolve, reject) =>
        scrypt(password.normalize("NFC"), salt, BYTES, options, (error, key) => (error ? reject(error) : resolve(key))),
      );
    } finally {
      // Its place goes to who waits longest.
      const next = this.#waiting.shift();
      if (next === undefined) this.#working--;
      else next();
    }
  }
}

const phc = ({ ln, r, p }: PasswordCost, salt: Buffer, hash: Buffer): string =>
  `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString("base64url")}$${hash.toString("base64url")}`;

function readPhc(text: string): { readonly cost: PasswordCost; readonly salt: Buffer; readonly hash: Buffer } | null {
  const [, ln, r, p, salt, hash] = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(text) ?? [];
  if (salt === undefined || hash === undefined) return null;
  const kept = Buffer.from(hash, "base64url");
  if (kept.length !== BYTES) return null;
  return { cost: { ln: Number(ln), r: Number(r), p: Number(p) }, salt: Buffer.from(salt, "base64url"), hash: kept };
}
