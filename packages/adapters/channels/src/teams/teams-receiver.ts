/** Microsoft Teams as a kind of receiver, by a workflow whose URL is the secret. */
import { z } from "zod";
import type { AlertReceiver } from "../alert-receiver.ts";
import { httpUrl } from "../settings.ts";

const settings = z.object({ url: httpUrl });

export const TEAMS_RECEIVER: AlertReceiver<typeof settings> = {
  type: "teams",
  settings,
  open: async ({ url }) => {
    const [{ PostChannel }, { teamsCard }, { judgeNoPage }] = await Promise.all([
      import("../post-channel.ts"),
      import("./teams-card.ts"),
      import("../judge-answer.ts"),
    ]);
    const to = new URL(url);
    return new PostChannel({
      name: "Teams",
      judge: judgeNoPage,
      write: (message) => ({ url: to, body: teamsCard(message) }),
    });
  },
};
