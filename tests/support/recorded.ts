/** What went over both wires in one scenario, normalised: the file snapshot, and the diagram on the page. */
export interface Recording {
  scenario: string;
  title: string;
  capability: string;
  exchanges: Exchange[];
}

/** A request to the web server, its calls to the core meanwhile, and its answer. */
export interface Exchange {
  /** What happened before it. */
  events?: string[];
  /** Who sent it, where that is not plainly the browser. */
  note?: string;
  /** So many of the same. */
  times?: number;
  request: { method: string; path: string; headers: Record<string, string>; body?: unknown };
  core: CoreExchange[];
  response: {
    status: number;
    headers: Record<string, string | string[]>;
    /** JSON as it is; a page as its text. */
    body?: unknown;
  };
}

export interface CoreExchange {
  request: { method: string; path: string; headers: Record<string, string>; body?: unknown };
  response: { status: number; body?: unknown };
}

/** The answer's headers that matter to a session; the rest (date, etag, …) is the framework's own. */
export const recordedHeaders: readonly string[] = [
  "location",
  "content-type",
  "cache-control",
  "vary",
  "front-token",
  "anti-csrf",
  "st-access-token",
  "st-refresh-token",
  "access-control-expose-headers",
  "content-security-policy",
];
