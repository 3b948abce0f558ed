import { type ChildProcess, execFile, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { compilerOptions } from "../../src/components/Install/compiler-options.ts";
import { copiesOf } from "../../src/plugins/registry/file-sets.ts";
import { installCommands } from "../../src/plugins/registry/packages.ts";
import { freePort } from "../support/free-port.ts";
import { root, serveRegistry, setOf } from "./registry.ts";

/** Far more than the half minute that it takes on a machine with nothing else to do. */
const limit = 180_000;

/** A reader's project: an empty folder, gone when the test is over. */
function project(): string {
  const folder = mkdtempSync(join(tmpdir(), "reader-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a command as a reader does. Throws with what it has printed where it fails. */
async function run(folder: string, command: string, ...args: string[]): Promise<string> {
  const done = promisify(execFile)(command, args, {
    cwd: folder,
    env: {
      ...process.env,
      CI: "true",
      NODE_ENV: "",
      // A reader has the native compiler of Next.js.
      NEXT_TEST_WASM: undefined,
      NEXT_TELEMETRY_DISABLED: "1",
      npm_config_prefer_offline: "true",
      npm_config_audit: "false",
      npm_config_fund: "false",
    },
    maxBuffer: 1 << 26,
  });
  done.child.stdin?.end();
  const { stdout, stderr } = await done.catch((error) => {
    throw new Error(`${command} ${args.join(" ")}\n${error.stdout}\n${error.stderr}`);
  });
  return stdout + stderr;
}

const write = (folder: string, path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const read = (folder: string, path: string) => readFileSync(join(folder, path), "utf8");
const json = (folder: string, path: string) => JSON.parse(read(folder, path));

async function add(folder: string, item: string): Promise<string> {
  const address = `${await serveRegistry()}/r/${item}.json`;
  return run(folder, join(root, "node_modules/.bin/shadcn"), "add", address, "--yes");
}

it(
  "Next.js: in a new project with src/, all of it builds, and every old route is there",
  async () => {
    const parent = project();
    const create = [
      "--yes",
      "create-next-app@16.3.7",
      "app",
      "--yes",
      "--ts",
      "--src-dir",
      "--app",
    ];
    const without = ["--no-tailwind", "--no-eslint", "--skip-install", "--disable-git"];
    await run(parent, "npx", ...create, ...without, "--use-npm");
    const folder = join(parent, "app");
    // Without the fonts that it fetches from another site.
    const layout =
      'export default ({ children }: { children: React.ReactNode }) => (\n  <html lang="en"><body>{children}</body></html>\n);\n';
    write(folder, "src/app/layout.tsx", layout);
    write(folder, "src/app/pricing/page.tsx", "export default () => <p>12</p>;\n");
    write(
      folder,
      "src/app/api/prices/route.ts",
      "export const GET = () => Response.json(12);\n",
    );
    const config = 'export default { serverExternalPackages: ["supertokens-node"] };\n';
    write(folder, "next.config.ts", config);
    const before = json(folder, "package.json");

    const printed = await add(folder, "nextjs-app");
    expect(printed).toContain("put your public pages");
    expect(existsSync(join(folder, "app"))).toBe(false);
    expect(existsSync(join(folder, "src/app/auth/[...path]/route.ts"))).toBe(true);
    expect(read(folder, "next.config.ts")).toBe(config);
    expect(read(folder, "src/app/layout.tsx")).toBe(layout);
    const after = json(folder, "package.json");
    expect(after.dependencies).toMatchObject(before.dependencies);
    expect(after.devDependencies).toEqual(before.devDependencies);
    expect(json(folder, "node_modules/next/package.json").version).toBe("16.3.7");

    await run(folder, join(folder, "node_modules/.bin/next"), "build");
    const routes = Object.values(json(folder, ".next/app-path-routes-manifest.json"));
    expect(routes).toEqual(
      expect.arrayContaining(["/", "/pricing", "/api/prices", "/auth/[...path]"]),
    );
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

    const printed = await add(folder, "sveltekit");
    expect(printed).toContain("put your public routes");
    expect(existsSync(join(folder, "src/hooks.server.ts"))).toBe(true);
    expect(existsSync(join(folder, "src/routes/auth/[...path]/+server.ts"))).toBe(true);
    expect(existsSync(join(folder, "src/routes/dashboard"))).toBe(false);
    expect(read(folder, "vite.config.ts")).toBe(config);
    const after = json(folder, "package.json");
    expect(after.devDependencies).toMatchObject(before.devDependencies);

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

    const printed = await add(folder, "astro");
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

    await add(folder, "express");
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
  const port = await freePort();
  const app: ChildProcess = spawn(process.execPath, [file], {
    cwd: folder,
    env: { ...process.env, PORT: String(port) },
    stdio: "ignore",
  });
  onTestFinished(() => void app.kill());
  for (;;) {
    if (app.exitCode !== null) throw new Error(`${file} ended with ${app.exitCode}`);
    const response = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined);
    if (response) return response.text();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
