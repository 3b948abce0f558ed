/** What a visitor does on a page that the framework's client renders. */
export type Way = "click" | "back" | "hover" | "form";

/** What has happened to the session since that page was loaded. */
export type State = "valid" | "refreshed" | "expired" | "revoked" | "none";

/** Where it ends, in Chromium. */
export interface Outcome {
  sees:
    | "the page"
    | "the saved input"
    | "the sign-in page"
    | "the current page"
    | "an error page";
  /** Path and query in the address bar. */
  url: string;
  /** Requests for pages and their data, with the status, in order. */
  requests: string[];
  /** Names of the cookies that responses have set, once each. */
  cookies: string[];
  /** Entries that the history has gained. */
  history: number;
}

/** The response to a data request alone. */
export interface DataResponse {
  /** The request, without its origin. */
  request: string;
  /** By the state of the session: the status, and whether the body holds what the page shows. */
  responses: Record<State, { status: number; shows: boolean; cookies: string[] }>;
}

/** What `tests/client-navigation/` has seen of a framework: an entry of `results/client-navigation.json`, by its id. */
export interface ClientNavigation {
  outcomes: Record<Way, Record<State, Outcome>>;
  data: DataResponse[];
}
