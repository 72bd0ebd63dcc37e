/** A site that nobody has, or no page of ours: said, and never another one shown in its place. */
import { Icon } from "../../ui/icon.tsx";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { pathOf } from "../route.ts";

export function Unknown() {
  const { missing, sites } = useDesk();
  return (
    <div className="page">
      <h1 className="unseen">{words.appName}</h1>
      <div className="banner" role="alert" data-testid="unknown">
        <Icon name="atRisk" />
        <b>{missing === null ? words.searchNone : words.noSuchSite(missing)}</b>
        {missing !== null && <span className="q">{words.noSuchSiteMore}</span>}
      </div>
      <ul className="choices" aria-label={words.chooseSite}>
        {sites.map(({ site, name }) => (
          <li key={site}>
            <Link className="btn" href={pathOf({ page: "floor", site })}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
