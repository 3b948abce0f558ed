import {
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { compose } from "../../sandboxes/compose.ts";
import { unchecked } from "../support/nextjs-build.ts";
import { loadPage, type PageLoad } from "../support/page-load.ts";
import { type StartedApp, startApp } from "../support/start-app.ts";
import { pageCookies, refreshCookies } from "./app.ts";

const root = join(import.meta.dirname, "../..");

/** An app, in a folder where a build of the same files is kept. */
export interface Source {
  /** The folder's name, and that of no other test file: two builds in one folder hinder each other. */
  name: string;
  /** Path to text. */
  files: Record<string, string>;
}

/** The sandbox with files of a test's own; `change` may replace what is there. */
export async function sandboxWith(
  name: string,
  change: (files: Record<string, string>) => Record<string, string> = () => ({}),
): Promise<Source> {
  const { files } = await compose("nextjs-app");
  return { name, files: { ...unchecked(files), ...change(files) } };
}

/** The app of `snippets/nextjs-auth-react` with files of a test's own, started as the sandbox is. */
export async function authReactApp(
  name: string,
  more: Record<string, string> = {},
): Promise<Source> {
  const sandbox = await compose("nextjs-app");
  const folder = join(root, "snippets/nextjs-auth-react");
  const files: Source["files"] = {
    "start.ts": sandbox.files["start.ts"] ?? "",
    // Next.js has nothing to add to this one; what it adds would look like a change.
    "tsconfig.json": sandbox.files["tsconfig.json"] ?? "",
    // Without one Next.js takes that of a folder above. As in the sandbox, it traces no files.
    "next.config.ts": 'export default { outputFileTracingExcludes: { "*": ["**"] } };',
    "package.json": JSON.stringify({
      type: "module",
      scripts: { start: "node start.ts" },
    }),
  };
  for (const path of globSync("{{app,lib}/**/*.{ts,tsx},proxy.ts}", {
    cwd: folder,
  })) {
    files[path] = readFileSync(join(folder, path), "utf8");
  }
  return { name, files: { ...files, ...more } };
}

/** Writes an app into its folder, and keeps what has been built there. */
export function writeNext({ name, files }: Source): string {
  // In the repository, where the packages are, and hidden from everything that looks for sources.
  const folder = join(root, "sandboxes/nextjs-app/.build", `.${name}`);
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(folder)) {
    if (entry !== ".next") rmSync(join(folder, entry), { recursive: true });
  }
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}

/** Builds an app for production and starts it. */
export async function startNext(
  source: Source,
  core: RunningMockCore,
): Promise<StartedApp & { folder: string }> {
  const folder = writeNext(source);
  const app = await startApp(folder, { url: core.url, apiKey: "" });
  return { ...app, folder };
}

/** A file of the build, as JSON. */
export function manifest(folder: string, path: string) {
  return JSON.parse(readFileSync(join(folder, ".next", path), "utf8"));
}

/** The bytes of JavaScript that a page's HTML makes a browser load: by its tags, and by the data in it. */
export function scriptBytes(folder: string, html: string): number {
  // What only old browsers load.
  const modern = html.replace(/<script[^>]* nomodule[^>]*>/gi, "");
  const scripts = new Set(modern.match(/static\/chunks\/[^"\\?]+\.js/g));
  return [...scripts].reduce(
    (sum, path) => sum + statSync(join(folder, ".next", decodeURIComponent(path))).size,
    0,
  );
}

/** The text that a browser without scripts shows for a URL. */
export async function visit(
  app: StartedApp,
  path: string,
  init: PageLoad & { cookie?: string } = {},
) {
  const { cookie, headers, ...more } = init;
  const response = await loadPage(app.url + path, {
    ...more,
    headers: { ...headers, ...(cookie && { cookie }) },
  });
  const html = await response.text();
  return {
    status: response.status,
    location: response.headers.get("location"),
    cache: response.headers.get("cache-control"),
    policy: response.headers.get("content-security-policy") ?? "",
    cookies: response.headers.getSetCookie().map((cookie) => cookie.split("=", 1)[0]),
    setCookies: response.headers.getSetCookie(),
    frontToken: response.headers.get("front-token"),
    html,
    /** What is seen before any script has run. */
    text: html
      .replace(/<head>.*?<\/head>|<title>.*?<\/title>|<script\b.*?<\/script>|<!--.*?-->/gs, "")
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  };
}

/** The cookie header of the first page after a refresh: the SDK hands out a new access token there. */
export async function refreshedCookies(
  app: StartedApp,
  core: RunningMockCore,
): Promise<string> {
  const { status, setCookies } = await visit(app, "/auth/session/refresh", {
    method: "POST",
    headers: { rid: "session" },
    cookie: await refreshCookies(core),
  });
  if (status !== 200) throw new Error(`The refresh responded with ${status}`);
  return setCookies[0]?.split(";")[0] ?? "";
}

export async function expiredCookies(core: RunningMockCore): Promise<string> {
  const cookie = await pageCookies(core);
  return `sAccessToken=${await core.control.expire(cookie.replace("sAccessToken=", ""))}`;
}

/** The calls to the core while `work` is done: "POST /recipe/session/verify". */
export async function callsDuring(
  core: RunningMockCore,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const before = core.control.requests.length;
  await work();
  return core.control.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
}
