/** Before the first event, in a floor's place, or above its configured queues: four steps, of which the first that is not done has its command and the only filled button. */
import "./first-run.css";
import { useState } from "react";
import { me } from "../../live/who.ts";
import { type FirstStep, firstSteps } from "../../model/first-steps.ts";
import { Icon } from "../../ui/icon.tsx";
import { type FirstRunWords, firstRunWords } from "../../words/first-run/first-run-words.ts";
import { useDesk } from "../desk-context.ts";

/** As they are typed, whatever the language. */
const DEMO = "npm start";
const REPLAY = "npx floorwalker replay queue_log --source asterisk-queue-log";

export default function FirstRun() {
  const { site, queues, sources, connection, build } = useDesk();
  const first = firstRunWords();
  const steps = firstSteps({
    live: connection === "live",
    site,
    queues,
    sources,
    origin: location.origin,
    closed: me()?.open === false,
  });
  const next = steps.find(({ done }) => !done)?.id;
  return (
    <div className={site === null ? "page first-run" : "first-run"} data-testid="first-run">
      <h1>{first.title}</h1>
      <p className="q">{first.hint}</p>
      <ol className="panel">
        {steps.map((step) => (
          <Step key={step.id} step={step} isNext={step.id === next} build={build} />
        ))}
      </ol>
      <p className="s q">
        {first.none} {first.demo}: <code>{DEMO}</code> · {first.replay}: <code>{REPLAY}</code>
      </p>
    </div>
  );
}

interface StepProps {
  readonly step: FirstStep;
  readonly isNext: boolean;
  readonly build: string | null;
}

function Step({ step: { id, done, known, command }, isNext, build }: StepProps) {
  const first = firstRunWords();
  const [copied, setCopied] = useState(false);
  const copy = (): void => void navigator.clipboard?.writeText(command!).then(() => setCopied(true));
  return (
    <li data-step={id} data-done={done || undefined} aria-current={isNext ? "step" : undefined}>
      <Icon name={done ? "onTarget" : isNext ? "next" : "noData"} />
      <div className="grow">
        <b>{first.steps[id]}</b>
        {done && <span className="unseen"> {first.done}</span>}
        <p className="s q">{said(first, { id, done, known, command }, build)}</p>
        {isNext && command !== null && <pre data-testid="first-command">{command}</pre>}
      </div>
      {isNext && command !== null && (
        <button type="button" className="btn primary" onClick={copy}>
          {copied ? first.copied : first.copy}
        </button>
      )}
    </li>
  );
}

function said(first: FirstRunWords, { id, done, known }: FirstStep, build: string | null): string {
  switch (id) {
    case "running":
      return build === null ? "" : first.runningSince(build);
    case "source":
      return done ? first.sourcesKnown(known.join(", ")) : first.sourceHow;
    case "queues":
      return done ? first.queuesKnown(known.join(", ")) : first.queuesHow;
    case "contact":
      return first.contactHow;
  }
}
