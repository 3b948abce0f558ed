import { createServer, type RequestListener, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import serveStatic from "serve-static";

/** What adapter-node has built. */
const built: { handler: RequestListener } = await import(
  new URL("build/handler.js", import.meta.url).href
);

// The refresh page, the login page and the home page: the same for every visitor.
const pages = serveStatic<ServerResponse>(`${import.meta.dirname}/public`, {
  extensions: ["html"],
});
/** The browser build of the front-end SDK, as its npm package ships it. */
const bundle = serveStatic<ServerResponse>(
  fileURLToPath(new URL("bundle", import.meta.resolve("supertokens-web-js/package.json"))),
);

const server = createServer((req, res) => {
  // The pages in public/ and the SDK run without inline scripts. SvelteKit sets a policy of its
  // own for its pages.
  res.setHeader("Content-Security-Policy", "default-src 'self'");
  res.setHeader("X-Content-Type-Options", "nosniff");
  const prefix = "/supertokens/";
  if (req.url?.startsWith(prefix)) {
    req.url = req.url.slice(prefix.length - 1);
    bundle(req, res, () => res.writeHead(404).end());
  } else {
    pages(req, res, () => built.handler(req, res));
  }
});

server.on("error", (error) => {
  console.error(`Cannot listen: ${error.message}. Choose another port with PORT=<number>.`);
  process.exit(1);
});
server.listen(Number(process.env.PORT ?? 3000), process.env.HOST ?? "localhost");

process.on("SIGTERM", () => server.close());
