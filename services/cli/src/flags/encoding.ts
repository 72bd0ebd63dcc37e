/** The flag `--encoding`. */
import { isEncoding } from "@floorwalker/runtime";
import { InvalidArgumentError } from "commander";

export function encoding(text: string): string {
  if (!isEncoding(text))
    throw new InvalidArgumentError("must be a character encoding, such as windows-1252, windows-1250 or iso-8859-2");
  return text;
}
