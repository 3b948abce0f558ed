/**
 * The one registry. The picker, the sidebar, the matrix, the tests and the sandboxes read it.
 * To add a framework: add a folder `snippets/<id>/` and one entry here (and `sandboxes/<id>/` to launch it). Whatever is
 * special about a framework stands in its entry as a named fact: no other code compares an id.
 */

/** What a framework's snippets can show. The contract runs a scenario where the framework has its capability. */
export type Capability =
  | "init"
  | "verify-session"
  | "check-database"
  | "verify-jwt"
  | "optional-session"
  | "require-claim"
  | "protect-api"
  | "assert-claims"
  | "middleware"
  | "sign-in"
  | "same-origin"
  | "redirect-back"
  | "refresh-page"
  | "client-guard"
  | "front-token";

export type Language = "typescript" | "javascript" | "go" | "python";

/**
 * What builds and starts an app. `sandboxes/runtimes/<runtime>/` holds its files, which are part of each sandbox that it
 * runs; `node` runs the sources as they are and needs none.
 */
export type Runtime = "node" | "tsc" | "next" | "vite" | "go" | "python";

export interface Framework {
  /** The folder's name in `snippets/` and `sandboxes/`, its name in `results/`, and the id in paths. */
  id: string;
  label: string;
  kind: "server" | "front-end";
  language: Language;
  /** What builds and starts its sandbox. Absent: it has no sandbox. */
  runtime?: Runtime;
  /** The page in `docs/` that is about it, as a site path. */
  page: string;
  /** npm, Go or PyPI names whose exact version the pages state; the versions are read from the folder itself. */
  packages: string[];
  /** The file (relative to the folder) that shows each capability. */
  capabilities: Partial<Record<Capability, string>>;
  /** The variants of a front end. Absent: the folder is the only variant, with a custom UI. */
  variants?: readonly Variant[];
  /** Folders whose files are laid over those of the framework's; a reader takes one of them, the first by default. */
  overlays?: readonly { id: string; label: string }[];
  /** Older releases that need other code: the files of the folder are laid over those of the framework's. */
  older?: readonly OlderRelease[];
  /** How a reader launches it. Absent: it has no sandbox of its own. */
  sandbox?: {
    /** In the browser, or only on the reader's own machine. */
    kind: "stackblitz" | "local";
    /** The file that is open first. */
    open: string;
    /**
     * Its build takes minutes, or without native code needs packages that this repository does not install. The tests that
     * run every sandbox leave it out; its own file in tests/contract/ builds and drives it.
     */
    slowBuild?: true;
  };
  /**
   * The framework dictates where a file lies, so a reader's copies go to the root of the project. Absent: they go to a
   * folder of their own.
   */
  filesAtRoot?: true;
  /**
   * Files, and folders that end in "/", that stand for the reader's own. The registry never installs them, unless another file
   * imports them.
   */
  demo?: readonly string[];
  /** Packages that every project of this framework has already, because its own tool creates it. No install line names them. */
  scaffold?: readonly string[];
  /** What a reader has to do when the registry has installed all of it. */
  afterInstall?: string;
  /** Where its responses are allowed to differ from what the contract expects of every framework. */
  mayDiffer?: Deviations;
  /** The same for the short form, which uses the SDK's own adapter. */
  shortForm?: Deviations;
}

/** Code for an older release of one of the framework's packages. */
export interface OlderRelease {
  package: string;
  /** How the releases begin that need it: "4". */
  release: string;
  /** A folder in that of the framework. */
  folder: string;
}

/** What a framework or its SDK does differently, and a reader's app cannot change. */
export interface Deviations {
  /** How a `Vary` begins that the framework sends in place of the page's own. The response is still `no-store`. */
  vary?: string;
  /** "any": the cookies of a response come in no fixed order. They are compared, and recorded, sorted by name. */
  cookieOrder?: "any";
  /** Cookies are read and set as they are, without percent-encoding. */
  rawCookies?: true;
  /** It responds 400 to a URL with a "%" that encodes nothing, before any code of the app runs. */
  refusesMalformedUrls?: true;
}

