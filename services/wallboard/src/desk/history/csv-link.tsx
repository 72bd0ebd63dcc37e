/** The same question as CSV. With a shared token, which no address may hold, the file is fetched and handed over. */
import { sharedToken } from "../../live/token.ts";
import { words } from "../../words/words.ts";

export function CsvLink({ path, name }: { readonly path: string; readonly name: string }) {
  const fetched = async (token: string): Promise<void> => {
    const answer = await fetch(path, { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) return;
    const address = URL.createObjectURL(await answer.blob());
    const link = Object.assign(document.createElement("a"), { href: address, download: name });
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <a
      className="btn"
      href={path}
      download={name}
      onClick={(event) => {
        const token = sharedToken();
        if (token === null) return;
        event.preventDefault();
        void fetched(token);
      }}
    >
      {words.csv}
    </a>
  );
}
