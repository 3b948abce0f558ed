import { createServer, type RequestListener, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import serveStatic from "serve-static";

/** What Nuxt has built. */
const built: { listener: RequestListener } = await import(
  new URL(".output/server/index.mjs", import.meta.url).href
);

// The refresh page, the login page and the home page: the same for everybody. They and the SDK
// run without inline scripts. Nuxt's pages have a policy of their own.
const pages = serveStatic<ServerResponse>(`${import.meta.dirname}/public`, {
  extensions: ["html"],
  setHeaders: (res) => res.setHeader("Content-Security-Policy", "default-src 'self'"),
});
/** The browser build of the front-end SDK, as its npm package ships it. */
const bundle = serveStatic<ServerResponse>(
  fileURLToPath(new URL("bundle", import.meta.resolve("supertokens-web-js/package.json"))),
);
/** The scripts of the app. A file's name changes with its content. */
const scripts = serveStatic<ServerResponse>(`${import.meta.dirname}/.output/public/_nuxt`, {
  immutable: true,
  maxAge: "1y",
});

const server = createServer((req, res) => {
  res.setHeader("X-Content-Type-Options", "nosniff");
  const [, folder] = /^\/(supertokens|_nuxt)\//.exec(req.url ?? "") ?? [];
  if (folder) {
    req.url = req.url?.slice(folder.length + 1);
    const serve = folder === "_nuxt" ? scripts : bundle;
    serve(req, res, () => res.writeHead(404).end());
  } else {
    pages(req, res, () => built.listener(req, res));
  }
});

server.on("error", (error) => {
  console.error(`Cannot listen: ${error.message}. Choose another port with PORT=<number>.`);
  process.exit(1);
});
server.listen(Number(process.env.PORT ?? 3000), process.env.HOST ?? "localhost");

process.on("SIGTERM", () => server.close());
