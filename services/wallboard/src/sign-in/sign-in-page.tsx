/** Name and password; what is wrong is said beside them, and never whether there is such a user. */
import { type FormEvent, useEffect, useRef, useState } from "react";
import { LanguageChoice } from "../desk/frame/language-choice.tsx";
import { useSpoken } from "../desk/use-spoken.ts";
import { formatDuration } from "../format/format-value.ts";
import { Icon } from "../ui/icon.tsx";
import { words } from "../words/words.ts";
import { type SignInResult, trySignIn } from "./try-sign-in.ts";

/** As `GET /v1/sign-in` tells them. */
export interface WaysIn {
  /** There are users here. */
  readonly password: boolean;
  /** Where people sign in besides; null: nowhere. */
  readonly provider: { readonly name: string } | null;
}

export interface SignInPageProps {
  readonly ways: WaysIn;
  /** `ended`: a session was; `out`: he has signed out; else why the provider did not let him in. */
  readonly why: string | null;
  readonly next: string;
}

export function SignInPage({ ways, why, next }: SignInPageProps) {
  const spoken = useSpoken();
  const { signIn } = words.access;
  useEffect(() => {
    document.title = `${words.access.signIn.title} · ${words.appName}`;
  });
  return (
    <main className="sign-in" key={spoken}>
      <section className="panel" aria-labelledby="sign-in-title">
        <p className="brand">
          <Icon name="logo" /> {words.appName}
        </p>
        <h1 id="sign-in-title">{signIn.title}</h1>
        {why === "ended" && <p className="note">{signIn.ended}</p>}
        {why === "out" && <p className="note">{signIn.out}</p>}
        {ways.provider !== null && <ProviderButton name={ways.provider.name} why={why} next={next} />}
        {ways.password && <PasswordForm next={next} />}
        {!ways.password && ways.provider === null && <p className="note">{signIn.noUsers}</p>}
      </section>
      <LanguageChoice />
    </main>
  );
}

/** Leads to the provider; what went wrong there is said above it. */
function ProviderButton({
  name,
  why,
  next,
}: {
  readonly name: string;
  readonly why: string | null;
  readonly next: string;
}) {
  const { provider } = words.access;
  const fault = why !== null && why in provider.faults ? provider.faults[why as keyof typeof provider.faults] : null;
  return (
    <div className="sign-in-form">
      {fault !== null && (
        <p className="banner" role="alert" data-testid="provider-fault">
          <Icon name="atRisk" />
          <span className="grow">{fault(name)}</span>
        </p>
      )}
      <a className="btn wide" href={`/v1/oidc/start?${new URLSearchParams({ next })}`}>
        {provider.signIn(name)}
      </a>
      <p className="or q s" aria-hidden="true">
        {provider.or}
      </p>
    </div>
  );
}

function PasswordForm({ next }: { readonly next: string }) {
  const { signIn } = words.access;
  const [shown, setShown] = useState(false);
  const [working, setWorking] = useState(false);
  const [result, setResult] = useState<SignInResult | null>(null);
  const user = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => user.current?.focus(), []);
  const send = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (working) return;
    setWorking(true);
    const came = await trySignIn(user.current?.value ?? "", password.current?.value ?? "");
    if (came.of === "signedIn") return location.replace(next);
    setWorking(false);
    setResult(came);
    password.current?.select();
  };
  const wrong = result?.of === "refused";
  return (
    <form className="sign-in-form" onSubmit={(event) => void send(event)}>
      <label htmlFor="user">{signIn.user}</label>
      <input
        id="user"
        ref={user}
        name="user"
        className="field"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={200}
        required
        aria-invalid={wrong}
        aria-describedby={wrong ? "sign-in-result" : undefined}
      />
      <label htmlFor="password">{signIn.password}</label>
      <div className="row">
        <input
          id="password"
          ref={password}
          name="password"
          className="field"
          type={shown ? "text" : "password"}
          autoComplete="current-password"
          maxLength={1_024}
          required
          aria-invalid={wrong}
          aria-describedby={wrong ? "sign-in-result" : undefined}
        />
        <button type="button" className="btn" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? signIn.hide : signIn.show}
          <span className="unseen"> {signIn.password}</span>
        </button>
      </div>
      <div id="sign-in-result" role="alert" data-testid="sign-in-result">
        {result !== null && <Result result={result} />}
      </div>
      <button type="submit" className="btn primary" aria-disabled={working}>
        {working ? signIn.checking : signIn.title}
      </button>
    </form>
  );
}

function Result({ result }: { readonly result: SignInResult }) {
  const { signIn } = words.access;
  if (result.of === "locked") return <Locked until={result.until} />;
  const text = {
    signedIn: "",
    refused: signIn.refused,
    unavailable: signIn.unavailable,
    unreachable: words.unreachable,
  }[result.of];
  return (
    <p className="banner">
      <Icon name="atRisk" />
      <span className="grow">{text}</span>
    </p>
  );
}

/** Counts down, and says when one may try again. */
function Locked({ until }: { readonly until: number }) {
  const { signIn } = words.access;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const left = Math.ceil((until - now) / 1000);
  return (
    <p className="banner">
      <Icon name="late" />
      <span className="grow">{left > 0 ? signIn.locked(formatDuration(left)) : signIn.again}</span>
    </p>
  );
}
