/** Where somebody goes after signing in: a page of this board, never another origin and no interface, whatever the address says. */
export function nextPlace(wanted: string | null, origin: string): string {
  const url = wanted?.startsWith("/") ? urlOf(wanted, origin) : null;
  if (url === null || url.origin !== origin || NO_PAGE.test(url.pathname)) return "/";
  return url.pathname + url.search + url.hash;
}

/** Interfaces of the gateway, the page for signing in itself, and what a browser would read as another host. */
const NO_PAGE = /^\/(?:v\d+(?:\/|$)|sign-in(?:\/|$)|\/)/i;

function urlOf(text: string, origin: string): URL | null {
  try {
    return new URL(text, origin);
  } catch {
    return null;
  }
}
