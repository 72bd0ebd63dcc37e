/** `floorwalker alert test RECEIVER`: one message that says it is a test, to see whether somebody is reached. */
import { channelsFrom, messageWriters, testDelivery } from "@floorwalker/notifier";
import { createLogger, newPrivacyKey, SYSTEM_TIMING } from "@floorwalker/runtime";
import { Command } from "commander";
import { ProgramError } from "../program-error.ts";
import { configuration, environment } from "../settings.ts";

export const alertCommand = (): Command =>
  new Command("alert")
    .description("see whether alerts reach people")
    .addCommand(
      new Command("test")
        .description("send one message, marked as a test, to a receiver")
        .argument("<receiver>", "its id in the configuration")
        .option("--config <file>", "the configuration; without it FLOORWALKER_CONFIG")
        .action(test),
    );

async function test(receiver: string, flags: { readonly config?: string }): Promise<void> {
  const env = environment((text) => process.stderr.write(`${text}\n`));
  const file = flags.config ?? env.config;
  if (file === null) throw new ProgramError("no_configuration", "no configuration is named", "Give --config FILE.");
  const config = configuration(file);
  const { receivers } = config;
  const { writeAlert } = messageWriters({
    config: () => config,
    // It is about nobody.
    privacyKey: newPrivacyKey(),
    rows: null,
    history: null,
    publicUrl: () => env.publicUrl,
    linkSecret: null,
    clock: Date.now,
    timing: SYSTEM_TIMING,
    logger: createLogger({ service: "floorwalker", to: "stderr" }),
  });
  const known = receivers.get(receiver);
  if (known === undefined)
    throw new ProgramError(
      "unknown_receiver",
      `${file} has no receiver "${receiver}"`,
      receivers.size === 0 ? "Add it under `receivers`." : `Use one of: ${[...receivers.keys()].join(", ")}.`,
    );
  const channel = (await channelsFrom(new Map([[receiver, known]]))).get(receiver)!;
  try {
    const outcome = await testDelivery(channel, writeAlert, receiver, Date.now());
    const mayPass = outcome.result === "retry" && outcome.needsMending !== true;
    if (outcome.result !== "delivered")
      throw new ProgramError(
        mayPass ? "not_delivered_now" : "not_delivered",
        `${receiver} (${known.type}) did not take the message: ${outcome.reason}`,
        mayPass
          ? "This may pass: a real alert is tried again. See whether the receiver is up and can be reached."
          : `This will not pass by itself: correct "${receiver}" in ${file}, or the receiver.`,
        1,
      );
  } finally {
    await channel.close();
  }
  process.stdout.write(`${receiver} (${known.type}) took the test message.\n`);
}
