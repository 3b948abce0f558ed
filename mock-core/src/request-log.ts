import type { Answer, Call } from "./http.ts";

/** One request that reached the core, and what it was answered. */
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
  /** Parsed where it is JSON, the text where it is not, undefined where there was none. */
  body: unknown;
  /** Null when the connection was dropped instead of answered, and while it is still open. */
  status: number | null;
  responseHeaders: Record<string, string>;
  responseBody: unknown;
  /** Real time from arrival to answer (ms); null while it is still open. */
  durationMs: number | null;
};

/**
 * Picks requests: a path such as "/recipe/session/verify" (the end of the real one, so whatever app or tenant stands
 * before it), the same with a method before it ("POST /recipe/session/verify"), a pattern for the whole path, or a
 * function.
 */
export type RequestMatch = string | RegExp | ((entry: LogEntry) => boolean);

/** Whether a request is one of those picked; without a match every one is. */
export function matches(
  entry: Pick<LogEntry, "method" | "path">,
  match: string | RegExp | undefined,
): boolean {
  if (match === undefined) return true;
  if (match instanceof RegExp)
    return new RegExp(match, match.flags.replace(/[gy]/g, "")).test(entry.path);
  const [, method, path] = /^(?:([A-Za-z]+) )?(.*)$/s.exec(match) ?? [];
  const bare = entry.path.length > 1 ? entry.path.replace(/\/$/, "") : entry.path;
  return (
    (method === undefined || method.toUpperCase() === entry.method) &&
    bare.toLowerCase().endsWith((path ?? "").toLowerCase())
  );
}

/** What `takeRequest` takes. */
export type TakeOptions = { match?: RequestMatch | undefined; timeoutMs?: number | undefined };

/** A log of the newest `limit` requests; tells `onRequest` of each that was answered. */
export function createRequestLog(limit: number, onRequest?: (entry: LogEntry) => void) {
  let lastId = 0;
  const started = new WeakMap<LogEntry, number>();
  /** Answered, and not yet given out by `take`. */
  let untaken: LogEntry[] = [];
  const waiting = new Set<(entry: LogEntry) => boolean>();
  const log = {
    /** The entries kept, oldest first. */
    entries: [] as LogEntry[],
    /** Notes a request that has arrived; `at` in ms. */
    begin({ method, path, query, headers, body }: Call, at: number): LogEntry {
      const entry: LogEntry = {
        id: ++lastId,
        at,
        method,
        path,
        query: Object.fromEntries(query),
        headers,
        body: parsed(body),
        status: null,
        responseHeaders: {},
        responseBody: undefined,
        durationMs: null,
      };
      started.set(entry, performance.now());
      log.entries.push(entry);
      if (log.entries.length > limit) log.entries.splice(0, log.entries.length - limit);
      return entry;
    },
    /** Notes its answer; null for a dropped connection. */
    end(entry: LogEntry, answer: Answer | null): void {
      entry.durationMs = performance.now() - (started.get(entry) ?? 0);
      if (answer !== null) {
        entry.status = answer.status;
        entry.responseHeaders = answer.headers;
        entry.responseBody = parsed(answer.body);
      }
      const takenAtOnce = [...waiting].some((offer) => offer(entry));
      if (!takenAtOnce) untaken.push(entry);
      if (untaken.length > limit) untaken.shift();
      onRequest?.(entry);
    },
    clear(): void {
      log.entries = [];
      untaken = [];
    },
    /** The oldest entry that fits, once; waits for one that comes, and rejects when none does. */
    take({ match, timeoutMs = 1000 }: TakeOptions = {}): Promise<LogEntry> {
      const fits = (entry: LogEntry): boolean =>
        typeof match === "function" ? match(entry) : matches(entry, match);
      const found = untaken.find(fits);
      if (found !== undefined) {
        untaken = untaken.filter((entry) => entry !== found);
        return Promise.resolve(found);
      }
      return new Promise((resolve, reject) => {
        const offer = (entry: LogEntry): boolean => {
          if (!fits(entry)) return false;
          clearTimeout(timer);
          resolve(entry);
          return waiting.delete(offer);
        };
        const timer = setTimeout(() => {
          waiting.delete(offer);
          const seen = untaken.map((entry) => `${entry.method} ${entry.path}`).join(", ");
          const what = match === undefined ? "" : ` that fits ${match}`;
          reject(
            new Error(`no request${what} within ${timeoutMs} ms; untaken: ${seen || "none"}`),
          );
        }, timeoutMs);
        waiting.add(offer);
      });
    },
  };
  return log;
}

function parsed(body: string): unknown {
  try {
    return body === "" ? undefined : JSON.parse(body);
  } catch {
    return body;
  }
}