/** One of several variants of a front end; a reader takes one of them. */
export interface Variant {
  id: "pre-built-ui" | "custom-ui" | "npm" | "script-tags";
  label: string;
  /** Its folder inside that of the framework; "" is that folder itself. */
  folder: string;
  /** The sign-in pages: those of supertokens-auth-react, or the reader's own. */
  ui: "pre-built-ui" | "custom-ui";
}

/** A server framework with everything: one file for each capability, named as the reader would look for it. */
const allOfAServer: Framework["capabilities"] = {
  init: "init.ts",
  "verify-session": "verify-session.ts",
  "check-database": "check-database.ts",
  "verify-jwt": "verify-jwt.ts",
  "optional-session": "optional-session.ts",
  "require-claim": "require-claim.ts",
  "protect-api": "protect-api.ts",
  "assert-claims": "assert-claims.ts",
  middleware: "app.ts",
  "sign-in": "sign-in.ts",
  "same-origin": "same-origin.ts",
  "redirect-back": "redirect-back.ts",
};

/** The wiring of the example app, and its sign-in, which believes every name. */
const demoOfAServer = ["app.ts", "sign-in.ts"];

/** What create-next-app puts into a project. */
const nextScaffold = [
  "next",
  "react",
  "react-dom",
  "@types/node",
  "@types/react",
  "@types/react-dom",
];

/** What `sv create` puts into a project. */
const svelteKitScaffold = [
  "@sveltejs/kit",
  "@sveltejs/vite-plugin-svelte",
  "svelte",
  "svelte-check",
  "typescript",
  "vite",
];

/** What create-react-router puts into a project. */
const reactRouterScaffold = [
  "@react-router/dev",
  "@react-router/node",
  "@types/node",
  "@types/react",
  "@types/react-dom",
  "isbot",
  "react",
  "react-dom",
  "react-router",
  "typescript",
  "vite",
];

/** What the command `create` of TanStack's CLI puts into a project for Start. */
const tanStackStartScaffold = [
  "@tanstack/react-router",
  "@tanstack/react-start",
  "@types/node",
  "@types/react",
  "@types/react-dom",
  "@vitejs/plugin-react",
  "react",
  "react-dom",
  "typescript",
  "vite",
];
/** What create-nuxt puts into a project, and the two packages of Nuxt's server that come with it: h3 is at 2 without it. */
const nuxtScaffold = ["h3", "nitropack", "nuxt", "vue", "vue-router"];

/** The same, as Python names files. */
const allOfAPythonServer = renamed((file) => `${file.replaceAll("-", "_")}.py`);

/** The same, as Go names files. */
const allOfAGoServer = renamed((file) => `${file.replaceAll("-", "_")}.go`);

/** The files of a server framework under other names, made from those without their ".ts". */
function renamed(name: (file: string) => string): Framework["capabilities"] {
  return Object.fromEntries(
    Object.entries(allOfAServer).map(([capability, file]) => [
      capability,
      name(file.replace(/\.ts$/, "")),
    ]),
  );
}

