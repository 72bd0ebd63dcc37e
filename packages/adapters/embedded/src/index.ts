export { backupState, type CopyOptions, type FilesBeside, type RestoreOptions, restoreState } from "./copy-state.ts";
export { EmbeddedDatabase } from "./embedded-database.ts";
export type { EmbeddedErrorCode } from "./embedded-error.ts";
export { EmbeddedError } from "./embedded-error.ts";
export { EmbeddedLog } from "./embedded-log.ts";
export { EmbeddedStore } from "./embedded-store.ts";
export type { Embedded, ExaminedState } from "./open-embedded.ts";
export { examineState, openEmbedded } from "./open-embedded.ts";
