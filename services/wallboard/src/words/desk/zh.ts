/** Chinese: what no television says, and no television loads. */
import { accessZh } from "../access/zh.ts";
import { pagesZh } from "../pages/zh.ts";
import { screensPageZh } from "../screens/page-zh.ts";
import { pairingZh } from "../screens/zh.ts";

export const deskZh = {
  access: accessZh,
  screens: { pairing: pairingZh, page: screensPageZh },
  ...pagesZh,
};
