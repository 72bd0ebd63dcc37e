/** What other commands need to know of `floorwalker dev` without loading it. */
import { fileURLToPath } from "node:url";

export const DEFAULT_PORT = 4747;
export const BOARD_DIR = fileURLToPath(new URL("../../../wallboard/dist", import.meta.url));
