import { LANGUAGES } from "@floorwalker/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alertMessage, type MessageSetting, messageHtml, messageText } from "../../src/message/index.ts";
import {
  BREACH,
  BREACH_OVER,
  COMPLAINT,
  HEARD,
  LONG_WAIT,
  MOMENT,
  NOW,
  OF_THE_SITE,
  RIVERSIDE,
  SILENT,
  setting,
  WAITS_LONG,
  WRAP_UP,
} from "./samples.ts";

const golden = (name: string): string => new URL(`golden/${name}`, import.meta.url).pathname;
/** As people see it, where only a machine tells one space from another. */
const plain = (text: string): string => text.replaceAll("\u202f", " ");
const BY_NAME: MessageSetting["agentName"] = (_, name) => name;
const ALL = { BREACH, BREACH_OVER, LONG_WAIT, OF_THE_SITE, SILENT, HEARD, WRAP_UP, WAITS_LONG, COMPLAINT };

describe("the message of an alert", () => {
  test("has in its subject what, how bad, over which window, its limit, who waits and where", () => {
    expect(plain(alertMessage(BREACH, setting(), MOMENT).subject)).toBe(
      "Breach: Support 66.7 % (15 min, limit 70 %), 4 waiting · Riverside",
    );
  });

  test("says what, since when, how bad, and when it is over", () => {
    expect(alertMessage(BREACH, setting(), null).sentences.map(plain)).toEqual([
      "Service level over 15 min is 66.7 %, below 70 % for 05:58.",
      "12 of 18 contacts in time.",
      "Clears at 80 %.",
    ]);
  });

  test.each([
    [BREACH_OVER, "Resolved: Support 81.2 % (15 min, limit 70 %), worst 61.3 %, after 11:58 · Riverside"],
    [LONG_WAIT, "Warning: Sales (chats), longest wait now 02:10 (limit 02:00) · Riverside"],
    [OF_THE_SITE, "Warning: Abandon rate 7.2 % (60 min, limit 5 %) · Riverside"],
    [SILENT, "Warning: No events from /acd/voice since 14:25 · Riverside"],
    [WRAP_UP, "Warning: An agent, in wrap-up 10:58 (limit 05:00) · Riverside"],
    [WAITS_LONG, "Warning: Sales (chats), long wait 05:58 (chat, limit 05:00) · Riverside"],
    [COMPLAINT, "Breach: Support, complaint (call) · Riverside"],
    [HEARD, "Resolved: /acd/voice is heard again, after 06:58 · Riverside"],
  ])("of each kind has a subject of its own", (notification, subject) => {
    expect(plain(alertMessage(notification, setting(), null).subject)).toBe(subject);
  });

  test("says to whom it goes next, and again, that nobody has it; at its end who had it", () => {
    for (const more of [{ step: 1 }, { reminder: 2 }])
      expect(plain(alertMessage({ ...BREACH, ...more }, setting(), MOMENT).subject)).toBe(
        "Breach (no owner): Support 66.7 % (15 min, limit 70 %), 4 waiting · Riverside",
      );
    const over = alertMessage({ ...BREACH_OVER, owner: "Ana" }, setting(), null);
    expect(over.heading).toBe("Resolved");
    expect(over.facts).toContainEqual({ label: "Owner", value: "Ana" });
  });

  test("has no id and no time of another clock in anything that people read, in any language", () => {
    for (const language of LANGUAGES)
      for (const notification of Object.values(ALL)) {
        const message = alertMessage(notification, setting({ language }), MOMENT);
        const { links, key } = message;
        const texts = [messageText(message), messageHtml(message)].map((text) =>
          links.reduce((rest, { url }) => rest.replaceAll(url, ""), text),
        );
        for (const text of texts) {
          for (const id of ["q-17", "q-19", "rv-1", "a-7", "service-level-target", "serviceLevelNow", key])
            expect(text).not.toContain(id);
          expect(text).not.toMatch(/UTC|13:3\d|T\d\d:\d\d/);
        }
      }
  });

  test("of a test or a demo says so before everything else", () => {
    const message = alertMessage({ ...BREACH, test: true }, setting({ site: { ...RIVERSIDE, demo: true } }), null);
    expect(message.subject).toMatch(/^\[TEST\] \[DEMO\] Breach: /);
    expect(message.sentences[0]).toBe("This is a test of a receiver. Nothing is wrong.");
    expect(message.notes[0]).toBe("Demo: simulated contacts, not a real contact centre.");
  });

  test("names agents only to who may know them", () => {
    const told = (agentName: MessageSetting["agentName"]) =>
      alertMessage(BREACH, setting({ agentName }), MOMENT).facts.find(({ label }) => label === "Can help")?.value;
    expect(told(BY_NAME)).toBe("Anna Nowak (free for 03:12); Jan Kowalski (paused for 15:40)");
    expect(told(null)).toBe("free for 03:12; paused for 15:40");
  });

  test("about an agent whose name is not for the receiver has neither name, id nor reason, in the raw facts as little", () => {
    const message = alertMessage(WRAP_UP, setting(), null);
    expect(JSON.stringify([message, messageText(message), messageHtml(message)])).not.toMatch(/a-7|Nowak|Lunch/);
    expect(message.sentences).toEqual(["An agent has been in wrap-up for 10:58, longer than 05:00."]);
    const named = alertMessage(WRAP_UP, setting({ agentName: BY_NAME }), null);
    expect(named.subject).toBe("Warning: Anna Nowak, in wrap-up 10:58 (limit 05:00) · Riverside");
    expect(named.notification).toEqual(WRAP_UP);
  });

  test("about a contact has its page beside the alert", () => {
    const { links } = alertMessage(WAITS_LONG, setting(), null);
    expect(links.map(({ url }) => url)).toEqual([
      `https://board.example.com/s/rv-1/alerts/${WAITS_LONG.key}`,
      "https://board.example.com/s/rv-1/contacts/c%2F4711",
    ]);
  });

  test("that comes late says as of when people wait and are free", () => {
    const late = alertMessage(BREACH, setting(), { ...MOMENT, at: NOW + 3_600_000 });
    expect(late.notes).toContain("Who waits and who is free is as of 15:32.");
    expect(alertMessage(BREACH, setting(), MOMENT).notes).toHaveLength(1);
  });

  test("of a site that is not configured here goes by what it was told", () => {
    const message = alertMessage(BREACH, setting({ site: null, publicUrl: null }), null);
    expect(plain(message.subject)).toBe("Breach: q-17 (calls) 66.7 % (15 min, limit 70 %) · rv-1");
    expect([message.links, message.notes]).toEqual([[], ["All times are by the clock of the site (UTC)."]]);
  });

  test("is one line where it must be, and breaks no HTML, whatever the configuration calls things", () => {
    const name = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(name, name, fc.constantFrom(...LANGUAGES), (site, title, language) => {
        const named = {
          ...RIVERSIDE,
          name: `${site}\r\nBcc: all@example.com`,
          queues: RIVERSIDE.queues.map((each) => ({ ...each, title: `${title}<script>"'&` })),
        };
        const message = alertMessage(BREACH, setting({ site: named, language }), MOMENT);
        for (const line of [message.subject, message.heading, message.title, message.place])
          expect(line).not.toMatch(/[\r\n\u2028\u2029\0]/);
        expect(messageHtml(message)).not.toContain("<script");
      }),
    );
  });
});

describe.each(LANGUAGES)("the mail of an alert in %s", (language) => {
  test.each(Object.keys(ALL) as (keyof typeof ALL)[])("is kept as it was looked at: %s", async (name) => {
    const message = alertMessage(ALL[name], setting({ language, agentName: BY_NAME }), MOMENT);
    const file = `${name.toLowerCase().replaceAll("_", "-")}.${language}`;
    await expect(messageText(message)).toMatchFileSnapshot(golden(`${file}.txt`));
    await expect(messageHtml(message)).toMatchFileSnapshot(golden(`${file}.html`));
  });
});
