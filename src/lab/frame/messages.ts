import type { WireResponse } from "../protocol.ts";

/** What the frame's document is told when it is made: in an attribute of its script. */
export interface Opened {
  /** Numbers the documents of a frame: a message of one that is gone counts no more. */
  page: number;
  url: string;
  /** The cookies that scripts can see, as `document.cookie` gives them. */
  cookie: string;
  cookieEnabled: boolean;
  sessionStorage: Record<string, string>;
  localStorage: Record<string, string>;
  /** The scripts of the page, in order: "refresh-session". */
  scripts: string[];
}

/** What the frame asks of the browser around it. */
export type FromFrame =
  /** The scripts of the page have run. */
  | { frame: "ready" }
  | { frame: "navigate"; url: string; replace: boolean }
  | { frame: "submit"; url: string; method: string; body: string }
  | {
      frame: "fetch";
      id: number;
      request: { url: string; method: string; headers: [string, string][]; body?: string };
    }
  | { frame: "cookie"; cookie: string }
  | { frame: "storage"; area: "sessionStorage" | "localStorage"; key: string; value?: string }
  | { frame: "lock"; id: number; name: string }
  | { frame: "unlock"; id: number };

/** The same, from a certain document. */
export type Posted = FromFrame & { page: number };

/** What the browser tells the frame. */
export type ToFrame =
  | { browser: "fetched"; id: number; response: WireResponse; cookie: string }
  | { browser: "failed"; id: number; cookie: string }
  /** Another tab may have changed the cookies while this one waited. */
  | { browser: "locked"; id: number; cookie: string };
