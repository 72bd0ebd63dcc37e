/** Chinese: what no television says, and no television loads. */
import { accessZh } from "../access/zh.ts";
import { floorZh } from "../floor/zh.ts";
import { pagesZh } from "../pages/zh.ts";
import { refusalsZh } from "../refusals/zh.ts";
import { screensPageZh } from "../screens/page-zh.ts";
import { pairingZh } from "../screens/zh.ts";
import { siteZh } from "../site/zh.ts";

export const deskZh = {
  access: accessZh,
  refusals: refusalsZh,
  screens: { pairing: pairingZh, page: screensPageZh },
  ...floorZh,
  ...siteZh,
  ...pagesZh,
};
