import { type Call, type CoreResponse, parsed } from "./http.ts";

/** One request that reached the core, and its response. */
export type LogEntry = {
  /** Counts from 1; not reused after `clearRequests`. */
  id: number;
  /** When it arrived, by the core's clock (ms). */
  at: number;
  method: string;
  path: string;
  query: Record<string, string>;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Parsed if it is JSON, else a string; undefined if there was none. */
  body: unknown;
  /** Null while the request is open, and when the connection was dropped. */
  status: number | null;
  responseHeaders: Record<string, string>;
  responseBody: unknown;
  /** Real time from arrival to response (ms); null while the request is open. */
  durationMs: number | null;
};

/** Picks requests: the end of a path, maybe with a method ("POST /recipe/jwt"), a pattern for it, or a function. */
export type RequestMatch = string | RegExp | ((entry: LogEntry) => boolean);

export function matches(
  entry: Pick<LogEntry, "method" | "path">,
  match: string | RegExp | undefined,
) {
  if (!match) return true;
  if (match instanceof RegExp)
    return new RegExp(match, match.flags.replace(/[gy]/g, "")).test(entry.path);
  const [, method, path = ""] = /^(?:([A-Za-z]+) )?(.*)$/s.exec(match) ?? [];
  const bare = entry.path.replace(/(?<=.)\/$/, "").toLowerCase();
  const isIts = !method || method.toUpperCase() === entry.method;
  return isIts && bare.endsWith(path.toLowerCase());
}

/** A function that computes its value at the first call. */
function once<T>(compute: () => T) {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: compute() };
    return made.value;
  };
}

export function createRequestLog(limit: number, onRequest?: (entry: LogEntry) => void) {
  let lastId = 0;
  let untaken: LogEntry[] = [];
  const waiting = new Set<(entry: LogEntry) => boolean>();
  const responses = new WeakMap<LogEntry, (body: string) => void>();
  const log = {
    entries: [] as LogEntry[],
    begin({ method, path, query, headers, body }: Call, at: number) {
      // Bodies are parsed on first access, because most are never read.
      const read = { body: once(() => parsed(body)), responseBody: () => undefined as unknown };
      const entry: LogEntry = {
        id: ++lastId,
        at,
        method,
        path,
        query: Object.fromEntries(query),
        headers,
        get body() {
          return read.body();
        },
        status: null,
        responseHeaders: {},
        get responseBody() {
          return read.responseBody();
        },
        durationMs: null,
      };
      responses.set(entry, (response) => {
        read.responseBody = once(() => parsed(response));
      });
      log.entries.push(entry);
      if (log.entries.length > limit) log.entries.shift();
      return entry;
    },
    end(entry: LogEntry, response: CoreResponse | null, durationMs: number) {
      const { status = null, headers: responseHeaders = {}, body = "" } = response ?? {};
      responses.get(entry)?.(body);
      Object.assign(entry, { status, responseHeaders, durationMs });
      if (![...waiting].some((offer) => offer(entry))) untaken.push(entry);
      if (untaken.length > limit) untaken.shift();
      onRequest?.(entry);
    },
    clear() {
      log.entries = [];
      untaken = [];
    },
    async take({ match, timeoutMs = 1000 }: { match?: RequestMatch; timeoutMs?: number } = {}) {
      const fits = (entry: LogEntry) =>
        typeof match === "function" ? match(entry) : matches(entry, match);
      const found = untaken.find(fits);
      untaken = untaken.filter((entry) => entry !== found);
      if (found) return found;
      return new Promise<LogEntry>((resolve, reject) => {
        const offer = (entry: LogEntry) => {
          if (!fits(entry)) return false;
          clearTimeout(timer);
          resolve(entry);
          return waiting.delete(offer);
        };
        const timer = setTimeout(() => {
          waiting.delete(offer);
          const seen = untaken.map((entry) => `${entry.method} ${entry.path}`).join(", ");
          const what = `no request${match ? ` that fits ${match}` : ""}`;
          reject(new Error(`${what} within ${timeoutMs} ms; untaken: ${seen || "none"}`));
        }, timeoutMs);
        waiting.add(offer);
      });
    },
  };
  return log;
}
