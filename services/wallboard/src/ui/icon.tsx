/** The board's pictures: drawn here, so that none is fetched. Each state has its own outline, readable without colour. */
const PATHS = {
  onTarget: "M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19Zm-4.6 9.8 3.2 3.2 6-6.4",
  atRisk: "M12 3 1.8 20.5h20.4L12 3Zm0 6.5v5m0 2.6v.6",
  below: "M12 21 22.2 3.5H1.8L12 21Zm0-6.5v-5m0-2.6v-.6",
  breach: "M8 2.5h8l5.5 5.5v8L16 21.5H8L2.5 16V8L8 2.5Zm4 4.3v6.4m0 3v.8",
  noData: "M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19ZM7.5 12h9",
  stale: "M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19ZM12 7v5.2l3.4 2M3 3l18 18",
  closed: "M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500Z",
  late: "M12 5a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 4v4l2.500 2M9 2h6",
  call: "M5 3.5h4l1.8 4.6-2.4 1.7a12 12 0 0 0 5.8 5.8l1.7-2.4 4.6 1.8v4c0 .9-.8 1.5-1.6 1.5C11 20 4 13 3.5 5.1 3.5 4.300 4.100 3.500 5 3.500Z",
  chat: "M3 4h18v13H11l-5 4v-4H3V4Zm5 6.500h.010m3.990 0h.010m3.990 0h.010",
  email: "M2.500 5h19v14h-19V5Zm0 1 9.500 7 9.500-7",
  waiting: "M12 3.500a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4 21c0-4.200 3.600-6.500 8-6.500s8 2.300 8 6.500",
  live: "M12 9.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5ZM6.800 6.800a7.400 7.400 0 0 0 0 10.400m10.400-10.400a7.400 7.400 0 0 1 0 10.400",
  reconnecting: "M20 11a8 8 0 0 0-14.500-3.500L3.500 10m0-5v5h5M4 13a8 8 0 0 0 14.500 3.500l2-2.500m0 5v-5h-5",
  offline: "M2.500 9a14 14 0 0 1 19 0M6 13a9 9 0 0 1 12 0m-8.500 4a3.500 3.500 0 0 1 5 0M3 3l18 18",
  idle: "M4 9h13v5a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5V9Zm13 1.500h2a2 2 0 0 1 0 5h-2M8 3v3m5-3v3",
  onContact: "M4 14v-2a8 8 0 0 1 16 0v2M4 13.500h3.500v6H4v-6Zm12.500 0H20v6h-3.500v-6Z",
  wrapUp: "M4 20l1-5L16.500 3.500l4 4L9 19l-5 1ZM14 6l4 4",
  paused: "M8 4.500v15m8-15v15",
  absent:
    "M10 3.500a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM2.500 20.500c0-4 3.300-6 7.500-6 1.500 0 2.900.3 4 .8M16 15.500l5.500 5.500m0-5.500L16 21",
  floor: "M3.500 4h7v7h-7zM13.500 4h7v7h-7zM3.500 14h7v6.500h-7zM13.500 14h7v6.500h-7z",
  agents:
    "M9 4.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7ZM2.500 20c0-3.500 2.800-5.500 6.500-5.500s6.500 2 6.500 5.500M16 5a3.200 3.200 0 0 1 0 6.200M17.500 14.800c2.500.6 4 2.400 4 5.200",
  alerts: "M6 9.500a6 6 0 0 1 12 0c0 5 2 6.500 2 6.500H4s2-1.500 2-6.500M10 20h4",
  goals: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 4.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9Zm0 4.400v.2",
  history: "M4 20V4m0 16h16M8.500 16v-5m4.500 5V7m4.500 9v-7",
  region:
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM3 12h18M12 3c3 2.500 3.800 5.500 3.800 9S15 18.500 12 21c-3-2.500-3.800-5.500-3.800-9S9 5.500 12 3",
  report: "M5 3h10l4 4v14H5V3Zm9 0v5h5M8 12h8M8 16h8",
  transferred: "M6 21V4h11l-3 4 3 4H6",
  reasons: "M4 6h10M4 12h16M4 18h7",
  restatements: "M20 11a8 8 0 0 0-14.500-3.500L3.500 10m0-5v5h5M4 13a8 8 0 0 0 14.500 3.500l2-2.500m0 5v-5h-5",
  health: "M2.500 12.500H7l2.500-6 4.500 11 2.500-5h5",
  settings: "M2.500 5h19v12h-19zM8 21h8",
  access: "M8.500 8.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9ZM12 10l8.500-6.500M17 6l2.500 3.200",
  screens:
    "M2.500 4.500h19v12.500h-19zM7.500 21h9M12 17v4M6 8h5.500v5.500H6zM14.500 8h3.500m-3.500 2.750h3.500m-3.500 2.750h3.500",
  search: "M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13Zm5 11.500L21 21",
  filter: "M3 5h18l-7 8v6l-4 2v-8L3 5Z",
  next: "m9 5 7 7-7 7",
  close: "M5 5l14 14M19 5 5 19",
  explain: "M18 5H6l7 7-7 7h12",
  muted: "M6 9.500a6 6 0 0 1 9.500-4.800M18 9.500c0 5 2 6.500 2 6.500H8M4 16s2-1.500 2-6.500M10 20h4M3.500 3.500l17 17",
  acknowledge: "m4 12.500 5.500 5.500L20 7",
  handOver: "M3 8h13m0 0-4-4m4 4-4 4M21 16H8m0 0 4-4m-4 4 4 4",
  note: "M5 3h14v18H5zM8.500 8h7m-7 4h7m-7 4h4",
  play: "M7 4.500v15l12-7.500-12-7.500Z",
  previous: "m15 5-7 7 7 7",
  sound: "M3 9.500v5h4l5 4.500V5L7 9.500H3Zm13-1a5 5 0 0 1 0 7m2.500-9.500a9 9 0 0 1 0 12",
  noSound: "M3 9.500v5h4l5 4.500V5L7 9.500H3Zm13 0 5 5m0-5-5 5",
  fullScreen: "M4 9V4h5m6 0h5v5m0 6v5h-5m-6 0H4v-5",
  pending: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 4.500V12l3 2",
  logo: "M4 21V4h13M4 12h9M17 12l3.500 4.500L17 21l-3.500-4.500L17 12Z",
  unconfigured:
    "M12 2.500a9.500 9.500 0 1 0 0 19 9.500 9.500 0 0 0 0-19ZM9 9.500a3 3 0 1 1 4.500 2.600c-1 .600-1.500 1.100-1.500 2.200m0 2.700v.5",
} as const;

export type IconName = keyof typeof PATHS;

/** Always beside a word, so hidden from a screen reader. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false" data-icon={name}>
      <path d={PATHS[name]} />
    </svg>
  );
}

export const channelIcon = (channel: string): IconName =>
  channel === "chat" || channel === "email" ? channel : "call";

/** Of a page of the board. */
export const pageIcon = (page: string): IconName =>
  page === "now" ? "late" : page === "rules" ? "explain" : page in PATHS ? (page as IconName) : "floor";
