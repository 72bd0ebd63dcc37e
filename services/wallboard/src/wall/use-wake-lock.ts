/** Keeps the screen on while the page is looked at; a browser takes the lock away when it hides the page, so it is asked for again. */
import { useEffect } from "react";

export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let isOver = false;
    const ask = async (): Promise<void> => {
      if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
      try {
        lock = await navigator.wakeLock.request("screen");
        if (isOver) await lock.release();
      } catch {
        // Not allowed here, or the battery is low: the screen's own settings have to do.
      }
    };
    const again = (): void => void ask();
    document.addEventListener("visibilitychange", again);
    void ask();
    return () => {
      isOver = true;
      document.removeEventListener("visibilitychange", again);
      void lock?.release();
    };
  }, []);
}
