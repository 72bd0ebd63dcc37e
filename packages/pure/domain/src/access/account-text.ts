/** An account as it is stored: JSON that names its format and version. What a newer program wrote is nobody: it lets nobody in. */
import type { Account } from "./account.ts";

const FORMAT = "floorwalker.account";
const VERSION = 1;

export const accountText = (account: Account): string =>
  JSON.stringify({ format: FORMAT, version: VERSION, ...account });

export function accountOf(text: string): Account | null {
  const { format, version, ...account } = JSON.parse(text) as { readonly format: string; readonly version: number };
  return format === FORMAT && version === VERSION ? (account as unknown as Account) : null;
}
