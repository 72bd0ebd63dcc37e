/** What is sent to sign in, and to change one's own password. */
import { z } from "zod";
import { PASSWORD } from "./account-admin.ts";

export const CREDENTIALS = z.object({ user: z.string().max(200), password: z.string().max(2_000) });
export const OWN_PASSWORD = z.strictObject({ old: z.string().max(2_000), password: PASSWORD });
