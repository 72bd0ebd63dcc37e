/** Polish: what no television says, and no television loads. */
import { accessPl } from "../access/pl.ts";
import { floorPl } from "../floor/pl.ts";
import { pagesPl } from "../pages/pl.ts";
import { refusalsPl } from "../refusals/pl.ts";
import { screensPagePl } from "../screens/page-pl.ts";
import { pairingPl } from "../screens/pl.ts";
import { sitePl } from "../site/pl.ts";

export const deskPl = {
  access: accessPl,
  refusals: refusalsPl,
  screens: { pairing: pairingPl, page: screensPagePl },
  ...floorPl,
  ...sitePl,
  ...pagesPl,
};
