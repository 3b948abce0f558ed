import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { HtmlTagObject, LoadContext, Plugin } from "@docusaurus/types";
import { choiceScript } from "../../components/Choice/head-script.ts";
import { choiceRules } from "../../components/Choice/rules.ts";
import { pageTextServer } from "../page-texts/dev-server.ts";
import { pageTexts, readArticles } from "../page-texts/index.ts";
import { extractJavaScript, extractMeanings } from "../snippets/page-files.ts";
import { writePictures } from "../social-pictures/index.ts";
import { bundle } from "./bundle.ts";
import { contentSecurityPolicy } from "./content-security-policy.ts";
import { withStyles } from "./few-pages.ts";
import { headerRules, hostingFiles } from "./hosting.ts";
import { themeScript } from "./theme-script.ts";

/**
 * Ships pages without React: Docusaurus renders the HTML, and a page loads one small module (src/client) and no other script.
 * In production, Docusaurus' own client bundle is empty; with `docusaurus start`, React runs, and src/client alongside it.
 */
export async function staticPages({
  siteDir,
  siteConfig,
  generatedFilesDir,
}: LoadContext): Promise<Plugin> {
  const production = process.env.NODE_ENV === "production";
  const { resolve } = createRequire(join(siteDir, "package.json"));
  const assets = production ? await bundle(siteDir) : undefined;
  const textServer = pageTextServer(siteDir);
  const pictureCache = join(siteDir, "node_modules/.cache/social-pictures");
  const css = assets?.css ?? (await readFile(join(siteDir, "src/css/fonts.css"), "utf8"));

  return {
    name: "static-pages",

    getClientModules: () => (production ? [] : [join(siteDir, "src/client/site.ts")]),

    async allContentLoaded() {
      textServer.forget();
    },

    // Browsers get the style sheet as it is written, here as in production.
    configurePostCss: (options) => ({ ...options, plugins: [] }),

    injectHtmlTags: () => ({ headTags: headTags(css, assets?.entry) }),

    configureWebpack(_config, isServer) {
      // Docusaurus generates CommonJS, which the "type": "module" of this package would make an error.
      const module = {
        rules: [{ test: /\.js$/, include: generatedFilesDir, type: "javascript/auto" }],
      };
      const alias = {
        // The whole look is in src/css; the classic theme insists on adding its style sheet.
        [resolve("infima/dist/css/default/default.css")]: false as const,
      };
      // Node runs the server's chunks from below this package, and would take a .js for an ES module.
      const output = isServer ? { chunkFilename: "assets/js/[name].[contenthash:8].cjs" } : {};
      // In place of Docusaurus' own, which serves sources to the error overlay of an earlier create-react-app.
      const devServer = {
        setupMiddlewares: (all: unknown[]) => [textServer.middleware, ...all],
      };
      return production && !isServer
        ? {
            entry: join(siteDir, "src/plugins/static-pages/empty-entry.js"),
            module,
            resolve: { alias },
          }
        : { module, output, resolve: { alias }, ...(!production && { devServer }) };
    },

    async postBuild({ outDir }) {
      if (!assets) return;
      const folder = join(outDir, "assets");
      await rm(join(folder, "js"), { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      for (const [name, text] of assets.scripts) await writeFile(join(folder, name), text);

      const files = await readdir(outDir, { recursive: true });
      const names = files.filter((file) => file.endsWith(".html"));
      const read = await Promise.all(names.map((name) => readFile(join(outDir, name), "utf8")));
      const pages = read.map((html) => withStyles(html, assets.css, assets.fewPagesCss));
      // Docusaurus writes a page that could not be loaded as an error message, and calls the build a success.
      const empty = names.filter((_name, index) => !pages[index]?.includes("<main"));
      if (empty.length > 0) throw new Error(`Rendered without content: ${empty.join(", ")}`);
      const articles = readArticles(
        new Map(names.map((name, index) => [name, pages[index] ?? ""])),
      );
      const pictures = await writePictures(articles, siteConfig, outDir, pictureCache);
      await Promise.all(
        names.map(async (name, index) => {
          const meanings = extractMeanings(pages[index] ?? "");
          const { html, file } = extractJavaScript(meanings.html);
          for (const own of [meanings.file, file])
            if (own) await writeFile(join(folder, own.name), own.text);
          const picture = pictures.get(name) ?? pictures.get("index.html");
          await writeFile(join(outDir, name), html.replace("</head>", `${picture}</head>`));
        }),
      );
      const texts = await pageTexts(articles, siteConfig);
      for (const [name, text] of Object.entries(texts))
        await writeFile(join(outDir, name), text);

      const policy = contentSecurityPolicy(pages);
      for (const [name, text] of Object.entries(hostingFiles(headerRules(policy))))
        await writeFile(join(outDir, name), text);
    },
  };
}

/** The tags in the head of every page, in addition to its own title and description; `entry` is the module to load, in production. */
function headTags(css: string, entry: string | undefined): HtmlTagObject[] {
  const fonts = ["text", "code"].map((name) => ({
    rel: "preload",
    href: `/fonts/${name}.woff2`,
    as: "font",
    type: "font/woff2",
    crossorigin: "anonymous",
  }));
  return [
    { tagName: "meta", attributes: { name: "color-scheme", content: "light dark" } },
    { tagName: "script", innerHTML: themeScript + choiceScript() },
    ...fonts.map((attributes) => ({ tagName: "link", attributes })),
    { tagName: "style", innerHTML: css + choiceRules() },
    ...(entry ? scripts(entry) : []),
    {
      tagName: "link",
      attributes: { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
    },
  ];
}

/** The module, and rules by which a browser fetches a page ahead when the pointer rests on a link to it. */
function scripts(entry: string): HtmlTagObject[] {
  const pages = { and: [{ href_matches: "/*" }, { not: { href_matches: "/*.*" } }] };
  const rules = { prefetch: [{ where: pages, eagerness: "moderate" }] };
  return [
    { tagName: "script", attributes: { type: "module", src: `/assets/${entry}` } },
    {
      tagName: "script",
      attributes: { type: "speculationrules" },
      innerHTML: JSON.stringify(rules),
    },
  ];
}
