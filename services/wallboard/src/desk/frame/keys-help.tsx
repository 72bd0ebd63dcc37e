/** Every key and what it does. */
import { words } from "../../words/words.ts";
import { Dialog } from "./dialog.tsx";

export function KeysHelp({ close }: { readonly close: () => void }) {
  const { keys } = words;
  const all: readonly (readonly [string, string])[] = [
    ["/", keys.search],
    ["g", keys.go],
    ["n", keys.now],
    ["j k", keys.move],
    ["Enter", keys.open],
    ["e", keys.explain],
    ["a", keys.acknowledge],
    ["s", keys.snooze],
    ["o", keys.handOver],
    ["m", keys.note],
    ["1–4", keys.windows],
    ["f", keys.filter],
    ...(document.querySelector("[data-as-table]") === null ? [] : [["t", keys.table] as const]),
    ["Esc", keys.back],
    ["?", keys.help],
  ];
  return (
    <Dialog title={keys.title} kind="box" close={close}>
      <dl className="keys">
        {all.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
