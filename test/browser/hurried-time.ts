/**
 * In the page, before anything of it: time that goes as fast as the page can follow. Whoever wants seconds to pass calls `advance`; timers come due by
 * that time alone, whatever a gateway says is told as of it, and its last heartbeat is told again often enough that it is never taken for silent. Everything else (rows,
 * answers, painting, memory) is the real thing.
 */
export interface HurriedTime {
  /** Lets so many seconds pass, each page rendered and the last second painted; ms from that to its picture. */
  advance(seconds: number): Promise<number>;
}

/** `begin`: epoch ms. */
export function hurryTime(begin: number): void {
  interface Timer {
    readonly run: () => void;
    readonly every: number | null;
    at: number;
  }
  interface Heartbeat {
    readonly type: string;
    readonly watermark: Readonly<Record<string, number | null>>;
  }
  let now = begin;
  let lastId = 1_000_000;
  const timers = new Map<number, Timer>();
  const listening = new Map<WebSocket, (event: MessageEvent) => void>();
  let heartbeat: Heartbeat | null = null;
  /** Seconds: a client takes its gateway for silent after four; a page of a wall is there for twelve. */
  const heartbeatEvery = 3;
  const rendersEvery = 12;

  const later = (run: TimerHandler, ms: number | undefined, every: boolean, args: readonly unknown[]): number => {
    const wait = Math.max(1, ms ?? 0);
    if (typeof run !== "function") throw new TypeError("timers take functions here");
    timers.set(++lastId, { run: () => run(...args), every: every ? wait : null, at: now + wait });
    return lastId;
  };
  const realClear = window.clearTimeout.bind(window);
  const clear = (id?: number): void => {
    if (id !== undefined && !timers.delete(id)) realClear(id);
  };
  Date.now = () => now;
  Object.assign(window, {
    setTimeout: (run: TimerHandler, ms?: number, ...args: readonly unknown[]) => later(run, ms, false, args),
    setInterval: (run: TimerHandler, ms?: number, ...args: readonly unknown[]) => later(run, ms, true, args),
    clearTimeout: clear,
    clearInterval: clear,
  });

  const retimed = (data: unknown): string => {
    const message = JSON.parse(String(data)) as Record<string, unknown>;
    if (message.type === "heartbeat") heartbeat = message as unknown as Heartbeat;
    return JSON.stringify("serverTime" in message ? { ...message, serverTime: now } : message);
  };
  window.WebSocket = class extends WebSocket {
    override set onmessage(heard: ((event: MessageEvent) => void) | null) {
      if (heard === null) return;
      listening.set(this, heard);
      this.addEventListener("message", ({ data }) => heard(new MessageEvent("message", { data: retimed(data) })));
      this.addEventListener("close", () => listening.delete(this));
    }
  };

  /** A task of its own, after those that rendering has asked for. */
  const rendered = (): Promise<void> =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
  const runUntil = (end: number): void => {
    for (;;) {
      let next: [number, Timer] | null = null;
      for (const entry of timers) if (entry[1].at <= end && (next === null || entry[1].at < next[1].at)) next = entry;
      if (next === null) break;
      const [id, timer] = next;
      now = Math.max(now, timer.at);
      if (timer.every === null) timers.delete(id);
      else timer.at += timer.every;
      timer.run();
    }
    now = end;
  };
  const some = async (seconds: number): Promise<void> => {
    for (let left = seconds; left > 0; left -= heartbeatEvery) {
      runUntil(now + Math.min(left, heartbeatEvery) * 1_000);
      if (heartbeat === null) continue;
      const watermark = Object.fromEntries(Object.keys(heartbeat.watermark).map((site) => [site, now]));
      const data = JSON.stringify({ ...heartbeat, watermark, serverTime: now });
      for (const heard of listening.values()) heard(new MessageEvent("message", { data }));
    }
    await rendered();
  };
  const time: HurriedTime = {
    async advance(seconds) {
      for (let left = seconds - 1; left > 0; left -= rendersEvery) await some(Math.min(left, rendersEvery));
      const from = performance.now();
      await some(1);
      await new Promise((resolve) => requestAnimationFrame(resolve));
      await rendered();
      return performance.now() - from;
    },
  };
  Object.assign(window, { hurried: time });
}
