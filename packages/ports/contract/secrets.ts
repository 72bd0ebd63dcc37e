/** The one suite for whatever keeps secrets of the installation: the law of `../src/secrets.ts`. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SecretStore } from "../src/index.ts";

export interface OpenedSecrets {
  readonly secrets: SecretStore;
  reopen(): Promise<SecretStore>;
  cleanUp(): Promise<void>;
}

export function secretsContract(name: string, open: () => Promise<OpenedSecrets>): void {
  describe(`secrets contract: ${name}`, { timeout: 60_000 }, () => {
    let opened: OpenedSecrets;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.cleanUp());

    test("S1: the first text under a name is what everybody is told, also after a restart; names do not know of each other", async () => {
      const { secrets } = opened;
      const first = await Promise.all(["one", "two", "three"].map((made) => secrets.secret("privacy", made)));
      expect(new Set(first).size).toBe(1);
      expect(["one", "two", "three"]).toContain(first[0]);
      expect(await secrets.secret("other", "four")).toBe("four");
      expect(await (await opened.reopen()).secret("privacy", "five")).toBe(first[0]);
    });
  });
}
