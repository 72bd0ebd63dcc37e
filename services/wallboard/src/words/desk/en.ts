/** English: what no television says, and no television loads. */
import { accessEn } from "../access/en.ts";
import { floorEn } from "../floor/en.ts";
import { pagesEn } from "../pages/en.ts";
import { refusalsEn } from "../refusals/en.ts";
import { pairingEn } from "../screens/en.ts";
import { screensPageEn } from "../screens/page-en.ts";
import { siteEn } from "../site/en.ts";

export const deskEn = {
  access: accessEn,
  refusals: refusalsEn,
  screens: { pairing: pairingEn, page: screensPageEn },
  ...floorEn,
  ...siteEn,
  ...pagesEn,
};
