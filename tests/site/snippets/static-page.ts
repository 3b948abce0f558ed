import { join } from "node:path";
import { build, type Plugin, type StdinOptions } from "esbuild";
import { embedsOf } from "./fixture-site.ts";

const component = join(import.meta.dirname, "../../../src/components/Snippet");

/** Stands in for the two modules that only Docusaurus's bundler has. */
const docusaurus: Plugin = {
  name: "docusaurus",
  setup({ onResolve, onLoad }) {
    const contents: Record<string, string> = {
      "@docusaurus/Link": "export default ({ to, ...rest }) => <a href={to} {...rest} />;",
      "@docusaurus/useDocusaurusContext":
        'export default () => ({ siteConfig: { customFields: { repositoryUrl: "https://example.test/repository" } } });',
    };
    onResolve({ filter: /^@docusaurus\// }, ({ path }) => ({ path, namespace: "docusaurus" }));
    onLoad({ filter: /./, namespace: "docusaurus" }, ({ path }) => ({
      contents: contents[path] ?? "",
      loader: "jsx",
      resolveDir: component,
    }));
  },
};

async function bundle(contents: string, loader: StdinOptions["loader"]): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, loader, resolveDir: component },
    bundle: true,
    write: false,
    format: "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [docusaurus],
  });
  return outputFiles[0]?.text ?? "";
}

/** The `Snippet` elements of a page as HTML, as the site's build writes it. */
export async function snippetHtml(siteDir: string, page: string): Promise<string> {
  const code = await bundle(
    `import { createElement } from "react";
    import { renderToStaticMarkup } from "react-dom/server.browser";
    import Snippet from "./index.tsx";
    export const render = (props) => renderToStaticMarkup(createElement(Snippet, props));`,
    "js",
  );
  const { render } = await import(
    `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`
  );
  return (await embedsOf(siteDir, page)).map(render).join("\n");
}

/** What the site's own script does for snippets. */
export function snippetScript(): Promise<string> {
  return bundle(
    `import { installCopy } from "./copy.ts";
    import { installHovers } from "./hover.ts";
    import { installJavaScript } from "./javascript.ts";
    import { installWrap } from "./wrap.ts";
    installCopy(document);
    installHovers(document);
    installJavaScript(document);
    installWrap(document);`,
    "ts",
  );
}

export function snippetCss(): Promise<string> {
  return bundle('@import "./snippet.css";', "css");
}
