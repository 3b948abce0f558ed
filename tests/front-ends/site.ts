import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { compose, writeFiles } from "../../sandboxes/compose.ts";
import { startApp } from "../support/start-app.ts";
import { warmUp } from "../support/warm-up.ts";
import { type FrontEndCore, startCore } from "./core.ts";
import { type FrontEnd, registered } from "./front-ends.ts";
import { startWire, type Wire } from "./wire.ts";

/** A running site: the Express sandbox with the pages of one front end, and its core in this process. */
export interface Site {
  frontEnd: FrontEnd;
  /** Its origin. */
  url: string;
  core: FrontEndCore;
  /** What the browser and the server say to each other. */
  wire: Wire;
  /** The path of a module that exports safeRedirectBack, from the same source as the pages. */
  redirectBackModule: string;
  /** The same site behind a server that has never called the core. Stop it yourself. */
  startAnother(): Promise<Site>;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, "../..");
const apiKey = "browser-api-key-of-24-chars";
/** Set by scripts/versions/front-end.ts: a copy of the front end's snippets, with another release installed. */
export const otherReleases = process.env.FRONT_END_FOLDER;
/** What stays of the sandbox's public/ whatever the front end. */
const shared = "public/style.css";

/** A front end that is built, with the server that serves it. */
export interface BuiltSite {
  /** Starts it with a core of its own. Stop each yourself. */
  start(): Promise<Site>;
  /** Removes what was built. */
  remove(): void;
}

/** Builds a front end and starts it; what was built is removed when it stops. */
export async function startSite(
  frontEnd: FrontEnd,
  build: FrontEnd["build"] = frontEnd.build,
): Promise<Site> {
  const built = await buildSite(frontEnd, build);
  const site = await built.start();
  return {
    ...site,
    async stop() {
      await site.stop();
      built.remove();
    },
  };
}

/** Builds a front end for production, in a folder of its own: several test files do it at once. */
export async function buildSite(
  frontEnd: FrontEnd,
  build: FrontEnd["build"] = frontEnd.build,
): Promise<BuiltSite> {
  const dir = makeFolder();
  const payload = await compose("express");
  const files = Object.entries(payload.files).filter(
    ([path]) => !path.startsWith("public/") || path === shared,
  );
  await writeFiles({ ...payload, files: Object.fromEntries(files) }, dir);
  if (frontEnd.serverInit) copyFileSync(join(root, frontEnd.serverInit), join(dir, "init.ts"));
  adapt(dir, frontEnd);
  const { framework, variant } = registered(frontEnd);
  const snippets = otherReleases ?? join(root, "snippets", framework.id);
  const folder = join(snippets, variant?.folder ?? "");
  const { redirectBackModule } = await build(folder, join(dir, "public"));

  async function serve(core: FrontEndCore): Promise<Site> {
    const wire = await startWire(core);
    const app = await startApp(dir, { url: core.url, apiKey }, wire.url);
    wire.appPort = Number(new URL(app.url).port);
    return {
      frontEnd,
      url: wire.url,
      core,
      wire,
      redirectBackModule,
      startAnother: () => serve(core),
      async stop() {
        await wire.close();
        await app.stop();
      },
    };
  }

  return {
    async start() {
      const core = await startCore(apiKey);
      const site = await serve(core);
      await warmUp(site.url, core);
      return {
        ...site,
        async stop() {
          await site.stop();
          await core.close();
        },
      };
    },
    remove: () => rmSync(dir, { recursive: true }),
  };
}

/** Gives the sandbox's server another policy, and the routes that no snippet shows. */
function adapt(dir: string, { contentSecurityPolicy }: FrontEnd): void {
  const routes = readFileSync(join(import.meta.dirname, "extra-routes.ts"), "utf8");
  writeFileSync(
    join(dir, "extra-routes.ts"),
    routes.replaceAll('"../../snippets/express/', '"./'),
  );
  const file = join(dir, "server.ts");
  const replacements = [
    [
      'import { app } from "./app.ts";',
      'import { app } from "./app.ts";\nimport { extraRoutes } from "./extra-routes.ts";',
    ],
    ["server.use(app);", "server.use(extraRoutes);\nserver.use(app);"],
    ...(contentSecurityPolicy
      ? [[`"default-src 'self'"`, JSON.stringify(contentSecurityPolicy)]]
      : []),
  ];
  let text = readFileSync(file, "utf8");
  for (const [before = "", after = ""] of replacements) {
    if (text.split(before).length !== 2)
      throw new Error(`server.ts of the Express sandbox does not hold ${before} once`);
    text = text.replace(before, () => after);
  }
  writeFileSync(file, text);
}

/** An empty folder in which the sandbox finds its packages, wherever npm put them. */
function makeFolder(): string {
  const parent = join(import.meta.dirname, ".build");
  mkdirSync(parent, { recursive: true });
  const dir = mkdtempSync(join(parent, "express-"));
  // The sandbox's own versions; what is not among them is found upwards.
  const packages = join(root, "sandboxes/express/node_modules");
  if (otherReleases) {
    // Script tags load the bundle of the release from there.
    const names = readdirSync(packages).map((name) => join(packages, name));
    mkdirSync(join(dir, "node_modules"));
    for (const path of [...names, join(otherReleases, "node_modules/supertokens-web-js")]) {
      symlinkSync(path, join(dir, "node_modules", basename(path)), "junction");
    }
  } else if (existsSync(packages)) symlinkSync(packages, join(dir, "node_modules"), "junction");
  return dir;
}
