/** What a gateway's routes say of who may ask them, and why it refuses. The routes are those of a gateway that was really started. */
import { openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC } from "@floorwalker/events";
import { ACCESS_ERRORS, BOARD_ERRORS, type Gateway, renderAccessTable, startGateway } from "@floorwalker/gateway";
import { BOARD_FAULTS } from "@floorwalker/protocol/board";
import { createMetrics, emptyConfiguration, silentLogger } from "@floorwalker/runtime";

/** Everything that answers, users and tokens among it. */
export async function gatewayRoutes(): Promise<Gateway["routes"]> {
  const { close, ...embedded } = openEmbedded(":memory:");
  await embedded.log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 1 }]);
  const gateway = await startGateway({
    ...embedded,
    partitions: 1,
    config: emptyConfiguration,
    host: "127.0.0.1",
    port: 0,
    boardDir: null,
    clock: Date.now,
    logger: silentLogger,
    metrics: createMetrics({ processMetrics: false }),
    build: { service: "gateway", version: "0", build: "0" },
  });
  await gateway.stop();
  await close();
  return gateway.routes;
}

export function renderAccess(routes: Gateway["routes"]): string {
  return `${[
    "# Who may ask what",
    "",
    "Generated from what each route of the gateway declares when it is registered; one that declares nothing cannot be registered.",
    "`services/gateway/test/access/route-roles.test.ts` asks each of them as each of these over HTTP and wants this answer.",
    "",
    "What an answer holds is then cut by the role and the scope of who asks ([SECURITY.md](../SECURITY.md)): a viewer is given nothing of one",
    "person or one contact, and nobody a number of something that is not all in his scope. `HEAD` is as `GET`. `/metrics` is for the token of",
    "its own where there is one; while a gateway is open, on loopback without a token and without users, whoever is on the machine is an admin of everything.",
    "",
    renderAccessTable(routes),
  ].join("\n")}`;
}

export const renderBoardErrors = (): string =>
  `${[
    "# Why a board is not shown, kept or published",
    "",
    "From `services/gateway/src/boards/board-errors.ts`.",
    "",
    "| code | HTTP | what | fix |",
    "| --- | --- | --- | --- |",
    ...Object.entries(BOARD_ERRORS).map(
      ([code, { status, message, fix }]) => `| \`${code}\` | ${status} | ${message} | ${fix} |`,
    ),
    "",
    "What is wrong inside a board, from `packages/contracts/protocol/src/board/board-faults.ts`: `errors` of `bad_board`, and what the editor says of a file.",
    "",
    "| code | fix |",
    "| --- | --- |",
    ...Object.entries(BOARD_FAULTS).map(([code, fix]) => `| \`${code}\` | ${fix} |`),
  ].join("\n")}\n`;

export const renderAccessErrors = (): string =>
  `${[
    "# Why a gateway does not let somebody in",
    "",
    "From `services/gateway/src/access/access-errors.ts`: the codes in bodies that are about who asks. Some are told with more detail than here.",
    "",
    "| code | HTTP | what | fix |",
    "| --- | --- | --- | --- |",
    ...Object.entries(ACCESS_ERRORS).map(
      ([code, { status, message, fix }]) => `| \`${code}\` | ${status} | ${message} | ${fix} |`,
    ),
  ].join("\n")}\n`;
