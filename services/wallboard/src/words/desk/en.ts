/** English: what no television says, and no television loads. */
import { accessEn } from "../access/en.ts";
import { pagesEn } from "../pages/en.ts";
import { pairingEn } from "../screens/en.ts";
import { screensPageEn } from "../screens/page-en.ts";

export const deskEn = {
  access: accessEn,
  screens: { pairing: pairingEn, page: screensPageEn },
  ...pagesEn,
};
