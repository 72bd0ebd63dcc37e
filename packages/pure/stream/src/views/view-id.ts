/** How the rows of the views are called. A name says what its row is about, so the row itself need not say it again. */

/** A site (and a rule) is called what others call it: its colons are escaped, so that no two rows share an id. */
export const part = (name: string): string => name.replace(/[%:]/g, encodeURIComponent);

export const viewId = (kind: string, site: string, ...rest: readonly string[]): string =>
  [kind, part(site), ...rest].join(":");

export interface ViewName {
  readonly kind: string;
  readonly site: string;
  /** What follows the site, with colons of its own. */
  readonly rest: string;
}

/** The other way. */
export function viewName(id: string): ViewName {
  const kind = upTo(id, 0);
  const site = upTo(id, kind.length + 1);
  return {
    kind,
    site: site.replace(/%(?:25|3A)/g, decodeURIComponent),
    rest: id.slice(kind.length + site.length + 2),
  };
}

/** What follows the site in a queue's: no channel has a colon. */
export function queueName(rest: string): { readonly queue: string; readonly channel: string } {
  const colon = rest.lastIndexOf(":");
  return { queue: rest.slice(0, colon), channel: rest.slice(colon + 1) };
}

/** Up to the next colon from there. */
function upTo(id: string, from: number): string {
  const colon = id.indexOf(":", from);
  return colon < 0 ? id.slice(from) : id.slice(from, colon);
}
