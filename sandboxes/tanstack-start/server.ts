import { createServer, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import serveStatic from "serve-static";
import { serve } from "srvx/node";

/** What `vite build` has built. */
const { default: app }: { default: { fetch(request: Request): Promise<Response> } } =
  await import(new URL("dist/server/server.js", import.meta.url).href);
/** It listens below, on a server of its own. */
const { node } = serve({ fetch: app.fetch, manual: true, gracefulShutdown: false });

// The refresh page, the login page and the home page: the same for everybody.
const pages = serveStatic<ServerResponse>(`${import.meta.dirname}/public`, {
  extensions: ["html"],
  // They and the SDK run without inline scripts.
  setHeaders: (res) => res.setHeader("Content-Security-Policy", "default-src 'self'"),
});
/** The browser build of the front-end SDK, as its npm package ships it. */
const bundle = serveStatic<ServerResponse>(
  fileURLToPath(new URL("bundle", import.meta.resolve("supertokens-web-js/package.json"))),
);
/** What the browser loads of the app. A file's name changes with its content. */
const assets = serveStatic<ServerResponse>(`${import.meta.dirname}/dist/client`, {
  immutable: true,
  maxAge: "1y",
});

const server = createServer((req, res) => {
  res.setHeader("X-Content-Type-Options", "nosniff");
  const prefix = "/supertokens/";
  if (req.url?.startsWith(prefix)) {
    req.url = req.url.slice(prefix.length - 1);
    bundle(req, res, () => res.writeHead(404).end());
  } else {
    pages(req, res, () => assets(req, res, () => node?.handler(req, res)));
  }
});

server.on("error", (error) => {
  console.error(`Cannot listen: ${error.message}. Choose another port with PORT=<number>.`);
  process.exit(1);
});
server.listen(Number(process.env.PORT ?? 3000), process.env.HOST ?? "localhost");

process.on("SIGTERM", () => server.close());
