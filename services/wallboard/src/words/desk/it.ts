/** Italian: what no television says, and no television loads. */
import { accessIt } from "../access/it.ts";
import { floorIt } from "../floor/it.ts";
import { pagesIt } from "../pages/it.ts";
import { refusalsIt } from "../refusals/it.ts";
import { pairingIt } from "../screens/it.ts";
import { screensPageIt } from "../screens/page-it.ts";
import { siteIt } from "../site/it.ts";

export const deskIt = {
  access: accessIt,
  refusals: refusalsIt,
  screens: { pairing: pairingIt, page: screensPageIt },
  ...floorIt,
  ...siteIt,
  ...pagesIt,
};
