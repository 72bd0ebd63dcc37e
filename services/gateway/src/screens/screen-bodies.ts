/** What is sent to pair a screen, and to change one. */
import { z } from "zod";
import { SCOPE, TEXT } from "../access/account-admin.ts";

/** Null: the one for walls. */
const board = TEXT.nullable().optional();
export const CLAIM = z.strictObject({ token: z.string().max(200) });
export const APPROVAL = z.strictObject({ code: TEXT, name: TEXT, scope: SCOPE, profile: TEXT.optional(), board });
export const CHANGE = z.strictObject({ name: TEXT, scope: SCOPE, profile: TEXT, board }).partial();
