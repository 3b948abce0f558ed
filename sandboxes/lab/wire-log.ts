import {
  type CookieSent,
  type CookieSet,
  describeCookies,
  describeSetCookies,
} from "./cookies.ts";
import { maskUrl } from "./mask.ts";
import type { LogEntry } from "./mock-core.js";
import { createTokenNames, type TokenNames } from "./token-names.ts";

/** One request from the web server to the core, tokens named. */
export interface CoreCall {
  kind: "core";
  id: number;
  method: string;
  path: string;
  /** Null if the core hung up. */
  status: number | null;
  durationMs: number;
  body: unknown;
  answer: unknown;
}

/** One request from the browser to the web server, and the calls to the core that were made meanwhile. */
export interface Exchange {
  kind: "browser";
  id: number;
  /** ms since the epoch */
  at: number;
  /** "flow" where `npm run flow` made it, "reader" otherwise. */
  by: "reader" | "flow";
  method: string;
  /** With the query string, credentials masked. */
  path: string;
  /** A script, a style sheet or the like: noise, as a rule. */
  asset: boolean;
  sent: CookieSent[];
  /** The fields of a form or of JSON, credentials masked. */
  fields: Record<string, unknown> | undefined;
  status: number;
  durationMs: number;
  set: CookieSet[];
  /** The headers of the response that concern sessions. */
  headers: Record<string, string>;
  /** The body of the response, if it is JSON. */
  answer: unknown;
  core: CoreCall[];
}

/** Something that happened off the wires. */
export interface Note {
  kind: "note";
  id: number;
  at: number;
  text: string;
}

export type WireEntry = Exchange | CoreCall | Note;

/** What the proxy knows of a request when it comes in, and when it is over. */
export type Incoming = Pick<Exchange, "method" | "path" | "by"> & {
  headers: Record<string, string>;
};
export type Outgoing = {
  status: number;
  headers: Record<string, string>;
  setCookies: string[];
  requestBody: unknown;
  responseBody: unknown;
};

/** Collects the exchanges of the browser and of the server, in the order in which they end. */
export interface WireLog {
  names: TokenNames;
  /** Logs a request; call the returned function when the response is complete. */
  begin(incoming: Incoming): (outgoing: Outgoing) => void;
  /** For the mock core to report to. */
  coreCall(entry: LogEntry): void;
  note(text: string): void;
  clear(): void;
  /** The entries with a greater id. If there are none, it waits for one, at most `waitMs`. */
  after(id: number, waitMs: number): Promise<{ entries: WireEntry[]; last: number }>;
}

/** How many entries are kept, and how many calls to the core in each. */
const limit = 500;
const callLimit = 100;
const told = ["location", "cache-control", "vary", "content-type", "www-authenticate"];
const assets = /\.(?:js|css|map|ico|svg|png|woff2?)$/;

/** Requests to the core with this header are the lab's own, not the app's. */
export const labHeader = "x-lab";

export function createWireLog(): WireLog {
  const names = createTokenNames();
  let entries: WireEntry[] = [];
  let last = 0;
  const open = new Set<{ at: number; asset: boolean; core: CoreCall[] }>();
  const waiting = new Set<() => void>();

  const append = (entry: WireEntry): void => {
    entries = [...entries, entry].slice(-limit);
    for (const wake of waiting) wake();
  };
  const nextId = (): number => ++last;

  return {
    names,

    begin(incoming) {
      const at = Date.now();
      const started = performance.now();
      const asset = assets.test(incoming.path.split("?")[0] ?? "");
      const request = { at, asset, core: [] as CoreCall[] };
      open.add(request);
      return (outgoing) => {
        open.delete(request);
        const { method, path, by, headers } = incoming;
        const sent = describeCookies(headers.cookie ?? "", names);
        const set = describeSetCookies(outgoing.setCookies, names);
        append({
          kind: "browser",
          id: nextId(),
          ...{ at, by, method, asset, sent, set },
          path: maskUrl(path),
          fields: fieldsOf(outgoing.requestBody, names),
          status: outgoing.status,
          durationMs: performance.now() - started,
          headers: Object.fromEntries(
            told.flatMap((name) =>
              outgoing.headers[name] ? [[name, maskUrl(outgoing.headers[name])]] : [],
            ),
          ),
          answer: names.inside(outgoing.responseBody),
          core: request.core,
        });
      };
    },

    coreCall(entry) {
      if (entry.headers[labHeader]) return;
      const call: CoreCall = {
        kind: "core",
        id: 0,
        method: entry.method,
        path: entry.path,
        status: entry.status,
        durationMs: entry.durationMs ?? 0,
        body: names.inside(entry.body),
        answer: names.inside(entry.responseBody),
      };
      // The two wires meet in another process. One reader makes one request at a time, as a rule: the newest open one.
      const during = [...open].filter(({ asset }) => !asset).at(-1);
      if (during) {
        if (during.core.length < callLimit) during.core.push(call);
      } else append({ ...call, id: nextId() });
    },

    note: (text) => append({ kind: "note", id: nextId(), at: Date.now(), text }),

    clear() {
      entries = [];
    },

    async after(id, waitMs) {
      const newer = () => entries.filter((entry) => entry.id > id);
      if (newer().length === 0 && waitMs > 0) {
        await new Promise<void>((resolve) => {
          const wake = (): void => {
            clearTimeout(timer);
            waiting.delete(wake);
            resolve();
          };
          const timer = setTimeout(wake, waitMs);
          waiting.add(wake);
        });
      }
      return { entries: newer(), last };
    },
  };
}

function fieldsOf(body: unknown, names: TokenNames): Record<string, unknown> | undefined {
  return typeof body === "object" && body !== null
    ? (names.inside(body) as Record<string, unknown>)
    : undefined;
}
