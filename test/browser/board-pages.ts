/** Every page of the board that is looked at, by the name of its picture. A new page gets a line here. */
export interface BoardPage {
  readonly name: string;
  /** Below the board's address, of the demo. */
  readonly path: string;
  /** What has to be there before the picture is taken. */
  readonly shows: string;
  /** Clicked then, one after the other, and what has to be there after that. */
  readonly steps?: readonly string[];
  /** Of a television: in its own size. */
  readonly wall?: true;
  /** Of those who are not signed in, on a gateway that asks who they are. */
  readonly out?: true;
}

export const BOARD_PAGES: readonly BoardPage[] = [
  { name: "floor", path: "s/demo/floor", shows: "[data-testid=floor] .spark-line" },
  { name: "floor-groups", path: "s/demo/floor?group=channel&w=60m", shows: "[data-testid=floor]" },
  {
    name: "search",
    path: "s/demo/floor",
    shows: "[data-testid=floor]",
    steps: [".strip .search", "dialog[open] .found"],
  },
  { name: "now", path: "s/demo/now", shows: "[data-testid=now-page]" },
  { name: "queue", path: "s/demo/q/support?ch=call", shows: ".uplot canvas" },
  { name: "queue-table", path: "s/demo/q/support?ch=call&as=table", shows: "[data-testid=day-chart] tbody tr" },
  { name: "queue-forecast", path: "s/demo/q/support/forecast?ch=call", shows: "[data-testid=forecast]" },
  { name: "queue-channels", path: "s/demo/q/support", shows: "[data-testid=queue-channels]" },
  { name: "explain", path: "s/demo/q/support/explain/serviceLevelNow?ch=call", shows: "[data-testid=explained]" },
  {
    name: "contact",
    path: "s/demo/q/support/explain/serviceLevelNow?ch=call&w=day",
    shows: "dialog a[href*=contacts]",
    steps: ["dialog a[href*=contacts]", "[data-testid=contact-page] tbody tr"],
  },
  { name: "agents", path: "s/demo/agents", shows: "[data-testid=agent]" },
  {
    name: "agent",
    path: "s/demo/agents",
    shows: "[data-testid=agent] a",
    steps: ["[data-testid=agent] a", "[data-testid=agent-contacts] tbody tr"],
  },
  { name: "alerts", path: "s/demo/alerts", shows: "main h1" },
  {
    name: "rules",
    path: "s/demo/rules?queue=support&ch=call&rehearse=7d",
    shows: "[data-testid=variants] tbody tr",
  },
  { name: "goals", path: "s/demo/goals", shows: "main tbody tr" },
  { name: "history", path: "s/demo/history?queue=support&channel=call&compare=week", shows: ".uplot canvas" },
  { name: "history-month", path: "s/demo/history?from=this-month", shows: ".uplot canvas" },
  { name: "region", path: "region/Central%20Europe", shows: "[data-testid=region-page] .uplot canvas" },
  {
    name: "region-reason",
    path: "region/Central%20Europe/reasons/returns",
    shows: "[data-testid=reason-contacts] tbody tr",
  },
  { name: "reasons", path: "s/demo/reasons", shows: "main h1" },
  { name: "restatements", path: "s/demo/restatements", shows: "main h1" },
  { name: "report", path: "s/demo/report", shows: "[data-testid=report-page] tbody tr" },
  { name: "health", path: "s/demo/health", shows: "main tbody tr" },
  { name: "wall", path: "tv", shows: "[data-testid=connection][data-state=live]", wall: true },
  { name: "screens", path: "screens", shows: "main h1" },
  { name: "pair", path: "pair", shows: "main h1" },
  { name: "boards", path: "boards", shows: "[data-testid=board]" },
  {
    name: "board-editor",
    path: "boards",
    shows: "[data-testid=board]",
    steps: ["main .btn.primary", "[data-testid=tile-grid] .tile"],
  },
  { name: "users", path: "admin/users", shows: "main h1" },
  { name: "user", path: "admin/users", shows: "main h1", steps: ["main .btn.primary", "dialog[open] input"] },
  { name: "roles", path: "admin/roles", shows: "main tbody tr" },
  { name: "tokens", path: "admin/tokens", shows: "main .panel" },
  { name: "profiles", path: "admin/profiles", shows: "main tbody tr" },
  { name: "audit", path: "admin/audit", shows: "main h1" },
  { name: "sign-in", path: "sign-in", shows: "#user", out: true },
  { name: "pairing", path: "tv", shows: "[data-testid=code]", wall: true, out: true },
];
