/** `floorwalker rules …`: whether a rule is any good before it wakes people. */
import { Command } from "commander";
import { qualityCommand } from "./quality-command.ts";
import { rehearseCommand } from "./rehearse-command.ts";

export const rulesCommand = (): Command =>
  new Command("rules")
    .description("try alert rules on what was, and see how they fared")
    .addCommand(rehearseCommand())
    .addCommand(qualityCommand());
