export { BOARD_FAULTS, type BoardFault, type BoardFaultCode, boardFaults, isInside, overlap } from "./board-faults.ts";
export {
  AUDIENCES,
  type Audience,
  BOARD_FORMAT,
  BOARD_ID,
  BOARD_VERSION,
  BOARD_WINDOWS,
  type Board,
  type BoardPage,
  boardSchema,
  COLUMNS,
  configuredBoardSchema,
  FLOOR_SECTIONS,
  type FloorSection,
  type GridPage,
  MOST_PAGES,
  ROWS,
  type Tile,
  type TileKind,
  type TilePlace,
} from "./board-schema.ts";
export { DEFAULT_BOARDS } from "./default-boards.ts";
export { boardText, type ReadBoard, readBoard, readBoardText } from "./read-board.ts";
