/**
 * Where one is, as the address says it: every state of a page is in its URL, so that a link shows somebody else the same. Reading and writing
 * are each other's inverse (`route.test.ts`). What is no page of ours is `unknown`, never another page.
 */
export const RAIL_PAGES = [
  "floor",
  "agents",
  "alerts",
  "goals",
  "history",
  "reasons",
  "restatements",
  "health",
] as const;
/** Those that are reached from others, or by the search, too. */
export const SITE_PAGES = [...RAIL_PAGES, "now", "report", "rules"] as const;
export type RailPage = (typeof RAIL_PAGES)[number];
export type SitePage = (typeof SITE_PAGES)[number];
/** Of who may what: of no site. */
export const ADMIN_PARTS = ["users", "roles", "tokens", "profiles", "audit"] as const;
const QUEUE_PARTS = ["waiting", "forecast"] as const;
export type QueuePart = (typeof QUEUE_PARTS)[number];
export type AdminPart = (typeof ADMIN_PARTS)[number];

export type Route =
  /** The floor of the first site. */
  | { readonly page: "home" }
  | { readonly page: SitePage; readonly site: string }
  | { readonly page: "queue"; readonly site: string; readonly queue: string }
  /** Of the queue's page: who waits, or what is to come. */
  | { readonly page: QueuePart; readonly site: string; readonly queue: string }
  | { readonly page: "agent"; readonly site: string; readonly agent: string }
  /** One that has fired, as it is, to be tried anew. */
  | { readonly page: "rule"; readonly site: string; readonly rule: string }
  /** One episode, as links in messages name it. */
  | { readonly page: "alert"; readonly site: string; readonly alert: string }
  /** A drawer over the queue's page. */
  | { readonly page: "explain"; readonly site: string; readonly queue: string; readonly kpi: string }
  | { readonly page: "contact"; readonly site: string; readonly contact: string }
  | { readonly page: "region"; readonly region: string }
  /** Of the region's page: the contacts that are about it today. */
  | { readonly page: "reason"; readonly region: string; readonly reason: string }
  | { readonly page: "admin"; readonly part: AdminPart }
  /** `pair`: where a television's picture leads a phone; the code is in the fragment. */
  | { readonly page: "pair" }
  | { readonly page: "screens" }
  | { readonly page: "screen"; readonly screen: string }
  /** Of the first site; what is in the fragment (`sources`, `restated`) says which part. */
  | { readonly page: "anyHealth" }
  | { readonly page: "boards" }
  /** At a desk; a wall's are at `/wall/ID`. */
  | { readonly page: "board"; readonly board: string }
  | { readonly page: "boardEditor"; readonly board: string }
  | { readonly page: "unknown" };

export function readRoute(path: string): Route {
  const parts = path.split("/").filter((part) => part !== "");
  if (parts.length === 0) return { page: "home" };
  const part = parts[0] === "admin" && parts.length === 2 ? ADMIN_PARTS.find((known) => known === parts[1]) : undefined;
  if (part !== undefined) return { page: "admin", part };
  if (parts[0] === "boards") return boardRoute(parts.slice(1).map(decoded));
  if (parts.length === 1 && (parts[0] === "screens" || parts[0] === "pair")) return { page: parts[0] };
  if (parts.length === 1 && parts[0] === "health") return { page: "anyHealth" };
  const [s, site, page, queue, explain, kpi] = parts.map(decoded);
  if (s === "screens" && parts.length === 2 && site) return { page: "screen", screen: site };
  if (s === "region" && parts.length === 2 && site) return { page: "region", region: site };
  if (s === "region" && parts.length === 4 && site && page === "reasons" && queue)
    return { page: "reason", region: site, reason: queue };
  if (s !== "s" || site === undefined || site === null) return { page: "unknown" };
  if (parts.length === 2) return { page: "floor", site };
  if (parts.length === 3) {
    const found = SITE_PAGES.find((known) => known === page);
    return found === undefined ? { page: "unknown" } : { page: found, site };
  }
  if (page === "alerts" && queue && parts.length === 4) return { page: "alert", site, alert: queue };
  if (page === "agents" && queue && parts.length === 4) return { page: "agent", site, agent: queue };
  if (page === "rules" && queue && parts.length === 4) return { page: "rule", site, rule: queue };
  if (page === "contacts" && parts.length === 4 && queue) return { page: "contact", site, contact: queue };
  if (page !== "q" || !queue) return { page: "unknown" };
  if (parts.length === 4) return { page: "queue", site, queue };
  const ofQueue = parts.length === 5 ? QUEUE_PARTS.find((known) => known === explain) : undefined;
  if (ofQueue !== undefined) return { page: ofQueue, site, queue };
  return explain === "explain" && kpi && parts.length === 6
    ? { page: "explain", site, queue, kpi }
    : { page: "unknown" };
}

function boardRoute([board, edit, ...more]: readonly (string | null)[]): Route {
  if (board === undefined) return { page: "boards" };
  if (!board || more.length > 0) return { page: "unknown" };
  if (edit === undefined) return { page: "board", board };
  return edit === "edit" ? { page: "boardEditor", board } : { page: "unknown" };
}

export function pathOf(route: Exclude<Route, { readonly page: "unknown" }>): string {
  if (route.page === "home") return "/";
  if (route.page === "region") return `/region/${encodeURIComponent(route.region)}`;
  if (route.page === "reason")
    return `/region/${encodeURIComponent(route.region)}/reasons/${encodeURIComponent(route.reason)}`;
  if (route.page === "screen") return `/screens/${encodeURIComponent(route.screen)}`;
  if (route.page === "anyHealth") return "/health";
  if (route.page === "screens" || route.page === "pair" || route.page === "boards") return `/${route.page}`;
  if (route.page === "board") return `/boards/${encodeURIComponent(route.board)}`;
  if (route.page === "boardEditor") return `/boards/${encodeURIComponent(route.board)}/edit`;
  if (route.page === "admin") return `/admin/${route.part}`;
  const site = `/s/${encodeURIComponent(route.site)}`;
  if (route.page === "alert") return `${site}/alerts/${encodeURIComponent(route.alert)}`;
  if (route.page === "queue") return `${site}/q/${encodeURIComponent(route.queue)}`;
  if (route.page === "agent") return `${site}/agents/${encodeURIComponent(route.agent)}`;
  if (route.page === "rule") return `${site}/rules/${encodeURIComponent(route.rule)}`;
  if (route.page === "waiting" || route.page === "forecast")
    return `${site}/q/${encodeURIComponent(route.queue)}/${route.page}`;
  if (route.page === "contact") return `${site}/contacts/${encodeURIComponent(route.contact)}`;
  if (route.page === "explain")
    return `${site}/q/${encodeURIComponent(route.queue)}/explain/${encodeURIComponent(route.kpi)}`;
  return `${site}/${route.page}`;
}

/** The same page of another site; what only the old site has is left. */
export const onSite = (route: Route, site: string): Exclude<Route, { readonly page: "unknown" }> => {
  if (route.page === "alert") return { page: "alerts", site };
  if (route.page === "agent") return { page: "agents", site };
  if (route.page === "rule") return { page: "rules", site };
  const same = SITE_PAGES.find((page) => page === route.page);
  return { page: same ?? "floor", site };
};

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
