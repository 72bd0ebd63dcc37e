import { expect, test } from "vitest";
import { MESSAGE_RATE, MessageRate } from "../src/message-rate.ts";

function rated() {
  let now = 0;
  const timers: { at: number; run: () => void }[] = [];
  const handled: string[] = [];
  const paused: boolean[] = [];
  const rate = new MessageRate<string>({
    handle: (message) => void handled.push(message),
    pause: (is) => void paused.push(is),
    now: () => now,
    later: (run, ms) => void timers.push({ at: now + ms, run }),
  });
  const pass = (ms: number): void => {
    const end = now + ms;
    for (let next = timers.shift(); next !== undefined; next = timers.shift()) {
      if (next.at > end) {
        timers.unshift(next);
        break;
      }
      now = next.at;
      next.run();
    }
    now = end;
  };
  return { rate, handled, paused, timers, pass };
}

test("a burst is answered at once, and what comes beyond it at a steady rate, the socket unread meanwhile", () => {
  const { rate, handled, paused, pass } = rated();
  for (let index = 0; index < MESSAGE_RATE.burst; index++) rate.offer("floor", `${index}`);
  expect(handled).toHaveLength(MESSAGE_RATE.burst);
  expect(paused).toEqual([]);
  for (const view of ["floor", "agents", "system"]) rate.offer(view, view);
  expect([handled.length, paused]).toEqual([MESSAGE_RATE.burst, [true]]);
  pass(10_000);
  expect(handled.slice(MESSAGE_RATE.burst)).toEqual(["floor", "agents", "system"]);
  expect(paused).toEqual([true, false]);
});

test("of what comes faster only the newest of a view is answered, however much comes", () => {
  const { rate, handled, pass } = rated();
  for (let index = 0; index < 100_000; index++) rate.offer(index % 2 === 0 ? "floor" : "agents", `${index}`);
  expect(handled).toHaveLength(MESSAGE_RATE.burst);
  pass(1_000);
  expect(handled.slice(MESSAGE_RATE.burst).sort()).toEqual(["99998", "99999"]);
});

test("a client that was quiet has its burst again; one that is gone is answered nothing more", () => {
  const { rate, handled, timers, pass } = rated();
  const burst = (): void => {
    for (let index = 0; index < MESSAGE_RATE.burst; index++) rate.offer("floor", "");
  };
  burst();
  pass(10_000);
  burst();
  expect(handled).toHaveLength(2 * MESSAGE_RATE.burst);
  rate.offer("floor", "late");
  rate.stop();
  pass(10_000);
  rate.offer("floor", "later");
  expect([handled.length, timers.length]).toEqual([2 * MESSAGE_RATE.burst, 0]);
});
