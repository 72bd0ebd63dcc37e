/**
 * How much of what nobody configured is taken in. Names made up by a source would fill memory and store for ever; what is
 * configured always passes. `customerContacts`: that are kept by customer. In the file they are called by what they count.
 */
import { DEFAULT_LIMITS, type Limits } from "@floorwalker/domain";
import { z } from "zod";

const most = z.number().int().min(0).max(1_000_000).optional();

const ofSite = { queues: most, agents: most, sources: most, customerContacts: z.number().int().min(1).optional() };

/** Of one site: what differs from the installation's. */
export const siteLimitsSchema = z.strictObject(ofSite).optional();

/** `sites`: unconfigured ones, in each partition. `contactEvents`: of one contact (of chats and mails, within the horizon). */
export const limitsSchema = z
  .strictObject({ ...ofSite, sites: most, contactEvents: z.number().int().min(50).max(100_000).optional() })
  .optional();

export const assembleLimits = (file: z.output<typeof limitsSchema>): Limits => ({
  ...DEFAULT_LIMITS,
  ...assembleSiteLimits(file),
  ...(file?.sites === undefined ? {} : { site: file.sites }),
  ...(file?.contactEvents === undefined ? {} : { contactEvents: file.contactEvents }),
});

export const assembleSiteLimits = (file: z.output<typeof siteLimitsSchema>): Partial<Limits> => ({
  ...(file?.queues === undefined ? {} : { queue: file.queues }),
  ...(file?.agents === undefined ? {} : { agent: file.agents }),
  ...(file?.sources === undefined ? {} : { source: file.sources }),
  ...(file?.customerContacts === undefined ? {} : { customerContacts: file.customerContacts }),
});
