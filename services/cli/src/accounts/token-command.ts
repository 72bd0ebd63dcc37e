/** `floorwalker token`: API tokens of programs. The text of one is printed this once. */
import type { Role } from "@floorwalker/domain";
import { Command, InvalidArgumentError, Option } from "commander";
import { type PlaceFlags, placeOptions, withAccounts } from "./account-place.ts";
import { roleOption, type ScopeFlags, scopeOf, scopeOptions, shownScope } from "./scope-flags.ts";
import { table } from "./table.ts";

const USUAL_DAYS = 90;
const MOST_DAYS = 3_650;

interface CreateFlags extends PlaceFlags, ScopeFlags {
  readonly role: Role;
  readonly days: number;
  readonly expiry: boolean;
}

export const tokenCommand = (): Command =>
  new Command("token")
    .description("API tokens of programs: what they may, and until when")
    .addCommand(
      [roleOption(), ...scopeOptions("all"), ...placeOptions()]
        .reduce((command, option) => command.addOption(option), new Command("create"))
        .description("make one; its text is printed this once")
        .argument("<name>", "what it is for")
        .addOption(new Option("--days <days>", "until it expires").argParser(days).default(USUAL_DAYS))
        .option("--no-expiry", "it does not expire")
        .action(create),
    )
    .addCommand(
      placeOptions()
        .reduce((command, option) => command.addOption(option), new Command("list"))
        .description("all API tokens, what they may, when they expire and were used last")
        .option("--json", "as JSON")
        .action(list),
    )
    .addCommand(
      placeOptions()
        .reduce((command, option) => command.addOption(option), new Command("revoke"))
        .description("it opens nothing any more, anywhere within seconds")
        .argument("<id>", "as `token list` shows it")
        .action(revoke),
    );

async function create(name: string, flags: CreateFlags): Promise<void> {
  await withAccounts(flags, true, async (accounts) => {
    const days = flags.expiry ? flags.days : null;
    const { id, text } = await accounts.makeToken({ name, role: flags.role, scope: scopeOf(flags), days });
    const until = days === null ? "it does not expire" : `for ${days} days`;
    process.stderr.write(`API token ${id} as ${flags.role}, ${until} (${accounts.what}); shown this once:\n`);
    process.stdout.write(`${text}\n`);
  });
}

async function list(flags: PlaceFlags & { readonly json?: boolean }): Promise<void> {
  await withAccounts(flags, false, async (accounts) => {
    const tokens = [...(await accounts.tokens())].sort((one, other) => (one.madeAt < other.madeAt ? -1 : 1));
    if (flags.json === true) return void process.stdout.write(`${JSON.stringify(tokens, null, 2)}\n`);
    const rows = tokens.map(({ id, name, role, scope, madeBy, expiresAt, revokedAt, usedAt }) => [
      id,
      name,
      role,
      shownScope(scope),
      madeBy,
      revokedAt === null ? (expiresAt ?? "never") : `revoked ${revokedAt}`,
      usedAt ?? "never",
    ]);
    const head = ["id", "name", "role", "sees", "made by", "expires", "used last"];
    process.stdout.write(rows.length === 0 ? "There is no API token.\n" : table(head, rows));
  });
}

const revoke = (id: string, flags: PlaceFlags): Promise<void> =>
  withAccounts(flags, false, async (accounts) => {
    await accounts.revokeToken(id);
    process.stderr.write(`API token ${id} opens nothing any more (${accounts.what}).\n`);
  });

function days(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > MOST_DAYS)
    throw new InvalidArgumentError(`must be a number of days, 1 to ${MOST_DAYS}`);
  return value;
}
