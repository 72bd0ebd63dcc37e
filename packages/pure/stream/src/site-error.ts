/** An exception out of one site's state: a bug, or a stored row that cannot be read. It says which site, so that only that one need stop. */
export class SiteError extends Error {
  readonly site: string;

  constructor(site: string, cause: unknown) {
    super(`site ${site}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = "SiteError";
    this.site = site;
  }
}

/** Runs a step of one site; whatever it throws becomes a SiteError. */
export function ofSite<T>(site: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw siteErrorOf(site, error);
  }
}

export const siteErrorOf = (site: string, error: unknown): SiteError =>
  error instanceof SiteError ? error : new SiteError(site, error);
