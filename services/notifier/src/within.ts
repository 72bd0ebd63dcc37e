/** What is asked of something that may not answer. */
import type { Timing } from "@floorwalker/runtime";

/** Rejects after `ms`. */
export async function within<T>(promise: Promise<T>, ms: number, timing: Timing): Promise<T> {
  const late = Promise.withResolvers<never>();
  const callOff = timing.after(ms, () => late.reject(new Error(`no answer within ${ms} ms`)));
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    callOff();
  }
}
