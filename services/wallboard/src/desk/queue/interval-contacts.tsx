/** The contacts of one interval of a queue's day, for whoever may see them. */
import type { QueueRow } from "@floorwalker/protocol";
import type { ExplainedContact } from "../../answers/explained-contact.ts";
import { formatTimeOfDay } from "../../format/format-time.ts";
import { useAnswer } from "../../live/use-answer.ts";
import type { DayInterval } from "../../model/day-intervals.ts";
import { Icon } from "../../ui/icon.tsx";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { navigate, withParams } from "../navigation.ts";
import { Refusal } from "../pages/refusal.tsx";
import { ContactsTable } from "./contacts-table.tsx";

export function IntervalContacts({ row, interval }: { readonly row: QueueRow; readonly interval: DayInterval }) {
  const { url, zone } = useDesk();
  const { site, queue, channel } = row;
  const [from, to] = [new Date(interval.from).toISOString(), new Date(interval.to).toISOString()];
  const params = new URLSearchParams({ site, queue, channel, from, to, limit: "100" });
  const asked = useAnswer<{ readonly contacts: readonly ExplainedContact[] }>(`/v1/contacts?${params}`, null);
  const contacts = asked.value?.contacts ?? [];
  const { queueMore } = words;
  const name = words.rangeOf(formatTimeOfDay(interval.from, zone), formatTimeOfDay(interval.to, zone));
  return (
    <section className="panel" aria-labelledby="interval-contacts" data-testid="interval-contacts">
      <header>
        <h2 id="interval-contacts" className="grow">
          {queueMore.contactsOf(name)}
        </h2>
        <button
          type="button"
          className="btn icon-only"
          aria-label={queueMore.closeInterval}
          onClick={() => navigate(withParams(url, { interval: null }))}
        >
          <Icon name="close" />
        </button>
      </header>
      <Refusal answer={asked} />
      {asked.value !== null && contacts.length === 0 && <p className="body q">{queueMore.noContacts}</p>}
      {contacts.length > 0 && <ContactsTable site={site} contacts={contacts} />}
    </section>
  );
}