export const frameworks: readonly Framework[] = [
  {
    id: "express",
    label: "Express",
    kind: "server",
    language: "typescript",
    runtime: "node",
    page: "/express",
    packages: ["express", "supertokens-node", "jose"],
    capabilities: allOfAServer,
    demo: demoOfAServer,
    older: [{ package: "express", release: "4", folder: "express-4" }],
    sandbox: { kind: "stackblitz", open: "verify-session.ts" },
  },
  {
    id: "fastify",
    label: "Fastify",
    kind: "server",
    language: "typescript",
    runtime: "node",
    page: "/fastify",
    packages: ["fastify", "supertokens-node", "jose"],
    capabilities: allOfAServer,
    demo: demoOfAServer,
    sandbox: { kind: "stackblitz", open: "verify-session.ts" },
  },
  {
    id: "hapi",
    label: "Hapi",
    kind: "server",
    language: "typescript",
    runtime: "node",
    page: "/hapi",
    packages: ["@hapi/hapi", "supertokens-node", "jose"],
    capabilities: allOfAServer,
    demo: demoOfAServer,
    sandbox: { kind: "stackblitz", open: "verify-session.ts" },
  },
  {
    id: "koa",
    label: "Koa",
    kind: "server",
    language: "typescript",
    runtime: "node",
    page: "/koa",
    packages: ["koa", "supertokens-node", "jose"],
    capabilities: allOfAServer,
    demo: demoOfAServer,
    sandbox: { kind: "stackblitz", open: "verify-session.ts" },
    // supertokens-node/lib/build/framework/koa/framework.js uses ctx.cookies, which neither encodes nor decodes.
    shortForm: { rawCookies: true },
  },
  {
    id: "hono",
    label: "Hono",
    kind: "server",
    language: "typescript",
    runtime: "node",
    page: "/hono",
    packages: ["hono", "supertokens-node", "jose"],
    capabilities: allOfAServer,
    demo: demoOfAServer,
    scaffold: ["hono"],
    sandbox: { kind: "stackblitz", open: "verify-session.ts" },
  },
  {
    id: "loopback",
    label: "LoopBack",
    kind: "server",
    language: "typescript",
    runtime: "tsc",
    page: "/loopback",
    packages: ["@loopback/rest", "supertokens-node", "jose"],
    capabilities: allOfAServer,
    demo: demoOfAServer,
    sandbox: { kind: "stackblitz", open: "verify-session.ts" },
  },
  {
    id: "nestjs",
    label: "NestJS",
    kind: "server",
    language: "typescript",
    runtime: "tsc",
    page: "/nestjs",
    packages: ["@nestjs/core", "supertokens-node", "jose"],
    capabilities: allOfAServer,
    demo: demoOfAServer,
    older: [{ package: "@nestjs/core", release: "10", folder: "nestjs-10" }],
    scaffold: [
      "@nestjs/common",
      "@nestjs/core",
      "@nestjs/platform-express",
      "reflect-metadata",
      "rxjs",
      "@types/express",
      "@types/node",
    ],
    sandbox: { kind: "stackblitz", open: "verify-session.ts" },
  },
  {
    id: "aws-lambda",
    label: "AWS Lambda",
    kind: "server",
    language: "typescript",
    runtime: "node",
    page: "/aws-lambda",
    packages: ["supertokens-node", "jose"],
    capabilities: allOfAServer,
    demo: demoOfAServer,
    sandbox: { kind: "stackblitz", open: "verify-session.ts" },
  },
  {
    id: "netlify",
    label: "Netlify",
    kind: "server",
    language: "typescript",
    runtime: "node",
    page: "/netlify",
    packages: ["@netlify/functions", "supertokens-node", "jose"],
    capabilities: {
      init: "init.ts",
      "verify-session": "functions/verify-session.ts",
      "check-database": "functions/check-database.ts",
      "verify-jwt": "functions/verify-jwt.ts",
      "optional-session": "functions/optional-session.ts",
      "require-claim": "functions/require-claim.ts",
      "protect-api": "functions/protect-api.ts",
      "assert-claims": "functions/assert-claims.ts",
      middleware: "functions/auth.ts",
      "sign-in": "functions/sign-in.ts",
      "same-origin": "same-origin.ts",
      "redirect-back": "redirect-back.ts",
    },
    demo: ["functions/sign-in.ts"],
    sandbox: { kind: "stackblitz", open: "functions/verify-session.ts" },
  },
  {
    id: "nextjs-app",
    label: "Next.js, app directory",
    kind: "server",
    language: "typescript",
    runtime: "next",
    page: "/nextjs-app",
    packages: ["next", "supertokens-node", "jose"],
    capabilities: {
      init: "lib/init.ts",
      "verify-session": "lib/verify-session.ts",
      "check-database": "lib/check-database.ts",
      "verify-jwt": "lib/verify-jwt.ts",
      "optional-session": "lib/optional-session.ts",
      "require-claim": "lib/require-claim.ts",
      "protect-api": "app/api/user/route.ts",
      "assert-claims": "app/api/admin/route.ts",
      middleware: "app/auth/[...path]/route.ts",
      "sign-in": "app/login/route.ts",
      "same-origin": "lib/same-origin.ts",
      "redirect-back": "lib/redirect-back.ts",
    },
    overlays: [
      { id: "custom-ui", label: "custom UI" },
      { id: "pre-built-ui", label: "pre-built UI" },
    ],
    demo: [
      "next.config.ts",
      "app/layout.tsx",
      "app/error.tsx",
      "app/about/",
      "app/admin/",
      "app/api/",
      "app/dashboard/",
      "app/dashboard-checked/",
      "app/dashboard-jwt/",
      "app/login/",
      "app/profile/",
      "app/ways/",
      "app/welcome/",
    ],
    scaffold: nextScaffold,
    afterInstall:
      'proxy.ts requires a session on every page that its lists do not name: put your public pages, the sign-in page included, into `open`. If you have a proxy.ts or middleware.ts, it was left as it is: call requireSession from it. Add `serverExternalPackages: ["supertokens-node"]` to your next.config.',
    sandbox: { kind: "stackblitz", open: "proxy.ts", slowBuild: true },
    filesAtRoot: true,
    older: [{ package: "next", release: "15", folder: "next-15" }],
    // The app router appends it to each page's response and drops the page's own:
    // next/dist/server/base-server.js, setVaryHeader.
    mayDiffer: {
      vary: "rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch",
    },
  },
  {
    id: "nextjs-pages",
    label: "Next.js, pages directory",
    kind: "server",
    language: "typescript",
    runtime: "next",
    page: "/nextjs-pages",
    packages: [
      "next",
      "supertokens-node",
      "supertokens-web-js",
      "supertokens-auth-react",
      "jose",
    ],
    capabilities: {
      init: "lib/init.ts",
      "verify-session": "pages/dashboard.tsx",
      "check-database": "pages/dashboard-checked.tsx",
      "verify-jwt": "pages/dashboard-jwt.tsx",
      "optional-session": "pages/welcome.tsx",
      "require-claim": "pages/admin.tsx",
      "protect-api": "pages/api/user.ts",
      "assert-claims": "pages/api/admin.ts",
      middleware: "pages/api/auth/[...path].ts",
      "sign-in": "pages/api/login.ts",
      "same-origin": "lib/same-origin.ts",
      "redirect-back": "lib/redirect-back.ts",
    },
    demo: [
      "next.config.ts",
      "pages/404.tsx",
      "pages/_app.tsx",
      "pages/_document.tsx",
      "pages/_error.tsx",
      "pages/account.tsx",
      "pages/admin.tsx",
      "pages/api/admin.ts",
      "pages/api/login.ts",
      "pages/api/user.ts",
      "pages/dashboard.tsx",
      "pages/dashboard-checked.tsx",
      "pages/dashboard-jwt.tsx",
      "pages/dashboard-ssr.tsx",
      "pages/profile.tsx",
      "pages/welcome.tsx",
      // Laid over pages/ and lib/: alone it does not compile.
      "pre-built-ui/",
    ],
    scaffold: nextScaffold,
    afterInstall:
      'Rewrite "/auth/:path*" to "/api/auth/:path*" in your next.config, and import lib/front-end in your pages/_app. If you have a proxy.ts or middleware.ts, it was left as it is: call refuseForeign from it.',
    sandbox: { kind: "stackblitz", open: "pages/dashboard.tsx", slowBuild: true },
    older: [
      { package: "next", release: "15", folder: "next-15" },
      { package: "next", release: "14", folder: "next-15" },
    ],
    filesAtRoot: true,
  },
  {
    id: "sveltekit",
    label: "SvelteKit",
    kind: "server",
    language: "typescript",
    runtime: "vite",
    page: "/sveltekit",
    packages: ["@sveltejs/kit", "@sveltejs/adapter-node", "supertokens-node", "jose"],
    capabilities: {
      init: "src/lib/server/init.ts",
      "verify-session": "src/lib/server/verify-session.ts",
      "check-database": "src/lib/server/check-database.ts",
      "verify-jwt": "src/lib/server/verify-jwt.ts",
      "optional-session": "src/lib/server/optional-session.ts",
      "require-claim": "src/lib/server/require-claim.ts",
      "protect-api": "src/routes/api/user/+server.ts",
      "assert-claims": "src/routes/api/admin/+server.ts",
      middleware: "src/hooks.server.ts",
      "sign-in": "src/routes/login/+server.ts",
      "same-origin": "src/lib/server/same-origin.ts",
      "redirect-back": "src/lib/server/redirect-back.ts",
    },
    demo: [
      "vite.config.ts",
      "paths-origin/",
      "src/app.html",
      "src/routes/+error.svelte",
      "src/routes/admin/",
      "src/routes/api/",
      "src/routes/dashboard/",
      "src/routes/dashboard-checked/",
      "src/routes/dashboard-jwt/",
      "src/routes/login/",
      "src/routes/profile/",
      "src/routes/welcome/",
    ],
    scaffold: svelteKitScaffold,
    afterInstall:
      'src/hooks.server.ts requires a session on every route that its lists do not name: put your public routes, the home page and the refresh page included, into `open`. If you have a src/hooks.server.ts, it was left as it is: combine both with `sequence`. Add `csrf: { trustedOrigins: ["*"] }` to the options of `sveltekit()` once the hook checks the origin.',
    sandbox: { kind: "stackblitz", open: "src/hooks.server.ts", slowBuild: true },
    filesAtRoot: true,
  },
  {
    id: "react-router",
    label: "React Router",
    kind: "server",
    language: "typescript",
    runtime: "vite",
    page: "/react-router",
    packages: ["react-router", "@react-router/node", "supertokens-node", "jose"],
    capabilities: {
      init: "app/lib/init.server.ts",
      "verify-session": "app/lib/verify-session.ts",
      "check-database": "app/lib/check-database.ts",
      "verify-jwt": "app/lib/verify-jwt.ts",
      "optional-session": "app/lib/optional-session.ts",
      "require-claim": "app/lib/require-claim.ts",
      "protect-api": "app/routes/api-user.ts",
      "assert-claims": "app/routes/api-admin.ts",
      middleware: "app/lib/middleware.ts",
      "sign-in": "app/routes/login.ts",
      "same-origin": "app/lib/same-origin.ts",
      "redirect-back": "app/lib/redirect-back.ts",
    },
    demo: [
      "vite.config.ts",
      "behind-proxy/",
      "app/root.tsx",
      "app/routes.ts",
      "app/routes/about.tsx",
      "app/routes/admin.tsx",
      "app/routes/api-admin.ts",
      "app/routes/api-user.ts",
      "app/routes/dashboard.tsx",
      "app/routes/dashboard-checked.tsx",
      "app/routes/dashboard-jwt.tsx",
      "app/routes/login.ts",
      "app/routes/profile.tsx",
      "app/routes/welcome.tsx",
    ],
    scaffold: reactRouterScaffold,
    afterInstall:
      'Export `const middleware = sessionMiddleware` and a loader from your app/root.tsx, and add `route("auth/*", "routes/auth.ts")` to your app/routes.ts. app/lib/middleware.ts requires a session on every route that its lists do not name: put your public routes into `open`, the home page and a refresh page that is a route included.',
    sandbox: { kind: "stackblitz", open: "app/lib/middleware.ts" },
    filesAtRoot: true,
  },
  {
    id: "astro",
    label: "Astro",
    kind: "server",
    language: "typescript",
    runtime: "vite",
    page: "/astro",
    packages: ["astro", "@astrojs/node", "supertokens-node", "jose"],
    capabilities: {
      init: "src/lib/init.ts",
      "verify-session": "src/lib/verify-session.ts",
      "check-database": "src/lib/check-database.ts",
      "verify-jwt": "src/lib/verify-jwt.ts",
      "optional-session": "src/lib/optional-session.ts",
      "require-claim": "src/lib/require-claim.ts",
      "protect-api": "src/pages/api/user.ts",
      "assert-claims": "src/pages/api/admin.ts",
      middleware: "src/middleware.ts",
      "sign-in": "src/pages/login.ts",
      "same-origin": "src/lib/same-origin.ts",
      "redirect-back": "src/lib/redirect-back.ts",
    },
    demo: [
      "astro.config.ts",
      "src/actions/",
      "src/components/",
      "src/layouts/",
      "src/lib/nicknames.ts",
      "src/pages/about.astro",
      "src/pages/admin.astro",
      "src/pages/api/",
      "src/pages/dashboard.astro",
      "src/pages/dashboard-checked.astro",
      "src/pages/dashboard-jwt.astro",
      "src/pages/login.ts",
      "src/pages/profile.astro",
      "src/pages/welcome.astro",
    ],
    scaffold: ["astro"],
    afterInstall:
      'src/middleware.ts requires a session on every route that its lists do not name: put your public routes into `open`. If you have a src/middleware.ts, it was left as it is: combine both with `sequence`. Set `output: "server"`, the adapter and `security: { checkOrigin: false }` in your astro.config once the middleware checks the origin.',
    sandbox: { kind: "stackblitz", open: "src/middleware.ts", slowBuild: true },
    filesAtRoot: true,
    // @astrojs/node/dist/standalone.js, createStandaloneHandler.
    mayDiffer: { refusesMalformedUrls: true },
  },
  {
    id: "tanstack-start",
    label: "TanStack Start",
    kind: "server",
    language: "typescript",
    runtime: "vite",
    page: "/tanstack-start",
    packages: ["@tanstack/react-start", "@tanstack/react-router", "supertokens-node", "jose"],
    capabilities: {
      init: "src/lib/init.server.ts",
      "verify-session": "src/lib/verify-session.ts",
      "check-database": "src/lib/check-database.ts",
      "verify-jwt": "src/lib/verify-jwt.ts",
      "optional-session": "src/lib/optional-session.ts",
      "require-claim": "src/lib/require-claim.ts",
      "protect-api": "src/routes/api/user.ts",
      "assert-claims": "src/routes/api/admin.ts",
      middleware: "src/lib/middleware.ts",
      "sign-in": "src/routes/login.ts",
      "same-origin": "src/lib/same-origin.ts",
      "redirect-back": "src/lib/redirect-back.ts",
    },
    demo: [
      "vite.config.ts",
      "src/router.tsx",
      "src/routeTree.gen.ts",
      "src/routes/__root.tsx",
      "src/routes/about.tsx",
      "src/routes/admin.tsx",
      "src/routes/api/",
      "src/routes/dashboard.tsx",
      "src/routes/dashboard-checked.tsx",
      "src/routes/dashboard-jwt.tsx",
      "src/routes/login.ts",
      "src/routes/profile.tsx",
      "src/routes/welcome.tsx",
    ],
    scaffold: tanStackStartScaffold,
    afterInstall:
      "Give both middleware functions and Start's own check to createStart in your src/start.ts, as the installed file does; if you have a src/start.ts, it was left as it is. src/lib/middleware.ts requires a session for every server function that its list does not name. Add `importProtection: { client: { specifiers: [/^supertokens-node/] } }` to tanstackStart() in your vite.config.",
    sandbox: { kind: "stackblitz", open: "src/lib/middleware.ts" },
    filesAtRoot: true,
  },
  {
    id: "nuxt",
    label: "Nuxt",
    kind: "server",
    language: "typescript",
    runtime: "vite",
    page: "/nuxt",
    packages: ["nuxt", "h3", "supertokens-node", "jose"],
    capabilities: {
      init: "server/plugins/init.ts",
      "verify-session": "server/lib/verify-session.ts",
      "check-database": "server/lib/check-database.ts",
      "verify-jwt": "server/lib/verify-jwt.ts",
      "optional-session": "server/lib/optional-session.ts",
      "require-claim": "server/lib/require-claim.ts",
      "protect-api": "server/api/user.ts",
      "assert-claims": "server/api/admin.ts",
      middleware: "server/middleware/session.ts",
      "sign-in": "server/routes/login.post.ts",
      "same-origin": "server/lib/same-origin.ts",
      "redirect-back": "server/lib/redirect-back.ts",
    },
    demo: [
      "nuxt.config.ts",
      "app/app.vue",
      "app/error.vue",
      "app/pages/",
      "server/api/admin.ts",
      "server/api/nickname.get.ts",
      "server/api/nickname.post.ts",
      "server/api/user.ts",
      "server/lib/nicknames.ts",
      "server/routes/login.post.ts",
    ],
    scaffold: nuxtScaffold,
    afterInstall:
      "server/middleware/session.ts requires a session on every route that server/lib/check-of.ts does not name: put your public routes into `open`.",
    sandbox: { kind: "stackblitz", open: "server/middleware/session.ts", slowBuild: true },
    filesAtRoot: true,
  },
  {
    id: "go",
    label: "Go net/http",
    kind: "server",
    language: "go",
    runtime: "go",
    page: "/go",
    packages: [
      "go",
      "github.com/supertokens/supertokens-golang",
      "github.com/lestrrat-go/jwx/v3",
    ],
    capabilities: allOfAGoServer,
    sandbox: { kind: "local", open: "verify_session.go" },
    // The SDK keeps them in a map: recipe/session/cookieAndHeaders.go, setCookieValue.
    mayDiffer: { cookieOrder: "any" },
  },
  {
    id: "fastapi",
    label: "FastAPI",
    kind: "server",
    language: "python",
    runtime: "python",
    page: "/fastapi",
    packages: ["fastapi", "supertokens-python", "pyjwt"],
    capabilities: allOfAPythonServer,
    older: [
      { package: "supertokens-python", release: "0.30", folder: "supertokens-python-0.30" },
    ],
    sandbox: { kind: "local", open: "verify_session.py" },
  },
  {
    id: "flask",
    label: "Flask",
    kind: "server",
    language: "python",
    runtime: "python",
    page: "/flask",
    packages: ["flask", "supertokens-python", "pyjwt"],
    capabilities: allOfAPythonServer,
    sandbox: { kind: "local", open: "verify_session.py" },
  },
  {
    id: "django",
    label: "Django",
    kind: "server",
    language: "python",
    runtime: "python",
    page: "/django",
    packages: ["django", "supertokens-python", "pyjwt"],
    capabilities: { ...allOfAPythonServer, middleware: "settings.py" },
    older: [{ package: "django", release: "4.2", folder: "django-4" }],
    sandbox: { kind: "local", open: "verify_session.py" },
  },
  {
    id: "react",
    label: "React",
    kind: "front-end",
    language: "typescript",
    page: "/react",
    packages: ["react", "react-router", "supertokens-auth-react", "supertokens-web-js"],
    capabilities: {
      init: "custom-ui/init.ts",
      "refresh-page": "custom-ui/refresh-session.tsx",
      "client-guard": "custom-ui/guard.ts",
      "sign-in": "custom-ui/login.tsx",
      "redirect-back": "custom-ui/redirect-back.ts",
    },
    variants: [
      { id: "pre-built-ui", label: "Pre-built UI", folder: "pre-built-ui", ui: "pre-built-ui" },
      { id: "custom-ui", label: "Custom UI", folder: "custom-ui", ui: "custom-ui" },
    ],
  },
  {
    id: "angular",
    label: "Angular",
    kind: "front-end",
    language: "typescript",
    page: "/angular",
    packages: ["@angular/core", "@angular/router", "supertokens-web-js"],
    capabilities: {
      init: "src/init.ts",
      "refresh-page": "src/refresh-session.ts",
      "client-guard": "src/guard.ts",
      "sign-in": "src/login.ts",
      "redirect-back": "src/redirect-back.ts",
    },
    demo: ["angular.json"],
    scaffold: [
      "@angular/build",
      "@angular/cli",
      "@angular/common",
      "@angular/compiler",
      "@angular/compiler-cli",
      "@angular/core",
      "@angular/platform-browser",
      "@angular/router",
      "rxjs",
      "tslib",
    ],
  },
  {
    id: "vue",
    label: "Vue",
    kind: "front-end",
    language: "typescript",
    page: "/vue",
    packages: ["vue", "vue-router", "supertokens-web-js"],
    capabilities: {
      init: "init.ts",
      "refresh-page": "RefreshSession.vue",
      "client-guard": "guard.ts",
      "sign-in": "LoginPage.vue",
      "redirect-back": "redirect-back.ts",
    },
  },
  {
    id: "svelte",
    label: "Svelte",
    kind: "front-end",
    language: "typescript",
    page: "/svelte",
    packages: ["svelte", "sv-router", "supertokens-web-js"],
    capabilities: {
      init: "init.ts",
      "refresh-page": "RefreshSession.svelte",
      "client-guard": "router.ts",
      "sign-in": "LoginPage.svelte",
      "redirect-back": "redirect-back.ts",
    },
  },
  {
    id: "solid",
    label: "Solid",
    kind: "front-end",
    language: "typescript",
    page: "/solid",
    packages: ["solid-js", "@solidjs/router", "supertokens-web-js"],
    capabilities: {
      init: "init.ts",
      "refresh-page": "refresh-session.tsx",
      "client-guard": "guard.tsx",
      "sign-in": "login-page.tsx",
      "redirect-back": "redirect-back.ts",
    },
  },
  {
    id: "web-js",
    label: "Plain JavaScript",
    kind: "front-end",
    language: "typescript",
    page: "/web-js",
    packages: ["supertokens-web-js"],
    capabilities: {
      init: "init.ts",
      "refresh-page": "refresh-session.ts",
      "client-guard": "account.ts",
      "sign-in": "login.ts",
      "redirect-back": "redirect-back.ts",
    },
    variants: [
      { id: "npm", label: "From npm", folder: "", ui: "custom-ui" },
      { id: "script-tags", label: "Script tags", folder: "script-tags", ui: "custom-ui" },
    ],
  },
];

/** The folders of `snippets/` that are no framework's. Tests of their own execute them, not the contract. */
export const otherFolders: readonly string[] = [
  "testing",
  "nextjs-auth-react",
  "sub-domains",
  "email-verification",
  "tenants",
  "graphql-trpc-websocket",
];

/** The folders of `testing`, of which a reader takes one: each holds the files of one test runner or language. */
export const testingFolders: readonly string[] = [
  "vitest",
  "jest",
  "playwright",
  "python",
  "go",
];

/** The framework with this id; undefined where there is none. */
export function findFramework(id: string): Framework | undefined {
  return frameworks.find((framework) => framework.id === id);
}
