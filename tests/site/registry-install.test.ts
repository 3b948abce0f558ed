import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { compilerOptions } from "../../src/components/Install/compiler-options.ts";
import { copiesOf } from "../../src/plugins/registry/file-sets.ts";
import { installCommands } from "../../src/plugins/registry/packages.ts";
import { freePort } from "../support/free-port.ts";
import { loadPage } from "../support/page-load.ts";
import { newProject, run } from "../support/project.ts";
import { addItem, root, setOf } from "../support/registry.ts";

/** Far more than the half minute that it takes on a machine with nothing else to do. */
const limit = 180_000;

/** A reader's project: an empty folder, gone when the test is over. */
function project(): string {
  const folder = newProject();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const write = (folder: string, path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const read = (folder: string, path: string) => readFileSync(join(folder, path), "utf8");
const json = (folder: string, path: string) => JSON.parse(read(folder, path));

it(
  "React Router: in a project as create-react-router makes it, all of it compiles and builds, and the routes respond",
  async () => {
    const folder = project();
    // create-react-router fetches its template from GitHub: these are the parts of it that matter here.
    write(folder, "package.json", '{ "name": "reader", "private": true, "type": "module" }');
    const packages = ["react-router", "@react-router/node", "@react-router/serve"];
    const tools = ["@react-router/dev", "@types/node", "@types/react", "@types/react-dom"];
    const versions: Record<string, string> = {
      "react-router": "8.4.0",
      "@react-router/node": "8.4.0",
      "@react-router/serve": "8.4.0",
      "@react-router/dev": "8.4.0",
      "@types/node": "22",
    };
    const named = (names: string[]) => names.map((name) => `${name}@${versions[name] ?? "19"}`);
    await run(
      folder,
      "npm",
      "install",
      "--engine-strict=false",
      ...named(packages),
      "react@19",
      "react-dom@19",
      "isbot@5",
    );
    await run(
      folder,
      "npm",
      "install",
      "-D",
      ...named(tools),
      "typescript@6.0.3",
      "vite@8.3.8",
    );
    const options = {
      target: "ES2022",
      lib: ["DOM", "DOM.Iterable", "ES2022"],
      types: ["node", "vite/client"],
      module: "ES2022",
      moduleResolution: "bundler",
      jsx: "react-jsx",
      rootDirs: [".", "./.react-router/types"],
      esModuleInterop: true,
      verbatimModuleSyntax: true,
      noEmit: true,
      resolveJsonModule: true,
      skipLibCheck: true,
      strict: true,
    };
    const include = ["**/*", "**/.server/**/*", "**/.client/**/*", ".react-router/types/**/*"];
    write(folder, "tsconfig.json", JSON.stringify({ include, compilerOptions: options }));
    write(
      folder,
      "vite.config.ts",
      'import { reactRouter } from "@react-router/dev/vite";\nimport { defineConfig } from "vite";\n\nexport default defineConfig({ plugins: [reactRouter()] });\n',
    );
    write(
      folder,
      "app/root.tsx",
      `import { Outlet, Scripts } from "react-router";
import type { Route } from "./+types/root";
import { sessionMiddleware } from "./lib/middleware";

export const middleware: Route.MiddlewareFunction[] = sessionMiddleware;
export const loader = () => null;
export default () => <html lang="en"><body><Outlet /><Scripts /></body></html>;
`,
    );
    write(
      folder,
      "app/routes.ts",
      `import { index, route, type RouteConfig } from "@react-router/dev/routes";

export default [
  index("routes/home.tsx"),
  route("pricing", "routes/pricing.tsx"),
  route("auth/*", "routes/auth.ts"),
] satisfies RouteConfig;
`,
    );
    write(folder, "app/routes/home.tsx", "export default () => <p>Home</p>;\n");
    write(folder, "app/routes/pricing.tsx", "export default () => <p>12</p>;\n");
    const before = json(folder, "package.json");

    const printed = await addItem(folder, "react-router");
    expect(printed).toContain("put your public routes");
    const after = json(folder, "package.json");
    expect(after.dependencies).toMatchObject(before.dependencies);
    expect(after.devDependencies).toEqual(before.devDependencies);
    expect(existsSync(join(folder, "app/routes/dashboard.tsx"))).toBe(false);
    const file = "app/lib/middleware.ts";
    write(folder, file, read(folder, file).replace('new Set(["/login"', 'new Set(["/"'));

    const bin = (name: string) => join(folder, "node_modules/.bin", name);
    await run(folder, bin("react-router"), "typegen");
    await run(folder, bin("tsc"));
    await run(folder, bin("react-router"), "build");
    const bundle = "build/server/index.js";
    const url = await serve(folder, "node_modules/@react-router/serve/bin.cjs", bundle);
    expect(await (await loadPage(`${url}/`)).text()).toContain("Home");
    const pricing = await loadPage(`${url}/pricing`);
    expect(pricing.headers.get("location")).toBe("/refresh-session?redirectBack=%2Fpricing");
    const refresh = await fetch(`${url}/auth/session/refresh`, {
      method: "POST",
      headers: { rid: "session" },
    });
    expect(refresh.status).toBe(401);
  },
  limit,
);

it(
  "SvelteKit: in a new project, all of it builds and has its types, and every old route is there",
  async () => {
    const parent = project();
    const create = ["--yes", "sv@0.17.1", "create", "app", "--template", "minimal"];
    await run(parent, "npx", ...create, "--types", "ts", "--no-add-ons", "--no-install");
    const folder = join(parent, "app");
    // The official generator still writes the release before.
    const newest = ["@sveltejs/kit@3.2.0", "@sveltejs/adapter-node@6.0.1", "svelte@5.57.3"];
    const tools = ["@sveltejs/vite-plugin-svelte@7.3.1", "vite@8.3.8", "@types/node@24.19.2"];
    await run(folder, "npm", "uninstall", "@sveltejs/adapter-auto");
    await run(folder, "npm", "install", "--save-dev", ...newest, ...tools);
    const config = read(root, "snippets/sveltekit/vite.config.ts");
    write(folder, "vite.config.ts", config);
    write(
      folder,
      "tsconfig.json",
      JSON.stringify({
        extends: "$app/tsconfig",
        include: ["src", "*.ts"],
        compilerOptions: { types: ["node", "$app/types"], strict: true },
      }),
    );
    write(
      folder,
      "src/routes/+layout.svelte",
      "<script>const { children } = $props();</script>\n{@render children()}\n",
    );
    write(folder, "src/routes/pricing/+page.svelte", "<p>12</p>\n");
    const before = json(folder, "package.json");

    const printed = await addItem(folder, "sveltekit");
    expect(printed).toContain("put your public routes");
    expect(existsSync(join(folder, "src/hooks.server.ts"))).toBe(true);
    expect(existsSync(join(folder, "src/routes/auth/[...path]/+server.ts"))).toBe(true);
    expect(existsSync(join(folder, "src/routes/dashboard"))).toBe(false);
    expect(read(folder, "vite.config.ts")).toBe(config);
    const after = json(folder, "package.json");
    expect(after.devDependencies).toMatchObject(before.devDependencies);

    // What the registry says to do: the page is for everybody.
    const hooks = read(folder, "src/hooks.server.ts");
    expect(hooks).toContain('open = new Set(["/login"');
    write(
      folder,
      "src/hooks.server.ts",
      hooks.replace('open = new Set(["/login"', 'open = new Set(["/pricing", "/login"'),
    );
    await run(folder, join(folder, "node_modules/.bin/vite"), "build");
    await run(folder, join(folder, "node_modules/.bin/svelte-check"), "--fail-on-warnings");
    expect(await responseOf(folder, "build/index.js", "/pricing")).toContain("12");
  },
  limit,
);

it(
  "Astro: in a new project, all of it builds and has its types, and every old page is there",
  async () => {
    const folder = project();
    // The files of create-astro's "minimal", which it fetches from GitHub.
    write(folder, "package.json", '{ "name": "reader", "type": "module" }');
    write(folder, "tsconfig.json", '{ "extends": "astro/tsconfigs/strict" }');
    const config = read(root, "snippets/astro/astro.config.ts");
    write(folder, "astro.config.ts", config);
    write(folder, "src/pages/index.astro", "<h1>Astro</h1>\n");
    const pricing = "---\nexport const prerender = true;\n---\n<p>12</p>\n";
    write(folder, "src/pages/pricing.astro", pricing);
    const tools = ["@astrojs/check@0.9.10", "typescript@6.0.3", "@types/node@24.19.2"];
    await run(folder, "npm", "install", "astro@7.3.5", "@astrojs/node@11.1.6", ...tools);
    const before = json(folder, "package.json");

    const printed = await addItem(folder, "astro");
    expect(printed).toContain("put your public routes");
    expect(existsSync(join(folder, "src/middleware.ts"))).toBe(true);
    expect(existsSync(join(folder, "src/pages/auth/[...path].ts"))).toBe(true);
    expect(existsSync(join(folder, "src/pages/dashboard.astro"))).toBe(false);
    expect(read(folder, "astro.config.ts")).toBe(config);
    const after = json(folder, "package.json");
    expect(after.dependencies).toMatchObject(before.dependencies);

    await run(folder, join(folder, "node_modules/.bin/astro"), "build");
    await run(folder, join(folder, "node_modules/.bin/astro"), "check");
    expect(await responseOf(folder, "dist/server/entry.mjs", "/pricing/")).toContain("12");
  },
  limit,
);

it(
  "TanStack Start: in a new project, all of it compiles and builds, and server functions require a session",
  async () => {
    vi.stubEnv("TANSTACK_CLI_TELEMETRY_DISABLED", "1");
    onTestFinished(() => void vi.unstubAllEnvs());
    const parent = project();
    const create = ["--yes", "@tanstack/cli@0.71.0", "create", "app", "--blank"];
    const options = ["--package-manager", "npm", "--no-git", "--no-intent", "--no-install"];
    await run(parent, "npx", ...create, ...options, "--non-interactive");
    const folder = join(parent, "app");
    await run(folder, "npm", "install");
    write(
      folder,
      "src/routes/pricing.tsx",
      `import { createFileRoute } from "@tanstack/react-router";
import { createServerFn } from "@tanstack/react-start";
const getPrice = createServerFn().handler(() => 12);
export const Route = createFileRoute("/pricing")({ loader: () => getPrice(), component: Price });
function Price() {
  return <p>{Route.useLoaderData()}</p>;
}
`,
    );
    const before = json(folder, "package.json");
    const router = read(folder, "src/router.tsx");

    const printed = await addItem(folder, "tanstack-start");
    expect(printed).toContain("every server function");
    expect(existsSync(join(folder, "src/routes/auth/$.ts"))).toBe(true);
    expect(existsSync(join(folder, "src/routes/dashboard.tsx"))).toBe(false);
    expect(read(folder, "src/router.tsx")).toBe(router);
    const after = json(folder, "package.json");
    expect(after.dependencies).toMatchObject(before.dependencies);

    await run(folder, join(folder, "node_modules/.bin/vite"), "build");
    await run(folder, join(folder, "node_modules/.bin/tsc"));
    const server = ["--prod", "--entry", "dist/server/server.js"];
    const url = await serve(folder, "node_modules/srvx/bin/srvx.mjs", ...server);
    expect(await (await loadPage(`${url}/`)).text()).toContain("Welcome to TanStack Start");
    const pricing = await loadPage(`${url}/pricing`);
    expect(pricing.headers.get("location")).toBe("/refresh-session?redirectBack=%2Fpricing");
    const refresh = await fetch(`${url}/auth/session/refresh`, {
      method: "POST",
      headers: { rid: "session" },
    });
    expect(refresh.status).toBe(401);
  },
  limit,
);

it(
  "Nuxt: in a new project, all of it builds and has its types, and every old page is there",
  async () => {
    const folder = project();
    // The files of create-nuxt's "minimal", which it fetches from GitHub, and a page.
    write(folder, "package.json", '{ "name": "reader", "private": true, "type": "module" }');
    const config = 'export default defineNuxtConfig({ compatibilityDate: "2025-07-15" });\n';
    write(folder, "nuxt.config.ts", config);
    const parts = ["app", "server", "shared", "node"];
    const references = parts.map((part) => ({ path: `./.nuxt/tsconfig.${part}.json` }));
    write(folder, "tsconfig.json", JSON.stringify({ files: [], references }));
    write(folder, "app/app.vue", "<template><div><NuxtPage /></div></template>\n");
    write(folder, "app/pages/pricing.vue", "<template><p>12</p></template>\n");
    write(folder, "app/pages/refresh-session.vue", "<template><p>Renewing</p></template>\n");
    const versions = ["nuxt@4.5.2", "vue@3.5.45", "vue-router@5.5.1"];
    const tools = ["vite@8.3.8", "typescript@6.0.3", "vue-tsc@3.3.14", "@types/node@24.19.2"];
    await run(folder, "npm", "install", "--engine-strict=false", ...versions, ...tools);
    const before = json(folder, "package.json");

    const printed = await addItem(folder, "nuxt");
    expect(printed).toContain("put your public routes");
    expect(existsSync(join(folder, "server/middleware/session.ts"))).toBe(true);
    expect(existsSync(join(folder, "server/routes/auth/[...path].ts"))).toBe(true);
    expect(existsSync(join(folder, "app/pages/dashboard.vue"))).toBe(false);
    expect(read(folder, "nuxt.config.ts")).toBe(config);
    const after = json(folder, "package.json");
    expect(after.dependencies).toMatchObject(before.dependencies);

    // What the registry says to do: the page is for everybody.
    const checks = read(folder, "server/lib/check-of.ts");
    expect(checks).toContain('  "/login",');
    write(
      folder,
      "server/lib/check-of.ts",
      checks.replace('  "/login",', '  "/pricing",\n  "/login",'),
    );
    const nuxt = join(folder, "node_modules/.bin/nuxt");
    await run(folder, nuxt, "build");
    await run(folder, nuxt, "typecheck");
    const server = await serve(folder, ".output/server/index.mjs");
    const shown = async (path: string) => (await fetch(server + path)).text();
    expect(await shown("/pricing")).toContain("12");
    expect(await shown("/refresh-session")).toContain("Renewing");
    expect((await loadPage(`${server}/private`)).headers.get("location")).toBe(
      "/refresh-session?redirectBack=%2Fprivate",
    );
  },
  limit,
);

it(
  "Express: in a TypeScript project with src/, all of it compiles, and the app responds as before",
  async () => {
    const folder = project();
    write(folder, "package.json", '{ "name": "reader", "type": "module" }');
    await run(
      folder,
      "npm",
      "install",
      "express@5.2.0",
      "typescript@6.0.3",
      "@types/express@5.0.3",
    );
    write(
      folder,
      "src/index.ts",
      `import express from "express";
const app = express();
app.get("/pricing", (_req, res) => void res.send("12"));
app.listen(Number(process.env.PORT));
`,
    );
    const options = {
      ...compilerOptions("node"),
      strict: true,
      rootDir: "src",
      outDir: "dist",
    };
    write(
      folder,
      "tsconfig.json",
      JSON.stringify({ compilerOptions: options, include: ["src"] }),
    );
    const before = json(folder, "package.json").dependencies;

    await addItem(folder, "express");
    expect(json(folder, "package.json").dependencies).toMatchObject(before);
    expect(json(folder, "node_modules/express/package.json").version).toBe("5.2.0");
    expect(read(folder, "src/supertokens/verify-session.ts")).toBe(
      read(root, "snippets/express/verify-session.ts"),
    );
    await run(folder, join(folder, "node_modules/.bin/tsc"));
    expect(existsSync(join(folder, "dist/supertokens/verify-session.js"))).toBe(true);
    expect(await responseOf(folder, "dist/index.js", "/pricing")).toBe("12");
  },
  limit,
);

it(
  "Express: pasted into an empty project, after the install lines and with the options that the page states, it compiles and starts",
  async () => {
    const folder = project();
    write(folder, "package.json", '{ "name": "reader", "type": "module" }');
    await run(folder, "npm", "install", "typescript@6.0.3");
    const set = setOf("express");
    for (const line of installCommands(root, set).npm ?? []) {
      const [command = "", ...args] = line.split(" ");
      await run(folder, command, ...args);
    }
    for (const [path, text] of copiesOf(root, set)) write(folder, `src/${path}`, text);
    write(
      folder,
      "src/index.ts",
      'import { app } from "./app.ts";\napp.listen(Number(process.env.PORT));\n',
    );
    // What `tsc --init` writes, with the page's options and an output folder.
    await run(folder, join(folder, "node_modules/.bin/tsc"), "--init");
    write(
      folder,
      "tsconfig.pasted.json",
      JSON.stringify({
        extends: "./tsconfig.json",
        compilerOptions: { ...compilerOptions("node"), rootDir: "src", outDir: "dist" },
        include: ["src"],
      }),
    );
    await run(folder, join(folder, "node_modules/.bin/tsc"), "-p", "tsconfig.pasted.json");
    expect(await responseOf(folder, "dist/index.js", "/welcome")).toContain("Welcome");
  },
  limit,
);

/** Starts a compiled app and gives the body of its response, as soon as it listens. */
async function responseOf(folder: string, file: string, path: string): Promise<string> {
  return (await fetch((await serve(folder, file)) + path)).text();
}

/** Starts a compiled app and gives its origin, as soon as it listens. */
async function serve(folder: string, ...file: string[]): Promise<string> {
  const port = await freePort();
  const app: ChildProcess = spawn(process.execPath, file, {
    cwd: folder,
    env: { ...process.env, PORT: String(port), NODE_ENV: "production" },
    stdio: "ignore",
  });
  onTestFinished(() => void app.kill());
  for (;;) {
    if (app.exitCode !== null) throw new Error(`${file} ended with ${app.exitCode}`);
    const url = `http://127.0.0.1:${port}`;
    if (await fetch(url).catch(() => undefined)) return url;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
