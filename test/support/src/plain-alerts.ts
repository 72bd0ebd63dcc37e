/** Alerts as a notifier writes them where nothing is configured. */
import { OPEN_PRIVACY } from "@floorwalker/domain";
import { messageWriters, receiverDisclosure } from "@floorwalker/notifier";
import { digestBy, emptyConfiguration, SYSTEM_TIMING, silentLogger } from "@floorwalker/runtime";

export const { writeAlert: plainAlerts, toldKey: plainKey } = messageWriters({
  config: emptyConfiguration,
  privacyKey: "a-key-of-tests",
  rows: null,
  history: null,
  publicUrl: () => null,
  linkSecret: null,
  clock: Date.now,
  timing: SYSTEM_TIMING,
  logger: silentLogger,
});

/** Whoever gets one is told names. */
export const toldNames = receiverDisclosure({
  sites: () => new Map(),
  receivers: () => ({ get: () => ({ privacy: "names" }) }),
  privacy: () => OPEN_PRIVACY,
  digest: () => digestBy("a-key-of-tests"),
  clock: Date.now,
  timing: SYSTEM_TIMING,
  readMs: 100,
});
