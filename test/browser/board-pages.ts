/** Every page of the board that is looked at, by the name of its picture. A new page gets a line here. */
export interface BoardPage {
  readonly name: string;
  /** Below the board's address, of the demo. */
  readonly path: string;
  /** What has to be there before the picture is taken. */
  readonly shows: string;
}

export const BOARD_PAGES: readonly BoardPage[] = [
  { name: "floor", path: "s/demo/floor", shows: "[data-testid=floor]" },
  { name: "queue", path: "s/demo/q/support?ch=call", shows: ".uplot canvas" },
  { name: "queue-table", path: "s/demo/q/support?ch=call&as=table", shows: "[data-testid=day-chart] tbody tr" },
  { name: "queue-channels", path: "s/demo/q/support", shows: "[data-testid=queue-channels]" },
  { name: "explain", path: "s/demo/q/support/explain/serviceLevelNow?ch=call", shows: "[data-testid=explained]" },
  { name: "agents", path: "s/demo/agents", shows: "[data-testid=agent]" },
  { name: "alerts", path: "s/demo/alerts", shows: "main h1" },
  { name: "goals", path: "s/demo/goals", shows: "main tbody tr" },
  { name: "history", path: "s/demo/history?queue=support&channel=call&compare=week", shows: ".uplot canvas" },
  { name: "history-month", path: "s/demo/history?from=this-month", shows: ".uplot canvas" },
  { name: "now", path: "s/demo/now", shows: "[data-testid=now-page]" },
  { name: "region", path: "region/Central%20Europe", shows: "[data-testid=region-page] .uplot canvas" },
  { name: "report", path: "s/demo/report", shows: "[data-testid=report-page] tbody tr" },
  { name: "reasons", path: "s/demo/reasons", shows: "main h1" },
  { name: "restatements", path: "s/demo/restatements", shows: "main h1" },
  { name: "health", path: "s/demo/health", shows: "main h1" },
  { name: "wall", path: "?screen=wall", shows: "[data-testid=connection]" },
];
