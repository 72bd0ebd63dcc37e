/** To what something was done, as people read it: what the audit notes of roles, scopes and settings as a program wrote it is told in words. */
import { nameIn, words } from "../../words/words.ts";
import { SCOPES } from "./account-rows.ts";

/** A text that was cut at its end, or holds no settings, stays as it is. */
export function auditText(to: string): string {
  const begin = to.indexOf("{");
  const end = to.lastIndexOf("}");
  const settings = begin < 0 ? null : read(to.slice(begin, end + 1));
  if (settings === null) return to;
  const before = to.slice(0, begin).trim().split(" ");
  const last = before.pop() ?? "";
  const after = to.slice(end + 1).trim();
  const { account, signIn } = words.access;
  const parts = [
    // Who is granted something has his role before his scope; else it is whatever somebody or something is called.
    [...before, isScope(settings) ? nameIn(account.roles, last) : last].join(" "),
    ...(isScope(settings) ? [scopeText(settings)] : Object.entries(settings).map(settingText)),
    after === "password" ? signIn.password : after,
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

type Settings = Readonly<Record<string, unknown>>;

const isSettings = (value: unknown): value is Settings =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isScope = (settings: Settings): boolean => SCOPES.every((of) => of in settings);

function read(json: string): Settings | null {
  try {
    const value: unknown = JSON.parse(json);
    return isSettings(value) ? value : null;
  } catch {
    return null;
  }
}

function settingText([name, value]: readonly [string, unknown]): string {
  const { account, admin, profiles } = words.access;
  const labels = { name: admin.name, role: account.role, scope: admin.sees, profile: profiles.profile };
  if (name === "disabled") return value === true ? admin.disabled : admin.enable;
  return `${nameIn(labels, name)}: ${valueText(value)}`;
}

function valueText(value: unknown): string {
  if (isSettings(value)) return isScope(value) ? scopeText(value) : JSON.stringify(value);
  if (value === null) return words.noValue;
  return typeof value === "string" ? nameIn(words.access.account.roles, value) : JSON.stringify(value);
}

/** What is limited of it, as on the pages of users and screens. */
function scopeText(scope: Settings): string {
  const { account, admin } = words.access;
  const limited = SCOPES.filter((of) => scope[of] !== "all");
  if (limited.length === 0) return admin.everything;
  return limited.map((of) => `${account[of]}: ${[scope[of]].flat().join(", ") || admin.nothing}`).join(" · ");
}
