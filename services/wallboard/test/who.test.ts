/** Who looks, where the gateway cannot tell at first: a desk that was opened then learns it by itself. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const ANNA = { kind: "user", id: "anna", name: "Anna", role: "supervisor" };
const location = { pathname: "/s/krakow/floor", search: "", hash: "", replace: vi.fn() };

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  location.replace.mockClear();
  vi.stubGlobal("document", { documentElement: { dataset: { screen: "desk" } } });
  vi.stubGlobal("location", location);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const unavailable = () => new Response("{}", { status: 503 });

test("while accounts cannot be read it is asked again, and whoever waits is told as soon as it is known", async () => {
  const gateway = vi
    .fn<typeof fetch>()
    .mockResolvedValueOnce(unavailable())
    .mockRejectedValueOnce(new TypeError("fetch failed"))
    .mockResolvedValueOnce(unavailable())
    .mockImplementation(async () => Response.json(ANNA));
  vi.stubGlobal("fetch", gateway);
  const { askUntilTold, askWho, me, subscribeWho } = await import("../src/live/who.ts");
  const told: (string | undefined)[] = [];
  subscribeWho(() => told.push(me()?.id));
  expect(await askWho()).toEqual({ known: true, me: null });
  const asking = askUntilTold();
  await vi.advanceTimersByTimeAsync(60_000);
  await asking;
  expect(told.at(-1)).toBe("anna");
  expect(gateway).toHaveBeenCalledTimes(4);
  expect(location.replace).not.toHaveBeenCalled();
});

test("whoever turns out to be nobody is brought to signing in, and nothing is asked any more", async () => {
  const gateway = vi
    .fn<typeof fetch>()
    .mockResolvedValueOnce(unavailable())
    .mockImplementation(async () => new Response("{}", { status: 401 }));
  vi.stubGlobal("fetch", gateway);
  const { askUntilTold, askWho } = await import("../src/live/who.ts");
  await askWho();
  const asking = askUntilTold();
  await vi.advanceTimersByTimeAsync(60_000);
  await asking;
  expect(location.replace).toHaveBeenCalledWith("/sign-in?next=%2Fs%2Fkrakow%2Ffloor");
  expect(gateway).toHaveBeenCalledTimes(2);
});
