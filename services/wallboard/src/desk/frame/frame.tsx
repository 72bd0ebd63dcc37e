/** Around every page: the rail with its pages, the strip that says whether the numbers can be believed, and what is wrong, by name. */
import { type ReactNode, useState } from "react";
import { useWho } from "../../live/use-who.ts";
import { words } from "../../words/words.ts";
import { ActingOnAlerts } from "../alerts/acting.tsx";
import { Account } from "./account.tsx";
import { Banners } from "./banners.tsx";
import { KeysHelp } from "./keys-help.tsx";
import { Palette } from "./palette.tsx";
import { Rail } from "./rail.tsx";
import { Settings } from "./settings.tsx";
import { Strip } from "./strip.tsx";
import { useKeys } from "./use-keys.ts";

export type Opened = "palette" | "settings" | "keys" | "account" | null;

export function Frame({ children }: { readonly children: ReactNode }) {
  const [opened, setOpened] = useState<Opened>(null);
  useKeys(setOpened);
  const close = (): void => setOpened(null);
  const who = useWho();
  return (
    <div className="app">
      <a className="skip" href="#content">
        {words.nav.skip}
      </a>
      <Rail open={setOpened} />
      <div className="beside">
        <Strip open={setOpened} />
        <main id="content" tabIndex={-1}>
          <Banners />
          <ActingOnAlerts>{children}</ActingOnAlerts>
        </main>
      </div>
      {opened === "palette" && <Palette close={close} />}
      {opened === "settings" && <Settings close={close} />}
      {opened === "keys" && <KeysHelp close={close} />}
      {opened === "account" && who !== null && <Account me={who} close={close} />}
    </div>
  );
}
