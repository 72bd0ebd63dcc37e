/** A secret of the installation as it is stored: JSON that names its format and version. */
const FORMAT = "floorwalker.secret";
const VERSION = 1;

export const secretText = (secret: string): string => JSON.stringify({ format: FORMAT, version: VERSION, secret });

/** @throws where a newer program wrote it: who made another would give everybody another name. */
export function secretOf(text: string): string {
  const { format, version, secret } = JSON.parse(text) as Readonly<Record<string, unknown>>;
  if (format === FORMAT && version === VERSION && typeof secret === "string") return secret;
  throw new Error(
    `a stored secret is of format ${String(format)} ${String(version)}, and ${FORMAT} ${VERSION} is known here`,
  );
}
