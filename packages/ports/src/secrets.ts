/**
 * Secrets that an installation makes for itself. Laws:
 * S1  The first text that is given under a name is the one that everybody is told from then on, whoever comes first.
 */
export interface SecretStore {
  /** `made`: taken where there is none of that name. */
  secret(name: string, made: string): Promise<string>;
}
