/**
 * Televisions are paired, named, told to do something and turned away here. Invariants:
 * S1  A code is good for one television, once, for ten minutes; that is decided where it is stored, whichever gateway is asked.
 * S2  The secret of a screen is made before anybody approves it, goes to that television alone, and is kept as its hash.
 * S3  Nobody gives a screen more than he may see himself, nor a privacy profile that tells more than his own.
 */
import {
  type AccessScope,
  type AuditedBy,
  type Identity,
  isWithin,
  type Pairing,
  type Privacy,
  type PrivacyProfile,
  profileCalled,
  SCREENS_PROFILE,
  type Screen,
  tellsNoMore,
} from "@floorwalker/domain";
import type { AccountDirectory } from "../access/account-directory.ts";
import { AccountError } from "../access/account-error.ts";
import type { Audit } from "../access/audit.ts";
import { hashOf, newSecret, newTokenId, screenTokenText } from "../access/secret.ts";
import type { Sights } from "../access/sight.ts";
import type { Boards } from "../boards/boards.ts";
import { newPairingCode } from "./pairing-code.ts";

export interface ScreensParts {
  readonly directory: AccountDirectory;
  readonly audit: Pick<Audit, "note">;
  readonly sights: Pick<Sights, "of">;
  readonly privacy: () => Privacy;
  readonly boards: Pick<Boards, "checkForScreen">;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
}

export interface BegunPairing {
  readonly code: string;
  /** The television's own, from when it is approved on. */
  readonly token: string;
  readonly expiresAt: number;
}

export interface ScreenChange {
  readonly name?: string | undefined;
  readonly scope?: AccessScope | undefined;
  readonly profile?: string | undefined;
  /** Null: the one for walls. */
  readonly board?: string | null | undefined;
}

export interface Approved {
  readonly name: string;
  readonly scope: AccessScope;
  readonly profile?: string | undefined;
  readonly board?: string | null | undefined;
}

interface Given {
  /** That it was not bound to; null: none is. */
  readonly board: string | null;
}

const PAIRING_MS = 600_000;
const MOST_TRIES = 20;
/** One that was revoked is known as such for a while: by every gateway, and to who looks. */
const OVER_MS = 30 * 86_400_000;

/** Each method: @throws AccountError; BoardError: of a board that it cannot show. */
export class Screens {
  readonly #parts: ScreensParts;

  constructor(parts: ScreensParts) {
    this.#parts = parts;
  }

