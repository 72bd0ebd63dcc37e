/** Secrets of the installation as a table of the embedded file (law S1 of their port). */
import { secretOf, secretText } from "@floorwalker/domain";
import type { SecretStore } from "@floorwalker/ports";
import type { EmbeddedDatabase, Statement } from "./embedded-database.ts";

export class EmbeddedSecrets implements SecretStore {
  readonly #database: EmbeddedDatabase;
  readonly #keep: Statement;
  readonly #find: Statement;

  constructor(database: EmbeddedDatabase) {
    this.#database = database;
    this.#keep = database.prepare("INSERT OR IGNORE INTO secrets (name, value) VALUES (?, ?)");
    this.#find = database.prepare("SELECT value FROM secrets WHERE name = ?");
  }

  async secret(name: string, made: string): Promise<string> {
    return this.#database.transaction(() => {
      this.#keep.run(name, secretText(made));
      return secretOf(String(this.#find.get(name)!.value));
    });
  }
}
