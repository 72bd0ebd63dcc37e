/** A television that nobody has approved yet, or not any more: its code, where to type it, and a picture of that for a phone. */
import { useEffect, useState } from "react";
import { formatDuration } from "../format/format-value.ts";
import { keepScreenToken } from "../live/screen-token.ts";
import { SIGN_IN_PATH } from "../live/who.ts";
import { Icon } from "../ui/icon.tsx";
import { words } from "../words/words.ts";
import { askCode, isApproved, type ShownCode } from "./ask-pairing.ts";
import { QrCode } from "./qr-code.tsx";

const CLAIM_MS = 2_000;
const PLACES = [0, 1, 2, 3, 4, 5] as const;

export interface PairingPageProps {
  /** It was paired once: somebody has revoked it, or it is of another installation. */
  readonly wasPaired: boolean;
}

export function PairingPage({ wasPaired }: PairingPageProps) {
  const [shown, setShown] = useState<ShownCode | null>(null);
  const [left, setLeft] = useState(0);
  const { pairing } = words.screens;
  useEffect(() => {
    let ended = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async (): Promise<void> => {
      const asked = await askCode();
      if (ended) return;
      setShown(asked.of === "code" ? asked.code : null);
      if (asked.of === "later") timer = setTimeout(() => void ask(), asked.again);
      else claim(asked.code);
    };
    const claim = (code: ShownCode): void => {
      setLeft(Math.max(0, Math.ceil((code.until - Date.now()) / 1000)));
      timer = setTimeout(() => void look(code), CLAIM_MS);
    };
    const look = async (code: ShownCode): Promise<void> => {
      const approved = await isApproved(code.token);
      if (ended) return;
      if (approved) {
        keepScreenToken(code.token);
        location.reload();
      } else if (Date.now() >= code.until) void ask();
      else claim(code);
    };
    void ask();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, []);
  return (
    <main className="pairing" data-testid="pairing">
      <p className="brand">
        <Icon name="logo" />
        {words.appName}
      </p>
      <div className="ask">
        <h1>{pairing.title}</h1>
        {wasPaired && (
          <p className="revoked" role="status" data-testid="was-paired">
            <Icon name="atRisk" />
            {pairing.revoked}
          </p>
        )}
        {shown === null ? (
          <p className="how" role="status">
            {pairing.waiting}
          </p>
        ) : (
          <>
            <p className="how">
              {pairing.open} <b>{shown.place}</b>
            </p>
            <p className="code" data-testid="code" data-code={shown.code}>
              <span className="unseen">{shown.code.split("").join(" ")}</span>
              {PLACES.map((place) => (
                <span key={place} aria-hidden="true">
                  {shown.code[place]}
                </span>
              ))}
            </p>
            <p className="good">{pairing.good(formatDuration(left))}</p>
          </>
        )}
      </div>
      {shown !== null && <QrCode link={shown.link} label={pairing.qr} />}
      <a
        className="instead"
        href={`${SIGN_IN_PATH}?${new URLSearchParams({ next: location.pathname + location.search })}`}
      >
        {pairing.signIn}
      </a>
    </main>
  );
}
