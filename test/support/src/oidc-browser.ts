/** As a browser goes to the provider and comes back: follows redirects, keeps cookies by host, fills in the provider's form. */
export interface Arrival {
  readonly url: URL;
  readonly status: number;
}

export class OidcBrowser {
  readonly cookies = new Map<string, Map<string, string>>();
  /** Every address it was sent to, in order. */
  readonly visited: URL[] = [];

  /** Follows until something is no redirect, or `stop` says so of where it would go next. */
  async go(
    to: string | URL,
    stop: (next: URL) => boolean = () => false,
    init: Omit<RequestInit, "headers"> = {},
  ): Promise<Arrival> {
    let url = new URL(to);
    let how = init;
    for (let hops = 0; hops < 20; hops++) {
      this.visited.push(url);
      const answer = await fetch(url, {
        ...how,
        redirect: "manual",
        headers: { cookie: this.cookie(url) },
      });
      this.#keep(url, answer.headers.getSetCookie());
      await answer.arrayBuffer();
      const location = answer.headers.get("location");
      if (location === null || answer.status < 300 || answer.status >= 400) return { url, status: answer.status };
      url = new URL(location, url);
      how = {};
      if (stop(url)) return { url, status: answer.status };
    }
    throw new Error("redirected for ever");
  }

  /** To the provider by the board's button, and as `login` back to the board: where it ends. `stop` as of `go`. */
  async signIn(board: string, login: string, next = "/", stop?: (next: URL) => boolean): Promise<Arrival> {
    const form = await this.go(`${board}v1/oidc/start?next=${encodeURIComponent(next)}`);
    if (!form.url.pathname.startsWith("/interaction/")) return form;
    return this.go(form.url, stop, { method: "POST", body: new URLSearchParams({ login }) });
  }

  cookie({ host }: URL): string {
    return [...(this.cookies.get(host) ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  #keep({ host }: URL, set: readonly string[]): void {
    const kept = this.cookies.get(host) ?? new Map<string, string>();
    this.cookies.set(host, kept);
    for (const cookie of set) {
      const [pair = "", ...attributes] = cookie.split(";");
      const at = pair.indexOf("=");
      const ended = attributes.some((each) => /^\s*(max-age=0|expires=thu, 01 jan 1970)/i.test(each));
      if (ended) kept.delete(pair.slice(0, at));
      else kept.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}
