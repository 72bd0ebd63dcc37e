/** For whoever stands at the screen: hold or turn the pages, sound, full screen; also by keys (p, ←, →, s, f). */
import { useEffect, useRef } from "react";
import { Icon, type IconName } from "../ui/icon.tsx";
import { words } from "../words/words.ts";
import type { Controls } from "./use-controls.ts";
import type { Sound } from "./use-sound.ts";
import type { Turns } from "./use-turns.ts";

export interface WallControlsProps {
  /** The keys work in any case. */
  readonly isShown: boolean;
  readonly controls: Controls;
  readonly turns: Turns;
  readonly sound: Sound;
}

interface Control {
  readonly key: string;
  readonly icon: IconName;
  readonly name: string;
  readonly press: () => void;
  readonly pressed?: boolean;
}

export default function WallControls({ isShown, controls, turns, sound }: WallControlsProps) {
  const { wall } = words;
  const { isStopped, stop } = controls;
  const pages: readonly Control[] = [
    { key: "ArrowLeft", icon: "previous", name: wall.previous, press: () => turns.turn(-1) },
    {
      key: "p",
      icon: isStopped ? "play" : "paused",
      name: isStopped ? wall.goOn : wall.hold,
      press: () => stop(!isStopped),
      pressed: isStopped,
    },
    { key: "ArrowRight", icon: "next", name: wall.next, press: () => turns.turn(1) },
  ];
  const all: readonly Control[] = [
    ...(turns.of > 1 ? pages : []),
    {
      key: "s",
      icon: sound.isOn && !sound.isBlocked ? "sound" : "noSound",
      name: sound.isBlocked ? wall.soundBlocked : sound.isOn ? wall.soundOn : wall.soundOff,
      press: sound.toggle,
      pressed: sound.isOn,
    },
    { key: "f", icon: "fullScreen", name: wall.fullScreen, press: toggleFullScreen },
  ];
  const latest = useRef(all);
  useEffect(() => {
    latest.current = all;
  });
  // One listener for good: another one, put there while a key is told around, would not hear of it.
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      latest.current.find(({ key }) => key === event.key)?.press();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
  if (!isShown) return null;
  return (
    <nav className="wcontrols" aria-label={wall.controls}>
      {all.map(({ key, icon, name, press, pressed }) => (
        <button
          key={key}
          type="button"
          aria-label={name}
          title={name}
          aria-pressed={pressed}
          data-key={key}
          onClick={press}
        >
          <Icon name={icon} />
        </button>
      ))}
    </nav>
  );
}

function toggleFullScreen(): void {
  // Refused where nobody has touched the page, or the browser has none: then the screen stays as it is.
  const done =
    document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen();
  done.catch(() => {});
}
