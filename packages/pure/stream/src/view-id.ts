/** How the rows of the views are called. */

/** A site (and a rule) is called what others call it: its colons are escaped, so that no two rows share an id. */
export const part = (name: string): string => name.replace(/[%:]/g, encodeURIComponent);

export const viewId = (kind: string, site: string, ...rest: readonly string[]): string =>
  [kind, part(site), ...rest].join(":");
