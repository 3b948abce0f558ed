import { createControl } from "./control.ts";
import type { Control } from "./control-types.ts";
import { createEngine, type Parts } from "./engine.ts";
import { decodedBody, decodedPath, maxBody } from "./http.ts";
import { utf8 } from "./jwt.ts";
import type { MockCoreOptions } from "./options.ts";
import type { Outcome } from "./outage.ts";
import { everything } from "./recipes.ts";

/** A SuperTokens core in memory, on Web APIs alone. */
export type MockCore = {
  /** Gives the response to a request. Rejects with a TypeError, as `fetch` does, where the connection would be dropped. */
  fetch(request: Request): Promise<Response>;
  control: Control;
};

/** A mock core without a server. Throws an Error of one line for an option the core would refuse. */
export function createMockCore(options: MockCoreOptions = {}): MockCore {
  return createWith(everything, options);
}

/** The same of some parts. */
export function createWith(parts: Parts, options: MockCoreOptions): MockCore {
  const engine = createEngine(options, parts);
  return {
    async fetch(request) {
      const { pathname, searchParams } = new URL(request.url);
      const bytes = new Uint8Array(await request.arrayBuffer());
      const tooLarge = bytes.length > maxBody;
      const outcome = await engine.handle({
        method: request.method,
        path: decodedPath(pathname),
        query: searchParams,
        headers: Object.fromEntries(request.headers),
        body: tooLarge ? "" : decodedBody(bytes, request.headers.get("content-type") ?? ""),
        tooLarge,
      });
      return toResponse(outcome);
    },
    control: createControl(engine),
  };
}

function toResponse(outcome: Outcome) {
  if (outcome === null) throw new TypeError("fetch failed");
  const { status, headers, body, cut } = outcome;
  // These statuses have no body (Fetch standard), and `Response` refuses one.
  const hasBody = ![204, 205, 304].includes(status);
  if (!cut) return new Response(hasBody ? body : null, { status, headers });
  const half = utf8(body.slice(0, body.length / 2));
  const start = (controller: ReadableStreamDefaultController) => {
    controller.enqueue(half);
    controller.error(new TypeError("terminated"));
  };
  return new Response(new ReadableStream({ start }), { status, headers });
}
