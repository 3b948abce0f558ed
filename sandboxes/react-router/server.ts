import { fileURLToPath } from "node:url";
import { createRequestHandler } from "@react-router/express";
import express from "express";
import type { ServerBuild } from "react-router";

/** What `react-router build` has built. */
const build: ServerBuild = await import(new URL("build/server/index.js", import.meta.url).href);

/** The browser build of the front-end SDK, as its npm package ships it. */
const bundle = fileURLToPath(
  new URL("bundle", import.meta.resolve("supertokens-web-js/package.json")),
);

const server = express();

server.disable("x-powered-by");
server.use((_req, res, next) => {
  res.set("X-Content-Type-Options", "nosniff");
  next();
});
// The refresh page, the login page and the home page: the same for every visitor. They and the SDK
// run without inline scripts.
const setHeaders = (res: express.Response) =>
  res.set("Content-Security-Policy", "default-src 'self'");
server.use(
  express.static(`${import.meta.dirname}/public`, { extensions: ["html"], setHeaders }),
);
server.use("/supertokens", express.static(bundle));
// A file's name changes with its content.
server.use(
  "/assets",
  express.static(`${import.meta.dirname}/build/client/assets`, {
    immutable: true,
    maxAge: "1y",
  }),
);
server.use(createRequestHandler({ build }));

const port = Number(process.env.PORT ?? 3000);
const listener = server.listen(port, process.env.HOST ?? "localhost", (error) => {
  if (error) {
    console.error(`Cannot listen: ${error.message}. Choose another port with PORT=<number>.`);
    process.exit(1);
  }
});

process.on("SIGTERM", () => listener.close());
