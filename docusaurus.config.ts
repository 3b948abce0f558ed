import type { Options, ThemeConfig } from "@docusaurus/preset-classic";
import type { Config, PluginModule } from "@docusaurus/types";
import { contents } from "./src/plugins/contents/index.ts";
import { labPlugin } from "./src/plugins/lab/index.ts";
import { mockCorePackage } from "./src/plugins/mock-core-package/index.ts";
import { mockCoreReference } from "./src/plugins/mock-core-reference/index.ts";
import { recordedRunsRemark } from "./src/plugins/recorded-runs/remark.ts";
import { registry } from "./src/plugins/registry/index.ts";
import { sandboxesPlugin } from "./src/plugins/sandboxes/index.ts";
import { sessionObject } from "./src/plugins/session-object/index.ts";
import { snippetsPlugin, snippetsRemark } from "./src/plugins/snippets/index.ts";
import { staticPages } from "./src/plugins/static-pages/index.ts";
import { pageTemplate } from "./src/plugins/static-pages/page-template.ts";
import { verificationData } from "./src/plugins/verification-data/index.ts";

const repositoryUrl = "https://github.com/supertokens-ssr/reference";

const config: Config = {
  title: "SuperTokens SSR reference",
  tagline:
    "How to verify and refresh a SuperTokens session while rendering on the server, in code that is executed before it is shown.",
  url: "https://supertokens-ssr.dev",
  baseUrl: "/",
  trailingSlash: false,
  // An inline script and inline styles, which the site's policy forbids.
  baseUrlIssueBanner: false,
  titleDelimiter: "·",
  customFields: { repositoryUrl },

  onBrokenLinks: "throw",
  onBrokenAnchors: "throw",
  onDuplicateRoutes: "throw",
  markdown: {
    // `## Heading {#id}`: ids of sections that must not depend on their wording.
    mdx1Compat: { headingIds: true },
    hooks: { onBrokenMarkdownLinks: "throw", onBrokenMarkdownImages: "throw" },
  },

  future: {
    v4: true,
    // The cache waits for the client compiler, which has no page to compile here (src/plugins/static-pages).
    faster: { mdxCrossCompilerCache: false },
  },
  // The key under which the theme is saved, shared with src/plugins/static-pages/theme-script.ts.
  storage: { namespace: false },
  ssrTemplate: pageTemplate,

  plugins: [
    staticPages,
    contents,
    verificationData,
    mockCoreReference,
    mockCorePackage,
    sessionObject,
    registry as PluginModule,
    snippetsPlugin,
    sandboxesPlugin as PluginModule,
    labPlugin as PluginModule,
  ],
  presets: [
    [
      "classic",
      {
        blog: false,
        docs: {
          routeBasePath: "/",
          sidebarPath: "./sidebars.ts",
          showLastUpdateTime: true,
          editUrl: `${repositoryUrl}/edit/main/`,
          beforeDefaultRemarkPlugins: [snippetsRemark, recordedRunsRemark],
        },
        pages: { beforeDefaultRemarkPlugins: [snippetsRemark] },
        theme: { customCss: ["./src/css/site.css", "./src/css/few-pages.css"] },
        sitemap: { lastmod: null, changefreq: null, priority: null },
      } satisfies Options,
    ],
  ],

  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    navbar: {
      title: "SuperTokens SSR reference",
      items: [
        { to: "/start", label: "Start here" },
        { to: "/concepts", label: "Concepts" },
        { to: "/troubleshooting", label: "Troubleshooting" },
        { to: "/verification", label: "Verification" },
      ],
    },
  } satisfies ThemeConfig,
};

export default config;
