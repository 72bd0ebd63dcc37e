/** What of the gateway is about who may ask: the directory, the routes, the audit, and the admin of a first start. */
import type { Audited, Identity, Privacy } from "@floorwalker/domain";
import type { AccountStore } from "@floorwalker/ports";
import { type Logger, type OidcSettings, SYSTEM_TIMING, type Timing } from "@floorwalker/runtime";
import type { FastifyInstance } from "fastify";
import type { Boards } from "../boards/boards.ts";
import { GatewayError } from "../gateway-error.ts";
import type { OpenScreens } from "../screens/open-screens.ts";
import { addPairingRoutes } from "../screens/pairing-routes.ts";
import { addScreenRoutes } from "../screens/screen-routes.ts";
import { Screens } from "../screens/screens.ts";
import { AccountAdmin } from "./account-admin.ts";
import { AccountDirectory } from "./account-directory.ts";
import { addAccountRoutes } from "./account-routes.ts";
import { Accounts } from "./accounts.ts";
import { Audit, notNoted } from "./audit.ts";
import { addAuditRoute } from "./audit-route.ts";
import { addOidcRoutes } from "./oidc/oidc-routes.ts";
import { OidcProvider } from "./oidc/provider.ts";
import { Passwords } from "./password.ts";
import { addPrivacyRoute, type PrivacyRouteParts } from "./privacy-route.ts";
import { addSessionRoutes } from "./session-routes.ts";
import type { Sights } from "./sight.ts";

/** Where people sign in besides here. */
export interface SignInElsewhere {
  /** As it is configured now; null: nowhere. */
  readonly oidc: () => OidcSettings | null;
  /** Shown to the provider; null: none. */
  readonly secret: string | null;
  /** Where browsers reach the board, without a slash at its end; null: only this machine's do. */
  readonly publicUrl: string | null;
}

export interface AccessPartsOptions {
  readonly store: AccountStore;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
  readonly logger: Pick<Logger, "warn" | "error">;
  /** How long what was done is kept, ms. */
  readonly auditKeptMs: () => number;
  /** Tests take cheaper ones. */
  readonly passwords?: Passwords;
  readonly elsewhere: SignInElsewhere;
  readonly timing?: Timing;
}

export interface RoutesParts {
  readonly sights: Pick<Sights, "of">;
  readonly privacy: () => Privacy;
  readonly receivers: PrivacyRouteParts["receivers"];
  readonly build: string;
  readonly open: OpenScreens;
  readonly boards: Boards;
}

export class AccessParts {
  readonly directory: AccountDirectory;
  readonly #accounts: Accounts;
  readonly #audit: Audit;
  readonly #passwords: Passwords;
  readonly #clock: () => number;
  readonly #logger: Pick<Logger, "warn">;
  readonly #elsewhere: SignInElsewhere;
  readonly #timing: Timing;
  #provider: OidcProvider | null = null;

  constructor(options: AccessPartsOptions) {
    const { store, clock, logger, auditKeptMs, passwords, elsewhere, timing = SYSTEM_TIMING } = options;
    this.#clock = clock;
    this.#logger = logger;
    this.#elsewhere = elsewhere;
    this.#timing = timing;
    this.#passwords = passwords ?? new Passwords();
    this.directory = new AccountDirectory({ store, clock, logger, auditKeptMs, timing });
    this.#accounts = new Accounts({ in: this.directory, passwords: this.#passwords, clock });
    this.#audit = new Audit({ store, clock, logger });
  }

  /** Null: people sign in here only. */
  provider(): OidcProvider | null {
    const settings = this.#elsewhere.oidc();
    if (settings === null) this.#provider = null;
    else if (this.#provider?.settings !== settings)
      this.#provider = new OidcProvider({ settings, secret: this.#elsewhere.secret, clock: this.#clock });
    return this.#provider;
  }

  /** Before the routes that are audited. */
  addRoutes(app: FastifyInstance, { sights, privacy, receivers, build, open, boards }: RoutesParts): void {
    const parts = { directory: this.directory, accounts: this.#accounts, audit: this.#audit, clock: this.#clock };
    const admin = new AccountAdmin(parts);
    app.addHook("preHandler", async (request, reply) => {
      const did = request.routeOptions.config.audited?.(request) ?? null;
      if (did !== null && !(await this.#audit.note(request.identity, did, request.url))) return notNoted(reply);
    });
    const elsewhere = {
      provider: () => this.provider(),
      publicUrl: this.#elsewhere.publicUrl,
      logger: this.#logger,
    };
    addSessionRoutes(app, { ...parts, ...elsewhere, passwords: this.#passwords });
    addOidcRoutes(app, { ...parts, ...elsewhere });
    addAccountRoutes(app, { directory: this.directory, admin });
    addPrivacyRoute(app, { directory: this.directory, privacy, receivers });
    const screens = new Screens({ ...parts, sights, privacy, boards });
    addPairingRoutes(app, { ...parts, screens, open, publicUrl: this.#elsewhere.publicUrl, timing: this.#timing });
    addScreenRoutes(app, { screens, open, build, clock: this.#clock });
    addAuditRoute(app, { store: this.directory.store, audit: this.#audit, sights });
  }

  /** What was done by who has no session and no token. False: it could not be noted. */
  note(identity: Identity, did: Audited, to: string): Promise<boolean> {
    return this.#audit.note(identity, did, to);
  }

  /** Where others reach the gateway and nobody could sign in: an admin, whose password is said this once. @throws GatewayError */
  async addFirstAdmin(say: (text: string) => void): Promise<void> {
    if (!this.directory.current)
      throw new GatewayError(
        "accounts_unavailable",
        "others can reach this address, and who may sign in cannot be read",
        "See accounts_not_read in the log, or set FLOORWALKER_TOKEN.",
      );
    if (!this.directory.isEmpty) return;
    const made = await this.#accounts.addFirstAdmin();
    if (made !== null)
      say(
        `There was no user yet. Sign in as "${made.id}" with the password ${made.password}\nIt is not shown again; PATCH /v1/users/${made.id} with {"password": null} makes another.\n`,
      );
  }
}
