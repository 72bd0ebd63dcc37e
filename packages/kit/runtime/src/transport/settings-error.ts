/** What is there contradicts the settings or the program: starting again helps only when one of them is another. */
export class SettingsError extends Error {
  readonly code: string;
  readonly fix: string;

  constructor(code: string, what: string, fix: string) {
    super(`${code}: ${what}. ${fix}`);
    this.name = "SettingsError";
    this.code = code;
    this.fix = fix;
  }
}
