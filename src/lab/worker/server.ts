import type { Served, WireRequest } from "../protocol.ts";
import { apiKey, coreUri, fetchFromCore, noteCalls } from "./core.ts";
import { coreCalls } from "./core-calls.ts";
import "./fetch-classes.ts";
import { setEnvironment } from "./process.ts";

/** The web server: the app of the guide, which responds to a Request with a Response. */
type Site = { fetch(request: Request): Response | Promise<Response> };

/** Where it listens, so to speak. Behind a proxy browsers see another origin. */
export const address = "http://localhost:3000";

let site: Site | undefined;

/** Loads the app, which browsers see at `origin`. Its modules read the environment, and so load only now. */
export async function startServer(origin: string): Promise<void> {
  setEnvironment({
    ORIGIN: origin,
    SUPERTOKENS_CORE_URI: coreUri,
    SUPERTOKENS_API_KEY: apiKey,
  });
  globalThis.fetch = fetchFromCore;
  const [{ site: create }, { pages }] = await Promise.all([
    import("lab:site"),
    import("lab:pages"),
  ]);
  site = create(async (path) => {
    const text = pages[path];
    return text === undefined ? null : new TextEncoder().encode(text);
  });
}

/** Responds to a request. Throws before `startServer`. */
export async function respond({ url, method, headers, body }: WireRequest) {
  if (!site) throw new Error("The web server has not started");
  const own = new Headers(headers);
  if (body !== undefined && !own.has("content-length"))
    own.set("content-length", String(new TextEncoder().encode(body).length));
  const request = new Request(url, {
    method,
    headers: own,
    ...(body !== undefined && { body }),
  });
  const response = await site.fetch(request);
  // An HTTP server sends none.
  const text = method === "HEAD" ? "" : await response.text();
  return { response, text };
}

/** The same, with what went over the second wire meanwhile. */
export async function serve(request: WireRequest): Promise<Served> {
  const noted = noteCalls();
  const start = performance.now();
  try {
    const { response, text } = await respond(request);
    return {
      response: { status: response.status, headers: [...response.headers], body: text },
      core: coreCalls(noted.calls),
      durationMs: performance.now() - start,
    };
  } finally {
    noted.end();
  }
}
