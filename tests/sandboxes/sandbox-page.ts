import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import type { LoadContext } from "@docusaurus/types";
import { build, type Plugin } from "esbuild";
import { type Sandboxes, sandboxesPlugin } from "../../src/plugins/sandboxes/index.ts";
import { contentSecurityPolicy } from "../../src/plugins/static-pages/content-security-policy.ts";

const root = join(import.meta.dirname, "../..");
const component = join(root, "src/components/Sandbox");
const types: Record<string, string> = {
  ".js": "text/javascript",
  ".json": "application/json",
  ".zip": "application/zip",
};

/** A page of the site that holds nothing but a sandbox, served as a host would: with the site's policy. */
export interface SandboxPage {
  url: string;
  /** What the sandboxes plugin has published, by path: "/sandboxes/express.json". */
  published: (path: string) => Buffer;
  close(): Promise<void>;
}

/** Serves <Sandbox framework={id} />, rendered as the build does, with its client script and what the plugin publishes. */
export async function serveSandboxPage(
  id: string,
  change: Partial<Sandboxes[string]> = {},
): Promise<SandboxPage> {
  const generatedFilesDir = mkdtempSync(join(tmpdir(), "sandbox-page-"));
  const plugin = sandboxesPlugin({
    siteDir: root,
    generatedFilesDir,
    baseUrl: "/",
  } as LoadContext);
  const sandboxes = (await plugin.loadContent?.()) as Sandboxes;
  const published = (path: string) =>
    readFileSync(join(generatedFilesDir, "sandboxes-published", basename(path)));

  const facts = sandboxes[id];
  if (!facts) throw new Error(`There is no sandbox ${id}`);
  const html = `<!doctype html><html lang="en"><title>Page</title><main>${await render(id, { [id]: { ...facts, ...change } })}</main><script type="module" src="/client.js"></script>`;
  const scripts = await bundleClient();
  const policy = contentSecurityPolicy([html]);

  const server = createServer((req, res) => {
    const { pathname } = new URL(req.url ?? "/", "http://page");
    res.setHeader("content-security-policy", policy);
    res.setHeader("content-type", types[extname(pathname)] ?? "text/html; charset=utf-8");
    if (pathname === "/") res.end(html);
    else if (pathname.startsWith("/sandboxes/")) res.end(published(pathname));
    else if (scripts.has(pathname)) res.end(scripts.get(pathname));
    else res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    published,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          rmSync(generatedFilesDir, { recursive: true });
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** The client script and the chunks that it loads on demand, split as the site's bundle is. */
async function bundleClient(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    stdin: {
      contents: 'import { installSandbox } from "./client.ts"; installSandbox(document);',
      resolveDir: component,
      loader: "ts",
    },
    bundle: true,
    splitting: true,
    format: "esm",
    outdir: "/",
    entryNames: "client",
    write: false,
  });
  return new Map(outputFiles.map((file) => [`/${basename(file.path)}`, file.text]));
}

async function render(framework: string, sandboxes: Sandboxes): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { createElement } from "react";
        import { renderToStaticMarkup } from "react-dom/server.browser";
        import Sandbox from "./index.tsx";
        export const html = renderToStaticMarkup(createElement(Sandbox, { framework: ${JSON.stringify(framework)} }));`,
      resolveDir: component,
      loader: "js",
    },
    bundle: true,
    format: "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    write: false,
    plugins: [docusaurus(sandboxes)],
  });
  const code = Buffer.from(outputFiles[0]?.text ?? "").toString("base64");
  const { html } = (await import(`data:text/javascript;base64,${code}`)) as { html: string };
  return html;
}

/** Stands in for what only Docusaurus' bundler has. */
function docusaurus(sandboxes: Sandboxes): Plugin {
  const modules: Record<string, string> = {
    "@docusaurus/Link": "export default (props) => <a {...props} />;",
    "@docusaurus/useBaseUrl": "export default (path) => path;",
    "@docusaurus/useDocusaurusContext": "export default () => ({ siteConfig: {} });",
    "@docusaurus/useGlobalData": `export const usePluginData = () => (${JSON.stringify(sandboxes)});`,
  };
  return {
    name: "docusaurus",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^@site\// }, ({ path }) => ({
        path: join(root, path.slice("@site/".length)),
      }));
      onResolve({ filter: /^@docusaurus\// }, ({ path }) => ({
        path,
        namespace: "docusaurus",
      }));
      onLoad({ filter: /./, namespace: "docusaurus" }, ({ path }) => ({
        contents: modules[path] ?? "",
        loader: "jsx",
        resolveDir: component,
      }));
    },
  };
}
