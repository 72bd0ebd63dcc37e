/** A television is approved: the code that it shows, what it is called, what it sees, and how much of single agents. */
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Icon } from "../../ui/icon.tsx";
import { words } from "../../words/words.ts";
import type { Scope } from "../admin/account-rows.ts";
import { Refused } from "../admin/refused.tsx";
import { ScopeFields } from "../admin/scope-fields.tsx";
import { askGateway } from "../admin/use-list.ts";
import { BoardField } from "./board-field.tsx";
import { ProfileField } from "./profile-field.tsx";
import { type ProfileRow, type ScreenRow, USUAL_PROFILE } from "./screen-rows.ts";

export interface PairPanelProps {
  readonly profiles: readonly ProfileRow[];
  /** The widest that whoever approves may give. */
  readonly widest: Scope;
  readonly changed: () => void;
}

const LENGTH = 6;
const SEPARATED = 12;

/** As the picture on a television leads a phone here; kept for as long as nothing was paired by it, whatever is painted anew meanwhile. */
let scanned = "";

function scannedCode(): string {
  const code = location.hash.slice(1);
  if (/^[\w-]+$/.test(code) && code.length <= SEPARATED) scanned = code;
  return scanned;
}

export function PairPanel({ profiles, widest, changed }: PairPanelProps) {
  const { page } = words.screens;
  const [code, setCode] = useState(scannedCode);
  const [name, setName] = useState("");
  const [scope, setScope] = useState<Scope>(widest);
  const [profile, setProfile] = useState(USUAL_PROFILE);
  const [board, setBoard] = useState<string | null>(null);
  const [paired, setPaired] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const hadCode = useRef(code !== "");
  useEffect(() => {
    if (location.hash !== "") history.replaceState(null, "", location.pathname + location.search);
    if (location.pathname === "/pair") (hadCode.current ? second : first).current?.focus();
  }, []);
  // What may be given is told after the panel is there.
  const usable = profiles.some(({ id }) => id === profile) ? profile : (profiles.at(-1)?.id ?? profile);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = { code, name: name.trim(), scope, profile: usable, board };
    const answer = await askGateway<{ readonly screen: ScreenRow }>("POST", "/v1/pairings/approve", body);
    if (!answer.ok) {
      setPaired(null);
      return setRefusal(answer.message);
    }
    setRefusal(null);
    setPaired(answer.value.screen.name);
    scanned = "";
    setCode("");
    setName("");
    changed();
    first.current?.focus();
  };
  return (
    <section className="panel pair" aria-labelledby="pair-title">
      <header>
        <h2 id="pair-title">{page.pair}</h2>
      </header>
      <form className="form body" onSubmit={(event) => void submit(event)}>
        <p className="s q">
          {page.openOnScreen} <b className="place">{`${location.host}/tv`}</b>
        </p>
        <label>
          {page.code}
          <input
            ref={first}
            id="pair-code"
            className="field code"
            value={code}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={SEPARATED}
            required
            onChange={(event) => setCode(event.target.value.toUpperCase())}
          />
          <span className="hint">{page.codeHint(String(LENGTH))}</span>
        </label>
        <label>
          {page.name}
          <input
            ref={second}
            className="field"
            value={name}
            maxLength={200}
            required
            onChange={(event) => setName(event.target.value)}
          />
          <span className="hint">{page.nameHint}</span>
        </label>
        <ScopeFields scope={scope} change={setScope} />
        <BoardField board={board} change={setBoard} />
        <ProfileField profiles={profiles} profile={usable} change={setProfile} />
        <p className="hint">{page.rights}</p>
        <Refused message={refusal} />
        {paired !== null && (
          <p className="st onTarget" role="status" data-testid="paired">
            <Icon name="onTarget" />
            {page.paired(paired)}
          </p>
        )}
        <div className="row">
          <button type="submit" className="btn primary">
            {page.approve}
          </button>
        </div>
      </form>
    </section>
  );
}
