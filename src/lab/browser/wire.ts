import { nameMinted } from "../../../contract/core-wire.ts";
import { Names, withRelativeExpiry } from "../../../contract/names.ts";
import { recorded, sessionHeaders } from "../../../contract/recorded.ts";
import type { Exchange } from "../../../results/runs.ts";
import type { Served, WireRequest } from "../protocol.ts";

/** Names of tokens that lead back to the tokens. */
export class TokenNames extends Names {
  readonly #tokens = new Map<string, string>();

  override add(value: string, name: string): void {
    super.add(value, name);
    this.#tokens.set(name, value);
  }

  /** The token of a name, as in "access token 3". */
  token(name: string): string | undefined {
    return this.#tokens.get(name);
  }
}

/** What the SDK keeps for itself in a cookie; no server reads it. */
const ownNotes = /(?:^|; )st-last-access-token-update=[^;]*/g;

/** Writes down what goes over both wires, in the form of a recording. */
export class Wire {
  readonly names = new TokenNames();

  /** An exchange, tokens by their names; `note` says who sends it. */
  exchange(request: WireRequest, { response, core }: Served, note?: string): Exchange {
    const { names } = this;
    nameMinted(
      core.map(({ response: { body } }) => ({ responseBody: body })),
      names,
    );
    const { pathname, search } = new URL(request.url);
    const headers: Exchange["response"]["headers"] = {};
    const cookies: string[] = [];
    for (const [name, value] of response.headers) {
      if (name === "set-cookie") cookies.push(withRelativeExpiry(names.in(value), Date.now()));
      else if (name === "front-token" && value !== "remove") headers[name] = "<front token>";
      else if (sessionHeaders.includes(name)) headers[name] = names.in(value);
    }
    if (cookies.length > 0) headers["set-cookie"] = cookies;
    return recorded({
      ...(note && { note }),
      request: {
        method: request.method,
        path: pathname + search,
        headers: this.#requestHeaders(request),
        ...(request.body && { body: Object.fromEntries(new URLSearchParams(request.body)) }),
      },
      core: names.inJson(core) as Exchange["core"],
      response: {
        status: response.status,
        headers,
        ...(headers["content-type"]?.includes("json") && {
          body: names.inJson(parsed(response.body)),
        }),
      },
    });
  }

  #requestHeaders({ headers }: WireRequest): Record<string, string> {
    return Object.fromEntries(
      headers.flatMap(([name, value]) => {
        if (name === "rid") return [[name, value]];
        if (name !== "cookie") return [];
        const told = value
          .replace(ownNotes, "")
          .replace(/^; /, "")
          .replace(/sFrontToken=[^;]*/, "sFrontToken=<front token>");
        return told ? [[name, this.names.in(told)]] : [];
      }),
    );
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
