import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fixture, write } from "./fixture-site.ts";

const root = join(import.meta.dirname, "../../..");
const docusaurus = join(root, "node_modules/@docusaurus/core/bin/docusaurus.mjs");

export const repositoryUrl = "https://example.test/repository";

const config = `
import { snippetsPlugin, snippetsRemark } from "./src/plugins/snippets/index.ts";

export default {
  title: "Fixture",
  url: "https://example.test",
  baseUrl: "/",
  onBrokenLinks: "ignore",
  customFields: { repositoryUrl: "${repositoryUrl}" },
  future: { v4: true, faster: true },
  themes: ["@docusaurus/theme-classic"],
  plugins: [
    snippetsPlugin,
    "@docusaurus/plugin-css-cascade-layers",
    "@docusaurus/plugin-content-pages",
    [
      "@docusaurus/plugin-content-docs",
      { routeBasePath: "/", beforeDefaultRemarkPlugins: [snippetsRemark] },
    ],
  ],
  clientModules: ["./src/client.ts"],
};
`;

const client = `
import { installCopy } from "./components/Snippet/copy.ts";
import { installHovers } from "./components/Snippet/hover.ts";

if (typeof document !== "undefined") {
  installCopy(document);
  installHovers(document);
}
`;

const page = `---
title: Page
slug: /
---

\`inline\`

\`\`\`ts file=snippets/demo/greet.ts#greet
\`\`\`

\`\`\`ts file=snippets/demo/shout.ts
\`\`\`

\`\`\`sh title="At hand"
npm ci
\`\`\`
`;

/**
 * Writes a site with Docusaurus's own theme, the fixture's snippets and a copy of the embeds' own sources, so that a test can edit any of
 * it. It lies in the repository, where packages are found. Gives its path.
 */
export function writeSite(name: string): string {
  const siteDir = join(import.meta.dirname, ".build", name);
  rmSync(siteDir, { recursive: true, force: true });
  mkdirSync(siteDir, { recursive: true });
  cpSync(fixture, siteDir, { recursive: true, filter: (path) => !path.endsWith(".cache") });
  for (const path of [
    "src/plugins/snippets",
    "src/components/Snippet",
    "snippets/frameworks.ts",
    "biome.json",
    "results/rewrite.ts",
    "results/verification.ts",
    "results/version-files.ts",
    "results/versions.ts",
  ]) {
    cpSync(join(root, path), join(siteDir, path), { recursive: true });
  }
  // The repository's "type": "module" would hold for the CommonJS that Docusaurus generates.
  write(siteDir, "package.json", '{ "private": true }');
  write(siteDir, "src/package.json", '{ "type": "module" }');
  write(siteDir, "docusaurus.config.ts", config);
  write(siteDir, "src/client.ts", client);
  write(siteDir, "docs/index.mdx", page);
  return siteDir;
}

/** Builds a site as `npm run build` does. Gives the HTML of its page, or throws what the build has said. */
export function buildSite(siteDir: string): string {
  const run = spawnSync(process.execPath, [docusaurus, "build", siteDir], {
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production", SKIP_HTML_MINIFICATION: "true" },
  });
  if (run.status !== 0) throw new Error(`${run.stdout}${run.stderr}`);
  return readFileSync(join(siteDir, "build/index.html"), "utf8");
}

/** Starts a site as `npm start` does. Whoever calls it ends the process. */
export function startSite(siteDir: string, port: number): ChildProcess {
  return spawn(
    process.execPath,
    [docusaurus, "start", siteDir, "--no-open", "--host", "127.0.0.1", "--port", String(port)],
    { stdio: "ignore", env: { ...process.env, NODE_ENV: "development" } },
  );
}
