/** One's own password, by the one that is known now; every other session of his ends, this one goes on. */
import { type FormEvent, useRef, useState } from "react";
import { words } from "../../words/words.ts";

const SHORTEST = 12;

type Came = "changed" | "wrong" | "locked" | "failed";

export function OwnPassword() {
  const { ownPassword, signIn } = words.access;
  const [came, setCame] = useState<Came | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const old = useRef<HTMLInputElement>(null);
  const wanted = useRef<HTMLInputElement>(null);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = JSON.stringify({ old: old.current?.value ?? "", password: wanted.current?.value ?? "" });
    const answer = await fetch("/v1/me/password", { method: "POST", body }).catch(() => null);
    if (answer?.ok === true) form.current?.reset();
    setCame(answer === null ? "failed" : cameOf(answer));
  };
  return (
    <details className="own-password">
      <summary>{ownPassword.title}</summary>
      <form ref={form} className="own-password-form" onSubmit={(event) => void send(event)}>
        <label>
          {ownPassword.now}
          <input ref={old} className="field" type="password" autoComplete="current-password" required />
        </label>
        <label>
          {ownPassword.next}
          <input
            ref={wanted}
            className="field"
            type="password"
            autoComplete="new-password"
            minLength={SHORTEST}
            required
          />
          <span className="xs qq">{ownPassword.hint}</span>
        </label>
        <p role="status" className={came === "changed" ? "q" : "c-watch"} data-testid="own-password">
          {came !== null && { ...ownPassword.came, failed: signIn.unavailable }[came]}
        </p>
        <button type="submit" className="btn primary">
          {ownPassword.title}
        </button>
      </form>
    </details>
  );
}

function cameOf({ ok, status }: Response): Came {
  if (ok) return "changed";
  if (status === 429) return "locked";
  return status === 403 ? "wrong" : "failed";
}
