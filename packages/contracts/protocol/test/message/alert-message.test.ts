import { alertKey, LANGUAGES, messageDisclosure, PRIVACY_PRESETS, silenceRule } from "@floorwalker/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alertMessage, messageHtml, messageText } from "../../src/message/index.ts";
import {
  BREACH,
  BREACH_OVER,
  BURNS,
  BURNS_NO_MORE,
  COMPLAINT,
  HEARD,
  LONG_WAIT,
  LOST,
  MOMENT,
  NOW,
  OF_THE_SITE,
  PRESETS,
  RIVERSIDE,
  SILENT,
  setting,
  TOGETHER,
  toldBy,
  WAITS_LONG,
  WRAP_UP,
} from "./samples.ts";

const golden = (name: string): string => new URL(`golden/${name}`, import.meta.url).pathname;
/** As people see it, where only a machine tells one space from another. */
const plain = (text: string): string => text.replaceAll("\u202f", " ");
const BY_NAME = toldBy("names");
const WRAP_UP_SCOPE = { site: "rv-1", queue: null, channel: null, subject: ["agent", "a-7"] };
const OF_BUDGETS = { BURNS, BURNS_NO_MORE, LOST, TOGETHER };
const ALL = {
  BREACH,
  BREACH_OVER,
  LONG_WAIT,
  OF_THE_SITE,
  SILENT,
  HEARD,
  WRAP_UP,
  WAITS_LONG,
  COMPLAINT,
  ...OF_BUDGETS,
};

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
    [WRAP_UP, "Warning: B6DD, in wrap-up 10:58 (limit 05:00) · Riverside"],
    [WAITS_LONG, "Warning: Sales (chats), long wait 05:58 (chat, limit 05:00) · Riverside"],
    [
      BURNS,
      "Breach: Support, miss budget burns at 2.5× (limit 2×), target out of reach from 14:56, 5 misses too many · Riverside",
    ],
    [TOGETHER, "Breach: 23 alerts are firing: Support, Sales (chats) … · Riverside"],
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

  test("calls a rule as the configuration does, and a group by nothing but what is in it", () => {
    const rules = [{ ...silenceRule([]), source: null, id: LONG_WAIT.rule, title: "Długie czekanie" }];
    const facts = (site: typeof RIVERSIDE, of: Parameters<typeof alertMessage>[0] = LONG_WAIT) =>
      messageText(alertMessage(of, setting({ site }), MOMENT));
    expect(facts({ ...RIVERSIDE, rules })).toContain("Rule: Długie czekanie");
    expect(facts(RIVERSIDE)).toContain("Rule: long-wait");
    expect(facts(RIVERSIDE, TOGETHER)).not.toContain("Rule:");
  });

  test("of a test or a demo says so before everything else", () => {
    const message = alertMessage({ ...BREACH, test: true }, setting({ site: { ...RIVERSIDE, demo: true } }), null);
    expect(message.subject).toMatch(/^\[TEST\] \[DEMO\] Breach: /);
    expect([message.demo, alertMessage(BREACH, { ...setting(), site: null }, null).demo]).toEqual([true, false]);
    expect(message.sentences[0]).toBe("This is a test of a receiver. Nothing is wrong.");
    expect(message.notes[0]).toBe("Demo: simulated contacts, not a real contact centre.");
  });

  test.each([
    ["names", "Anna Nowak (free for 03:12); Jan Kowalski (paused for 15:40)", "0 of 12"],
    ["pseudonyms", "B6DD (free for 03:12); JW25 (paused for 15:40)", "0 of 12"],
    ["works-council", undefined, undefined],
  ])("says who could help, and how many are free, as the profile %s has it", (profile, helpers, free) => {
    const { facts } = alertMessage(BREACH, setting({ told: toldBy(profile) }), MOMENT);
    const value = (label: string) => facts.find((fact) => fact.label === label)?.value;
    expect([value("Can help"), value("Free")]).toEqual([helpers, free]);
  });

  test("about an agent calls him as the profile has it: by name, by the day's pseudonym, by a lasting one, or not at all", () => {
    const told = PRESETS.map((profile) => {
      const { subject, facts, notification } = alertMessage(WRAP_UP, setting({ told: toldBy(profile) }), null);
      const { agent, name, team, reason } = notification as typeof WRAP_UP;
      return [profile, subject, facts.find(({ label }) => label === "Team")?.value, agent, name, team, reason];
    });
    expect(told).toMatchInlineSnapshot(`
      [
        [
          "names",
          "Warning: Anna Nowak, in wrap-up 10:58 (limit 05:00) · Riverside",
          "North",
          "a-7",
          "Anna Nowak",
          "t-1",
          "Lunch",
        ],
        [
          "pseudonyms",
          "Warning: B6DD, in wrap-up 10:58 (limit 05:00) · Riverside",
          "North",
          "B6DD-DLWQVQT9WCWF",
          "B6DD",
          "t-1",
          null,
        ],
        [
          "lasting-pseudonyms",
          "Warning: PGV8, in wrap-up 10:58 (limit 05:00) · Riverside",
          "North",
          "PGV8-FWVJ6B6KJMLX",
          "PGV8",
          "t-1",
          null,
        ],
        [
          "works-council",
          "Warning: An agent, in wrap-up 10:58 (limit 05:00) · Riverside",
          undefined,
          "An agent",
          "An agent",
          null,
          null,
        ],
      ]
    `);
    const tomorrow = { ...WRAP_UP, at: NOW + 86_400_000 };
    const names = [WRAP_UP, tomorrow].map((each) =>
      PRESETS.map((profile) => alertMessage(each, setting({ told: toldBy(profile) }), null).title.slice(0, 4)),
    );
    expect(PRESETS.filter((_, index) => names[0]![index] !== names[1]![index])).toEqual(["pseudonyms"]);
  });

  test("holds nothing that an agent's name or id could be found by, in no profile without names", () => {
    const { key } = alertMessage(WRAP_UP, setting({ told: BY_NAME }), null);
    for (const profile of PRESETS.filter((each) => each !== "names"))
      for (const notification of [WRAP_UP, { ...BREACH, owner: "Anna Nowak" }, { ...BREACH_OVER, owner: "A-7" }]) {
        const message = alertMessage(notification, setting({ told: toldBy(profile) }), MOMENT);
        const everything = JSON.stringify([message, messageText(message), messageHtml(message)]);
        expect(everything).not.toMatch(/a-7|Nowak|Anna|Kowalski|Lunch/i);
        // What fires and what resolves belong together, by keys that nobody can make of an id.
        for (const guess of [WRAP_UP.key, alertKey("long-wrap-up", WRAP_UP_SCOPE, WRAP_UP.since, "resolved")])
          expect(everything).not.toContain(guess);
      }
    const over = alertMessage({ ...WRAP_UP, state: "resolved" }, setting(), null);
    expect(over.episode).toBe(key);
  });

  test("has who acknowledged it by name where that is a user, and as agents are called where it is one", () => {
    const owner = (told: ReturnType<typeof toldBy>, who: string) =>
      alertMessage({ ...BREACH, owner: who }, setting({ told }), null).facts.find(({ label }) => label === "Owner");
    for (const profile of PRESETS) expect(owner(toldBy(profile), "Ada Lead")?.value).toBe("Ada Lead");
    expect(owner(toldBy("works-council"), "Anna Nowak")?.value).toBe("An agent");
    expect(owner(toldBy("pseudonyms"), "Anna Nowak")?.value).toMatch(/^[\dA-Z]{4}$/);
  });

  test("has the reason of a pause where the profile shows it, without names in it", () => {
    const shown = messageDisclosure(
      { ...PRIVACY_PRESETS[1]!, pauseReasons: true },
      { site: RIVERSIDE, digest: () => new Uint8Array(32), groups: null },
    );
    const paused = { ...WRAP_UP, agentState: "paused", reason: "Lunch with Kowalski" } as const;
    const state = (told: typeof shown) =>
      alertMessage(paused, setting({ told }), null).facts.find(({ label }) => label === "State")?.value;
    expect([state(BY_NAME), state(shown), state(toldBy("pseudonyms"))]).toEqual([
      "paused (Lunch with Kowalski)",
      "paused (Lunch with …)",
      "paused",
    ]);
  });

  test("of a number behind which there is no group says that it is beyond its limit, who waits, and no number", () => {
    const told = toldBy("works-council", {
      now: { isTold: true, areAllQueuesTold: false, isQueueTold: () => false },
    });
    const message = alertMessage({ ...BREACH, worst: 0.5 }, setting({ told }), MOMENT);
    expect(plain(message.subject)).toBe("Breach: Support – (15 min, limit 70 %), 4 waiting · Riverside");
    expect(plain(messageText(message))).not.toMatch(/66\.7|12 of 18|81\.2|50 %|Trend/);
    expect(message.notification).toMatchObject({ value: null, sample: null, worst: null });
  });

  test("of how the site's time is spent tells groups what it is now, not what it was", () => {
    const busy = { ...BREACH, kpi: "occupancy", queue: null, channel: null, direction: "above", worst: 0.5 } as const;
    const [groups, names] = ["works-council", "names"].map((profile) =>
      alertMessage(busy, setting({ told: toldBy(profile) }), MOMENT),
    );
    expect(plain(messageText(names!))).toMatch(/81\.2/);
    expect(plain(messageText(groups!))).toMatch(/66\.7/);
    expect(plain(messageText(groups!))).not.toMatch(/81\.2|50 %/);
    expect([groups!.notification, names!.notification]).toMatchObject([{ worst: null }, { worst: 0.5 }]);
  });

  test("of a contact that was rated low does not say which, where the satisfaction of persons is hidden", () => {
    const rated = { ...COMPLAINT, when: "lowScore" } as const;
    const [hidden, shown] = ["pseudonyms", "names"].map((profile) =>
      alertMessage(rated, setting({ told: toldBy(profile) }), null),
    );
    expect(JSON.stringify(hidden)).not.toContain("4711");
    expect(JSON.stringify(shown)).toContain("4711");
  });

  test("about a contact has its page beside the alert", () => {
    const { links } = alertMessage(WAITS_LONG, setting(), null);
    expect(links.map(({ url }) => url)).toEqual([
      `https://board.example.com/s/rv-1/alerts/${alertMessage(WAITS_LONG, setting(), null).episode}`,
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
    const message = alertMessage(ALL[name], setting({ language, told: BY_NAME }), MOMENT);
    const file = `${name.toLowerCase().replaceAll("_", "-")}.${language}`;
    await expect(messageText(message)).toMatchFileSnapshot(golden(`${file}.txt`));
    await expect(messageHtml(message)).toMatchFileSnapshot(golden(`${file}.html`));
  });

  test.each(["pseudonyms", "works-council"])("is kept as it was looked at: about an agent, for %s", async (profile) => {
    const told = toldBy(profile);
    const texts = [WRAP_UP, BREACH].map((each) => messageText(alertMessage(each, setting({ language, told }), MOMENT)));
    await expect(texts.join("\n---\n\n")).toMatchFileSnapshot(golden(`${profile}.${language}.txt`));
  });
});
