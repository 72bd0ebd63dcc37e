/** Jump anywhere by a few letters: pages, queues, sites. */
import { useState } from "react";
import { administers, looksAfterScreens, me } from "../../live/who.ts";
import { channelIcon, Icon, type IconName, pageIcon } from "../../ui/icon.tsx";
import { nameIn, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { navigate } from "../navigation.ts";
import { queueHref } from "../queue-href.ts";
import { ADMIN_PARTS, pathOf, SITE_PAGES } from "../route.ts";
import { Dialog } from "./dialog.tsx";

interface Place {
  readonly href: string;
  readonly icon: IconName;
  readonly name: string;
  readonly more: string;
}
const SHOWN = 10;

export function Palette({ close }: { readonly close: () => void }) {
  const { site, sites, queues } = useDesk();
  const [typed, setTyped] = useState("");
  const who = me();
  const places: Place[] = [
    ...(site === null ? [] : SITE_PAGES).map((page) => ({
      href: pathOf({ page, site: site!.site }),
      icon: pageIcon(page),
      name: words.nav[page],
      more: "",
    })),
    ...(who !== null && looksAfterScreens(who) ? (["screens"] as const) : []).map((page) => ({
      href: pathOf({ page }),
      icon: page,
      name: words.screens.page.title,
      more: "",
    })),
    ...(who !== null && administers(who) ? ADMIN_PARTS : []).map((part) => ({
      href: pathOf({ page: "admin", part }),
      icon: "access" as const,
      name: words.access.admin.parts[part],
      more: words.access.admin.title,
    })),
    ...queues.map((row) => ({
      href: queueHref(row, null),
      icon: channelIcon(row.channel),
      name: row.title,
      more: nameIn(words.channels, row.channel),
    })),
    ...sites.map((row) => ({
      href: pathOf({ page: "floor", site: row.site }),
      icon: "floor" as const,
      name: row.name,
      more: words.site,
    })),
  ];
  for (const region of new Set(sites.flatMap((row) => row.region ?? [])))
    places.push({
      href: pathOf({ page: "region", region }),
      icon: "region",
      name: region,
      more: words.regionPage.region,
    });
  const wanted = typed.trim().toLocaleLowerCase(words.locale);
  const found = places
    .filter(({ name, more }) => `${name} ${more}`.toLocaleLowerCase(words.locale).includes(wanted))
    .slice(0, SHOWN);
  return (
    <Dialog title={words.search} kind="box" close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const first = found[0];
          if (first === undefined) return;
          close();
          navigate(first.href);
        }}
      >
        <input
          className="field"
          type="search"
          aria-label={words.search}
          autoFocus
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </form>
      <ul className="found">
        {found.map(({ href, icon, name, more }) => (
          <li key={`${href} ${name}`}>
            <Link href={href} onClick={close}>
              <Icon name={icon} />
              <span className="grow cut">{name}</span>
              <span className="s qq">{more}</span>
            </Link>
          </li>
        ))}
        {found.length === 0 && <li className="q">{words.searchNone}</li>}
      </ul>
    </Dialog>
  );
}
