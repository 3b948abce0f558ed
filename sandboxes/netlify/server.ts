import { createServer, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import serveStatic from "serve-static";
import { origin } from "./config.ts";
import { invoke, invokeCold } from "./instance.ts";
import { answer, functionsIn } from "./platform.ts";

const functions = await functionsIn(`${import.meta.dirname}/functions`);
const run = process.env.COLD ? invokeCold : invoke;

// The refresh page, the login page and the home page: the same for every visitor.
const pages = serveStatic<ServerResponse>(`${import.meta.dirname}/public`, {
  extensions: ["html"],
});
/** The browser build of the front-end SDK, as its npm package ships it. */
const bundle = serveStatic<ServerResponse>(
  fileURLToPath(new URL("bundle", import.meta.resolve("supertokens-web-js/package.json"))),
);

const server = createServer((req, res) => {
  // The pages in public/ and the SDK run without inline scripts, and so can yours.
  res.setHeader("Content-Security-Policy", "default-src 'self'");
  res.setHeader("X-Content-Type-Options", "nosniff");
  const prefix = "/supertokens/";
  if (req.url?.startsWith(prefix)) {
    req.url = req.url.slice(prefix.length - 1);
    bundle(req, res, () => res.writeHead(404).end());
  } else {
    pages(req, res, () => void answer(req, res, functions, run));
  }
});

server.on("error", (error) => {
  console.error(`Cannot listen: ${error.message}. Choose another port with PORT=<number>.`);
  process.exit(1);
});
server.listen(Number(process.env.PORT ?? 3000), process.env.HOST ?? "localhost", () =>
  console.log(`Listening on ${origin}`),
);

process.on("SIGTERM", () => server.close());
