import type { Outcome } from "../../results/client-navigation.ts";
import { callHeaders, serverFunction, withContext } from "../support/server-function.ts";

/**
 * What the demo app of a framework has that its client can navigate to. Everything else is the same for all of them: the
 * pages of the contract, the sign-in page and the refresh page.
 */
export interface ClientApp {
  /** A page with an optional session that links to the others. It is the first to be loaded, as a document. */
  start: string;
  /** The link on it to `/dashboard?tab=1`. */
  link: string;
  /** A link from there to another page; one that loads no document, where there is one. */
  leave: string;
  /** The page with a form that saves a nickname, and the button that sends it. */
  form: { page: string; button: string };
  /** The requests by which the client gets the data of `/dashboard`, as a browser sends them. */
  data: readonly { path: string; headers?: Record<string, string> }[];
  /** Whether a request is for the data of a page, or calls an action: listed with those for documents. */
  isData(request: { path: string; headers: Record<string, string> }): boolean;
  /** In place of the path: what changes from build to build. */
  named(path: string): string;
  /** What the framework does differently from the others, by "way, state"; `because` is its source. */
  differs?: Record<string, { because: string } & Partial<Expected>>;
}

/** What must come of a navigation. */
export interface Expected {
  sees: Outcome["sees"];
  url: string;
  cookies: readonly string[];
  history: number;
}

/** Of Astro: the URL of a form's action is the page's, with the action's name as its query. */
const because = "astro/dist/actions/runtime/client.js, getActionQueryString";
const saved = { because, url: "/profile?_action=save", history: 1 };
const signInToSave = { because, url: "/login?redirectBack=%2Fprofile%3F_action%3Dsave" };

/** Of TanStack Start: the paths of the app's server functions, and how the results name them. */
const serverFunctions = new Map(
  (
    [
      ["src/routes/about.tsx", "checkSession"],
      ["src/routes/dashboard.tsx", "getUser"],
      ["src/routes/profile.tsx", "getProfile"],
      ["src/routes/profile.tsx", "save"],
      ["src/routes/welcome.tsx", "getVisitor"],
    ] as const
  ).map(([file, name]) => [serverFunction(file, name), `/_serverFn/<${name} of ${file}>`]),
);

/** Of Nuxt: a link prefetches the code of a page, and no data. */
const prefetch = "nuxt/dist/app/components/nuxt-link.js, prefetch";
/** Of Nuxt's form: it reloads its page, which the server redirects, in the place of its entry in the history. */
const reload = 'HTML, location.reload(): the history handling is "reload"';

export const clientApps: Record<string, ClientApp> = {
  astro: {
    start: "/welcome",
    link: "Dashboard",
    leave: "Welcome",
    form: { page: "/profile", button: "Save" },
    // <ClientRouter /> fetches the page itself, and takes what it needs from it.
    data: [{ path: "/dashboard?tab=1" }],
    isData: ({ path }) => /^\/(dashboard|profile|welcome)\b/.test(path),
    named: (path) => path,
    differs: {
      "form, valid": saved,
      "form, refreshed": saved,
      "form, expired": saved,
      "form, revoked": signInToSave,
      "form, none": signInToSave,
    },
  },
  sveltekit: {
    start: "/welcome",
    link: "Dashboard",
    leave: "Welcome",
    form: { page: "/profile", button: "Save" },
    // Which of the nodes on the way from the root layout to the page have to load again.
    data: [
      { path: "/dashboard/__data.json?tab=1" },
      ...["11", "10", "01", "00", "1", "0"].map((nodes) => ({
        path: `/dashboard/__data.json?x-sveltekit-invalidated=${nodes}`,
      })),
    ],
    isData: ({ path, headers }) =>
      path.includes("__data.json") || headers["x-sveltekit-action"] !== undefined,
    named: (path) => path,
  },
  "react-router": {
    start: "/welcome",
    link: "Dashboard",
    leave: "Welcome",
    form: { page: "/profile", button: "Save" },
    // Without the parameter, every loader on the way to the page.
    data: [
      "",
      "&_routes=routes/dashboard",
      "&_routes=root,routes/dashboard",
      "&_routes=root",
    ].map((routes) => ({ path: `/dashboard.data?tab=1${routes}` })),
    isData: ({ path }) => /\.data(\?|$)/.test(path),
    named: (path) => path,
  },
  "tanstack-start": {
    start: "/welcome",
    link: "Dashboard",
    leave: "Welcome",
    form: { page: "/profile", button: "Save" },
    // As the framework's client sends it, and with a context that names a user.
    data: ["", withContext({ userId: "alice" })].map((query) => ({
      path: serverFunction("src/routes/dashboard.tsx", "getUser") + query,
      headers: callHeaders,
    })),
    isData: ({ path }) => path.startsWith("/_serverFn/"),
    named: (line) =>
      line
        .replace(/\/_serverFn\/\w+/, (path) => serverFunctions.get(path) ?? path)
        .replace(/\?payload=\S+/, "?payload=<context: alice>"),
  },
  nuxt: {
    start: "/welcome",
    link: "Dashboard",
    leave: "Welcome",
    form: { page: "/profile", button: "Save" },
    data: [
      { path: "/api/visitor?route=/dashboard" },
      // Nuxt has the data of a page there, if a route rule caches the page.
      { path: "/dashboard/_payload.json?tab=1" },
    ],
    isData: ({ path }) => /^\/api\/|\/_payload\.json/.test(path),
    named: (path) => path,
    differs: {
      "hover, refreshed": { because: prefetch, cookies: [] },
      "form, expired": { because: reload, history: 0 },
      "form, revoked": { because: reload, history: 0 },
      "form, none": { because: reload, history: 0 },
    },
  },
};
