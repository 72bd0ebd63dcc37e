/** Secrets of receivers: in the configuration, or each in a file of its own. */
import { readFileSync } from "node:fs";
import type { Finding } from "./finding.ts";
import type { ReceiverKind } from "./receiver-kind.ts";

/** Of receivers that can do nothing without one. */
export function missingSecrets(raw: unknown, kinds: readonly ReceiverKind[]): Finding[] {
  const receivers = (raw as { receivers?: unknown } | null)?.receivers;
  if (!Array.isArray(receivers)) return [];
  const needing = kinds.filter(({ needsSecret }) => needsSecret === true).map(({ type }): unknown => type);
  return receivers.flatMap(
    (receiver: { type?: unknown; secret?: unknown; secretFile?: unknown } | null, index): Finding[] => {
      if (receiver === null || !needing.includes(receiver.type)) return [];
      if (receiver.secret !== undefined || receiver.secretFile !== undefined) return [];
      const message = `a receiver of type ${String(receiver.type)} needs a secret`;
      return [{ path: ["receivers", index], code: "missing", message, fix: "Add secretFile, or secret." }];
    },
  );
}

/** Puts the secrets that stand in files into `found`, by receiver. */
export function readSecrets(raw: unknown, found: Map<string, string>): Finding[] {
  const receivers = (raw as { receivers?: unknown } | null)?.receivers;
  if (!Array.isArray(receivers)) return [];
  return receivers.flatMap(
    (receiver: { id?: unknown; secret?: unknown; secretFile?: unknown } | null, index): Finding[] => {
      if (typeof receiver?.secretFile !== "string" || typeof receiver.id !== "string") return [];
      const path = ["receivers", index, "secretFile"];
      if (receiver.secret !== undefined)
        return [
          { path, code: "two_secrets", message: "both secret and secretFile are given", fix: "Keep one of them." },
        ];
      try {
        found.set(receiver.id, readFileSync(receiver.secretFile, "utf8").trim());
        return [];
      } catch (error) {
        return [
          {
            path,
            code: "unreadable_file",
            message: (error as Error).message,
            fix: "Name a file that this process may read.",
          },
        ];
      }
    },
  );
}

export const secretFiles = (receivers: readonly object[]): readonly string[] =>
  receivers.flatMap((receiver) => ("secretFile" in receiver ? String(receiver.secretFile) : []));
