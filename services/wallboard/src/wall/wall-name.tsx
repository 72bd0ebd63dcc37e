/** The name of a queue and its channel, as a picture and a word for those who do not see it. */
import { isLongName, shortName } from "../model/short-name.ts";
import { channelIcon, Icon } from "../ui/icon.tsx";
import { nameIn, words } from "../words/words.ts";
import { Fit } from "./fit.tsx";

/** Of two lines; what is longer loses its middle. */
const MOST = 28;

export function WallName({ title, channel }: { readonly title: string; readonly channel: string }) {
  const long = isLongName(title);
  return (
    <h3 className="wname" data-long={long || undefined} title={title}>
      <Icon name={channelIcon(channel)} />
      <span className="unseen">{nameIn(words.channels, channel)}</span>
      {long ? (
        <span className="narrow">
          <span className="two-lines">{shortName(title, MOST)}</span>
        </span>
      ) : (
        <Fit text={title} />
      )}
    </h3>
  );
}