  async begin(): Promise<BegunPairing> {
    const { directory, clock } = this.#parts;
    const [screen, secret] = [newTokenId(), newSecret()];
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const code = newPairingCode();
      const id = hashOf(code);
      const now = clock();
      const expiresAt = now + PAIRING_MS;
      const pairing: Pairing = {
        kind: "pairing",
        id,
        screen,
        hash: hashOf(secret),
        expiresAt,
        until: expiresAt,
      };
      const begun = await directory.change("pairing", id, (before) =>
        before === null || before.expiresAt <= now ? pairing : null,
      );
      if (begun !== null) return { code, token: screenTokenText(screen, secret), expiresAt };
    }
    throw new Error("every code that was made is shown by another television");
  }

  async approve(by: Identity, code: string, approved: Approved): Promise<Screen> {
    const { name, scope, profile = SCREENS_PROFILE, board = null } = approved;
    const { directory, clock } = this.#parts;
    const id = hashOf(code);
    const found = (await directory.store.find("pairing", id))?.account;
    if (found?.kind !== "pairing" || found.expiresAt <= clock()) throw new AccountError("unknown_pairing");
    this.#mayGive(by, { scope, profile, board });
    await this.#note(
      by,
      "paired_screen",
      `${found.screen} ${name} ${granted(scope, profile)}${board === null ? "" : ` ${board}`}`,
    );
    // Of two that approve at once, one is told that it is gone.
    const pairing = await directory.store.take("pairing", id);
    if (pairing?.kind !== "pairing") throw new AccountError("unknown_pairing");
    const screen = await directory.change("screen", pairing.screen, (before) =>
      before !== null
        ? null
        : {
            kind: "screen",
            id: pairing.screen,
            name,
            scope,
            profile,
            ...(board === null ? {} : { board }),
            hash: pairing.hash,
            madeAt: clock(),
            madeBy: by.id,
            revokedAt: null,
            reloadAt: null,
            identifyAt: null,
            painted: null,
            until: null,
          },
    );
    if (screen === null) throw new Error("the same 48 random bits came twice");
    return screen;
  }

  /** Those that he could have paired. */
  seenBy(by: Identity): readonly Screen[] {
    return this.#parts.directory.all("screen").filter(({ scope }) => isWithin(scope, by.scope));
  }

  /** What he may give a screen. */
  profilesFor(by: Identity): readonly PrivacyProfile[] {
    const own = this.#parts.sights.of(by).told.profile;
    return [...this.#parts.privacy().profiles.values()].filter((profile) => tellsNoMore(profile, own));
  }

  async change(by: Identity, id: string, { name, scope, profile, board }: ScreenChange): Promise<Screen> {
    const before = this.#seen(by, id);
    // One that it is bound to already may be gone.
    const bound = board === undefined || board === before.board ? null : board;
    this.#mayGive(by, { scope: scope ?? before.scope, profile: profile ?? before.profile, board: bound });
    await this.#note(by, "changed_screen", `${id} ${JSON.stringify({ name, scope, profile, board })}`);
    return this.#put(id, ({ board: bound, ...screen }) => {
      const now = board === undefined ? bound : (board ?? undefined);
      return {
        ...screen,
        name: name ?? screen.name,
        scope: scope ?? screen.scope,
        profile: profile ?? screen.profile,
        ...(now === undefined ? {} : { board: now }),
      };
    });
  }

  async tell(by: Identity, id: string, to: "reload" | "identify"): Promise<Screen> {
    this.#seen(by, id);
    await this.#note(by, "told_screen", `${id} ${to}`);
    const at = this.#parts.clock();
    return this.#put(id, (screen) => ({ ...screen, ...(to === "reload" ? { reloadAt: at } : { identifyAt: at }) }));
  }

  async revoke(by: Identity, id: string): Promise<Screen> {
    this.#seen(by, id);
    await this.#note(by, "revoked_screen", id);
    const now = this.#parts.clock();
    return this.#put(id, (screen) => ({ ...screen, revokedAt: screen.revokedAt ?? now, until: now + OVER_MS }));
  }

  /** By whom no code was found that he typed. */
  async refuse(by: Identity): Promise<void> {
    await this.#parts.audit.note(by, "pairing_refused", by.id);
  }

  #seen(by: Identity, id: string): Screen {
    const screen = this.seenBy(by).find((each) => each.id === id);
    if (screen === undefined) throw new AccountError("unknown_screen", `There is no screen "${id}".`);
    return screen;
  }

  #mayGive(by: Identity, { scope, profile, board }: Required<Pick<Screen, "scope" | "profile">> & Given): void {
    const { sights, privacy } = this.#parts;
    if (!isWithin(scope, by.scope)) throw new AccountError("beyond_scope");
    if (!privacy().profiles.has(profile))
      throw new AccountError("bad_body", `There is no privacy profile "${profile}".`);
    if (!tellsNoMore(profileCalled(profile, privacy()), sights.of(by).told.profile))
      throw new AccountError("beyond_profile");
    if (board !== null) this.#parts.boards.checkForScreen(by, board, scope);
  }

  async #put(id: string, change: (before: Screen) => Screen): Promise<Screen> {
    const screen = await this.#parts.directory.change("screen", id, (before) => before && change(before));
    if (screen === null) throw new AccountError("unknown_screen", `There is no screen "${id}".`);
    return screen;
  }

  async #note(by: AuditedBy, did: Parameters<Audit["note"]>[1], to: string): Promise<void> {
    if (!(await this.#parts.audit.note(by, did, to))) throw new AccountError("audit_unavailable");
  }
}

const granted = (scope: AccessScope, profile: string): string => `${JSON.stringify(scope)} ${profile}`;
