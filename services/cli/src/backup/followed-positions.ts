/** How far followed files were read lies beside the state, and must be no newer than it: lines between would be lost. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EmbeddedError, type FilesBeside } from "@floorwalker/embedded";

const FOLDER = "queue-log";

/** @throws EmbeddedError `backup_not_written` where there are some and nobody may read them: a copy without them would lose lines. */
export function readPositions(dataDir: string): FilesBeside {
  const folder = join(dataDir, FOLDER);
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
    return new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" && !existsSync(folder)) return new Map();
    throw new EmbeddedError({
      code: "backup_not_written",
      place: folder,
      message: `how far followed files were read cannot be read: ${message}`,
      fix: "Take the backup as the user that Floorwalker runs as.",
      cause,
    });
  }
}

/** In the place of those that are there. */
export function writePositions(dataDir: string, files: FilesBeside): void {
  const folder = join(dataDir, FOLDER);
  rmSync(folder, { recursive: true, force: true });
  if (files.size === 0) return;
  mkdirSync(folder);
  for (const [name, content] of files) if (/^[\w.-]+\.json$/.test(name)) writeFileSync(join(folder, name), content);
}
