/** Users and API tokens by the REST of a gateway that runs, as an admin: the shared token's, or an API token's in FLOORWALKER_TOKEN. */
import type { ShownToken, ShownUser } from "@floorwalker/gateway";
import type { RunningGateway } from "../gateway/running-gateway.ts";
import { ProgramError } from "../program-error.ts";
import type { AccountsOf } from "./accounts-in-store.ts";

export function accountsOfGateway(gateway: RunningGateway): AccountsOf {
  const send = async <T>(method: string, path: string, body?: object): Promise<T> => {
    try {
      return (await gateway.json(path, {}, { method, ...(body === undefined ? {} : { body }) })) as T;
    } catch (error) {
      if (!(error instanceof ProgramError) || error.code !== "unauthorized") throw error;
      throw new ProgramError(
        "unauthorized",
        `the gateway at ${gateway.origin} does not know who asks`,
        "Set FLOORWALKER_TOKEN (or FLOORWALKER_TOKEN_FILE) to its shared token, or to an API token of an admin; or stop it and say this again.",
      );
    }
  };
  const one = (of: "users" | "tokens", id: string): string => `v1/${of}/${encodeURIComponent(id)}`;
  return {
    what: `the gateway at ${gateway.origin}`,
    users: async () => (await send<{ users: readonly ShownUser[] }>("GET", "v1/users")).users,
    tokens: async () => (await send<{ tokens: readonly ShownToken[] }>("GET", "v1/tokens")).tokens,
    addUser: async (user) => (await send<{ password: string | null }>("POST", "v1/users", user)).password,
    changeUser: async (id, change) =>
      (await send<{ password: string | null }>("PATCH", one("users", id), change)).password,
    async makeToken(of) {
      const { token, text } = await send<{ token: ShownToken; text: string }>("POST", "v1/tokens", of);
      return { id: token.id, text };
    },
    revokeToken: async (id) => void (await send("DELETE", one("tokens", id))),
  };
}
