import { type Control, createControl } from "./control.ts";
import { createEngine } from "./engine.ts";
import type { MockCoreOptions } from "./options.ts";
import type { Outcome } from "./outage.ts";

/** A SuperTokens core in memory, on Web APIs alone. */
export type MockCore = {
  /**
   * Answers a request to the core. Rejects with a TypeError, as `fetch` does, when the core is told to refuse or to
   * hang up.
   */
  fetch(request: Request): Promise<Response>;
  control: Control;
};

/** A mock core without a server. Throws an Error of one line for an option the core would refuse. */
export function createMockCore(options: MockCoreOptions = {}): MockCore {
  const engine = createEngine(options);
  return {
    async fetch(request) {
      const { pathname, searchParams } = new URL(request.url);
      const outcome = await engine.handle({
        method: request.method,
        path: decodedPath(pathname),
        query: searchParams,
        headers: Object.fromEntries(request.headers),
        body: await request.text(),
      });
      return toResponse(outcome);
    },
    control: createControl(engine),
  };
}

/** The path with percent escapes decoded; as it is when they are malformed. */
export function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function toResponse(outcome: Outcome): Response {
  if (outcome === null) throw new TypeError("fetch failed");
  const { status, headers, body, cut } = outcome;
  if (!cut) return new Response(body, { status, headers });
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(body.slice(0, body.length / 2)));
      controller.error(new TypeError("terminated"));
    },
  });
  return new Response(stream, { status, headers });
}
