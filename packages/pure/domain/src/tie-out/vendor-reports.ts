/** The products whose interval reports can be tied out. */
import { asteriskReport } from "./asterisk-report.ts";
import { connectReport } from "./connect-report.ts";
import { genesysReport } from "./genesys-report.ts";
import { twilioReport } from "./twilio-report.ts";
import type { VendorReport } from "./vendor-report.ts";

export const VENDOR_REPORTS = {
  asterisk: asteriskReport,
  connect: connectReport,
  genesys: genesysReport,
  twilio: twilioReport,
} as const satisfies Readonly<Record<string, VendorReport>>;

export type Vendor = keyof typeof VENDOR_REPORTS;
export const VENDORS = Object.keys(VENDOR_REPORTS) as readonly Vendor[];
