export { HISTORIAN_GROUP, type Historian, type HistorianOptions, startHistorian } from "./start-historian.ts";
