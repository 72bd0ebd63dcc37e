/** `GET /v1/sign-in`: how one can sign in here. Open: whoever asks has not signed in yet. It names no user. */
import type { FastifyInstance } from "fastify";
import { SIGN_IN_SHAPE } from "../api/shapes/access-shapes.ts";
import type { OidcProvider } from "./oidc/provider.ts";

export interface SignInRouteParts {
  readonly hasUsers: boolean;
  readonly provider: () => OidcProvider | null;
}

export function addSignInRoute(app: FastifyInstance, { hasUsers, provider }: SignInRouteParts): void {
  app.get("/v1/sign-in", { config: { needs: "open", shape: SIGN_IN_SHAPE } }, async (_, reply) => {
    const settings = provider()?.settings ?? null;
    return reply
      .header("cache-control", "no-store")
      .send({ password: hasUsers, provider: settings === null ? null : { name: settings.name } });
  });
}
