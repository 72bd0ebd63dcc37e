/** `npm run golden`: writes the golden state of today's fold; `-- --force` replaces one that was not released yet. */
import { FOLD_VERSION } from "@floorwalker/stream";
import { writeGolden } from "./golden-fold.ts";

const written = writeGolden(process.argv.includes("--force"));
process.stdout.write(
  written
    ? `test/support/golden/fold-${FOLD_VERSION}.json is written.\n`
    : `Fold ${FOLD_VERSION} has its golden state. What was released stays: raise FOLD_VERSION; else say --force.\n`,
);
