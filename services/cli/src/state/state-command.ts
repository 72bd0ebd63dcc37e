/** `floorwalker state …`: what an operator decides about the stored numbers. */
import { Command } from "commander";
import { ADOPT_LOG_EXPLAINED, adoptLog } from "./adopt-log.ts";
import { REBUILD_EXPLAINED, rebuild } from "./rebuild.ts";
import { REFOLD_EXPLAINED, refold } from "./refold.ts";

export const stateCommand = (): Command =>
  new Command("state")
    .description("decide about the stored numbers")
    .addCommand(
      verb("adopt-log", "go on with a log that was made anew: the numbers stay, it is read from its start")
        .addHelpText("after", `\n${ADOPT_LOG_EXPLAINED}`)
        .action(adoptLog),
    )
    .addCommand(
      verb("rebuild", "make the numbers anew from what the log has")
        .addHelpText("after", `\n${REBUILD_EXPLAINED}`)
        .action(rebuild),
    )
    .addCommand(
      verb("refold", "give contacts of an older fold the numbers of today's")
        .option("--config <file>", "the aggregators' configuration; without it FLOORWALKER_CONFIG")
        .addHelpText("after", `\n${REFOLD_EXPLAINED}`)
        .action(refold),
    );

const verb = (name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .option("--data <folder>", "the embedded profile's data folder; without it FLOORWALKER_DATA")
    .option("--yes", "do it; without it, only say what would be done");
