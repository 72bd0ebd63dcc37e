/** `GET /v1/sign-in`: how one can sign in here. Open: whoever asks has not signed in yet. It names no user. */
import type { FastifyInstance } from "fastify";

export function addSignInRoute(app: FastifyInstance, { hasUsers }: { readonly hasUsers: boolean }): void {
  app.get("/v1/sign-in", { config: { needs: "open" } }, async (_, reply) =>
    reply.header("cache-control", "no-store").send({ password: hasUsers }),
  );
}
