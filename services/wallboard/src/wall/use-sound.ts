/** A short tone when a breach begins that nobody has: off until somebody switches it on for this screen, and once for each breach. */
import { useEffect, useRef, useState } from "react";
import type { AlertItem } from "../model/alert-items.ts";
import { hear } from "../model/heard-breaches.ts";

const KEY = "floorwalker.sound";
const TONE_HZ = 660;
const TONE_SECONDS = 0.4;

export interface Sound {
  readonly isOn: boolean;
  /** The browser lets no page sound that nobody has touched. */
  readonly isBlocked: boolean;
  readonly toggle: () => void;
}

/** `items` null: none are told yet. `isQuiet`: what begins now is told of when that ends, if nobody has it then. */
export function useSound(items: readonly AlertItem[] | null, isQuiet: boolean): Sound {
  const [isOn, setOn] = useState(kept);
  const [isBlocked, setBlocked] = useState(false);
  const audio = useRef<AudioContext | null>(null);
  const heard = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (items === null) return;
    const { isNew, heard: now } = hear(items, isQuiet, heard.current);
    heard.current = now;
    if (!isNew || !isOn) return;
    audio.current ??= new AudioContext();
    setBlocked(audio.current.state === "suspended");
    if (audio.current.state === "running") tone(audio.current);
  });
  return {
    isOn,
    isBlocked: isOn && isBlocked,
    toggle: () => {
      const wanted = !isOn || isBlocked;
      setOn(wanted);
      keep(wanted);
      if (!wanted) return;
      // Whoever presses a button lets it sound, from now on.
      audio.current ??= new AudioContext();
      void audio.current.resume().then(() => setBlocked(audio.current?.state !== "running"));
    },
  };
}

function tone(audio: AudioContext): void {
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.frequency.value = TONE_HZ;
  volume.gain.value = 0.25;
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start();
  oscillator.stop(audio.currentTime + TONE_SECONDS);
}

function kept(): boolean {
  try {
    return localStorage.getItem(KEY) === "on";
  } catch {
    return false;
  }
}

function keep(isOn: boolean): void {
  try {
    localStorage.setItem(KEY, isOn ? "on" : "off");
  } catch {
    // Without storage it lasts as long as the page.
  }
}
