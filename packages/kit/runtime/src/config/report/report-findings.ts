/** What is wrong with a site's daily report beyond its shape: names that lead nowhere, readers whom no mail reaches, and one twice. */
import { type Entry, type Finding, list, names, noSuch, type Path, text, unknownName } from "../finding.ts";
import { scopeFindings } from "../rule-findings.ts";

const PARTS = ["queue", "team", "department"] as const;

/** `mail`: ids of the receivers that take reports, of all in `receivers`. */
export function reportFindings(
  site: Entry,
  receivers: readonly string[],
  mail: readonly string[],
  path: Path,
): Finding[] {
  const { report } = site;
  if (report === null || typeof report !== "object") return [];
  const { to } = report as Entry;
  const readers = Array.isArray(to) ? (to as readonly unknown[]) : [];
  const seen = new Set<string>();
  return readers.flatMap((given, index): Finding[] => {
    const place = [...path, "report", "to", index];
    const reader =
      typeof given === "string"
        ? { receiver: given }
        : given !== null && typeof given === "object"
          ? (given as Entry)
          : {};
    const at = typeof given === "string" ? place : [...place, "receiver"];
    const { receiver } = reader;
    const named = PARTS.filter((part) => reader[part] !== undefined);
    const key = JSON.stringify([
      receiver,
      ...["queue", "channel", "team", "department"].map((part) => text(reader[part])),
    ]);
    const isTwice = typeof receiver === "string" && seen.has(key);
    seen.add(key);
    return [
      ...(typeof receiver !== "string" ? [] : unreached(receiver, receivers, mail, at)),
      ...unknownName(reader, "queue", names(list(site, "queues"), "queue"), place),
      ...scopeFindings(reader, list(site, "queues"), place),
      ...unknownName(reader, "team", names(list(site, "teams"), "id"), place),
      ...unknownName(reader, "department", names(list(site, "departments"), "id"), place),
      ...(named.length > 1 ? [twoParts([...place, named[1]!], named)] : []),
      ...(isTwice ? [twice(at, receiver)] : []),
    ];
  });
}

function unreached(receiver: string, receivers: readonly string[], mail: readonly string[], path: Path): Finding[] {
  if (!receivers.includes(receiver)) return [noSuch("receiver", receiver, receivers, path)];
  if (mail.includes(receiver)) return [];
  return [
    {
      path,
      code: "takes_no_reports",
      message: `"${receiver}" takes alerts, no reports`,
      fix: mail.length === 0 ? "Add a receiver of type email." : `Use one of: ${mail.join(", ")}.`,
    },
  ];
}

const twoParts = (path: Path, named: readonly string[]): Finding => ({
  path,
  code: "two_scopes",
  message: `a report is of one thing, not of a ${named.join(" and a ")}`,
  fix: "Write one reader for each.",
});

const twice = (path: Path, receiver: string): Finding => ({
  path,
  code: "duplicate_reader",
  message: `"${receiver}" has the same report already`,
  fix: "Remove one of the two.",
});
