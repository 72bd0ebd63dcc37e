/** What another system says of its alert: as it was told, and where more of it is. */
import type { ExternalAlertRow } from "@floorwalker/protocol";
import { words } from "../../words/words.ts";
import { ORIGINS } from "./alert-line.ts";

export function ExternalFacts({ alert }: { readonly alert: ExternalAlertRow }) {
  const { description, url, origin, labels } = alert;
  return (
    <div className="col gap" data-testid="external-facts">
      {description !== null && <p className="pre-line">{description}</p>}
      {url !== null && (
        <p>
          <a className="link s" href={url} target="_blank" rel="noreferrer noopener">
            {words.alertsPage.moreAt(ORIGINS[origin])}
          </a>
        </p>
      )}
      <dl className="kv">
        {labelsOf(labels).map(([name, text]) => (
          <Label key={name} name={name} text={text} />
        ))}
      </dl>
    </div>
  );
}

function Label({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </>
  );
}

/** A gateway of another version may tell something that cannot be read. */
function labelsOf(labels: string): readonly (readonly [string, string])[] {
  try {
    const told: unknown = JSON.parse(labels);
    if (typeof told !== "object" || told === null) return [];
    return Object.entries(told).map(([name, text]) => [name, String(text)] as const);
  } catch {
    return [];
  }
}
