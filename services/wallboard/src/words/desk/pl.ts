/** Polish: what no television says, and no television loads. */
import { accessPl } from "../access/pl.ts";
import { pagesPl } from "../pages/pl.ts";
import { screensPagePl } from "../screens/page-pl.ts";
import { pairingPl } from "../screens/pl.ts";

export const deskPl = {
  access: accessPl,
  screens: { pairing: pairingPl, page: screensPagePl },
  ...pagesPl,
};
