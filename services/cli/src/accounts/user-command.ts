/** `floorwalker user`: who may sign in, with which role, and what he may see. Passwords that are made are printed this once. */
import type { Role } from "@floorwalker/domain";
import { faultOfUser } from "@floorwalker/gateway";
import { Argument, Command, type Option } from "commander";
import { ProgramError } from "../program-error.ts";
import { type PlaceFlags, placeOptions, withAccounts } from "./account-place.ts";
import type { AccountsOf } from "./accounts-in-store.ts";
import { type PasswordFlags, passwordOptions, readPassword } from "./read-password.ts";
import { ROLES_SHOWN, roleOption, type ScopeFlags, scopeOf, scopeOptions, shownScope } from "./scope-flags.ts";
import { table } from "./table.ts";

interface AddFlags extends PlaceFlags, PasswordFlags, ScopeFlags {
  readonly role: Role;
  readonly name?: string;
}

export const userCommand = (): Command =>
  new Command("user")
    .description("who may sign in, and what they may see")
    .addCommand(
      withOptions(new Command("add"), [roleOption(), ...scopeOptions("all"), ...passwordOptions()])
        .description("make a user; without --password-… a password is made and printed this once")
        .argument("<user>", "what is typed to sign in: a-z, 0-9, dots, dashes, underscores, @")
        .option("--name <name>", "for people; without it what is typed")
        .action(add),
    )
    .addCommand(
      withOptions(new Command("list"))
        .description("all users, their roles and what they may see")
        .option("--json", "as JSON")
        .action(list),
    )
    .addCommand(
      withOptions(new Command("disable"))
        .description("may not sign in any more, and is signed out everywhere within seconds")
        .argument("<user>")
        .action((user: string, flags: PlaceFlags) =>
          change(user, flags, { disabled: true }, "may not sign in any more"),
        ),
    )
    .addCommand(
      withOptions(new Command("enable"))
        .description("may sign in again")
        .argument("<user>")
        .action((user: string, flags: PlaceFlags) => change(user, flags, { disabled: false }, "may sign in again")),
    )
    .addCommand(
      withOptions(new Command("password"), passwordOptions())
        .description("give a user another password, and sign him out everywhere")
        .argument("<user>")
        .action(givePassword),
    )
    .addCommand(
      withOptions(new Command("role"), scopeOptions("as it is"))
        .description("give a user another role, or another scope, and sign him out everywhere")
        .argument("<user>")
        .addArgument(new Argument("<role>", "each may do what those before it may").choices(ROLES_SHOWN))
        .action(giveRole),
    );

async function add(user: string, flags: AddFlags): Promise<void> {
  const { role, name = user } = flags;
  const asked = { id: user, name, role, scope: scopeOf(flags), password: await readPassword(flags) };
  const fault = faultOfUser(asked);
  if (fault !== null) throw new ProgramError("bad_user", fault, "See: floorwalker user add --help");
  await withAccounts(flags, true, async (accounts) => {
    const made = await accounts.addUser(asked);
    say(`${user} may sign in as ${role} (${accounts.what}).`, made);
  });
}

async function list(flags: PlaceFlags & { readonly json?: boolean }): Promise<void> {
  await withAccounts(flags, false, async (accounts) => {
    const users = [...(await accounts.users())].sort((one, other) => (one.id < other.id ? -1 : 1));
    if (flags.json === true) return void process.stdout.write(`${JSON.stringify(users, null, 2)}\n`);
    const rows = users.map(({ id, name, role, scope, disabled, signsIn }) => [
      id,
      name,
      role,
      shownScope(scope),
      disabled ? "disabled" : signsIn === "here" ? "by password" : "elsewhere",
    ]);
    process.stdout.write(
      rows.length === 0 ? "There is no user.\n" : table(["user", "name", "role", "sees", "signs in"], rows),
    );
  });
}

async function givePassword(user: string, flags: PlaceFlags & PasswordFlags): Promise<void> {
  const password = await readPassword(flags);
  await change(user, flags, { password }, "has another password, and is signed out");
}

async function giveRole(user: string, role: Role, flags: PlaceFlags & ScopeFlags): Promise<void> {
  await withAccounts(flags, false, async (accounts) => {
    const before = (await accounts.users()).find(({ id }) => id === user);
    if (before === undefined)
      throw new ProgramError("unknown_user", `There is no user "${user}".`, "See: floorwalker user list");
    const scope = scopeOf(flags, before.scope);
    await accounts.changeUser(user, { role, scope });
    say(`${user} is ${role} of ${shownScope(scope)}, and is signed out (${accounts.what}).`, null);
  });
}

const change = (
  user: string,
  flags: PlaceFlags,
  to: Parameters<AccountsOf["changeUser"]>[1],
  said: string,
): Promise<void> =>
  withAccounts(flags, false, async (accounts) => {
    const made = await accounts.changeUser(user, to);
    say(`${user} ${said} (${accounts.what}).`, made);
  });

/** The password alone on standard output, so that a script can take it. */
function say(text: string, password: string | null): void {
  process.stderr.write(`${text}\n`);
  if (password === null) return;
  process.stderr.write("The password, shown this once:\n");
  process.stdout.write(`${password}\n`);
}

const withOptions = (command: Command, options: readonly Option[] = []): Command =>
  [...options, ...placeOptions()].reduce((each, option) => each.addOption(option), command);
