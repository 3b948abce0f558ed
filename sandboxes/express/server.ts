import { fileURLToPath } from "node:url";
import express from "express";
import { app } from "./app.ts";
import { origin } from "./config.ts";

/** The browser build of the front-end SDK, as its npm package ships it. */
const bundle = fileURLToPath(
  new URL("bundle", import.meta.resolve("supertokens-web-js/package.json")),
);

const server = express();

server.disable("x-powered-by");
// The pages in public/ and the SDK run without inline scripts, and so can yours.
server.use((_req, res, next) => {
  res.set("Content-Security-Policy", "default-src 'self'");
  res.set("X-Content-Type-Options", "nosniff");
  next();
});
// The refresh page, the login page and the home page: the same for every visitor.
server.use(express.static(`${import.meta.dirname}/public`, { extensions: ["html"] }));
server.use("/supertokens", express.static(bundle));
server.use(app);

const port = Number(process.env.PORT ?? 3000);
const listener = server.listen(port, process.env.HOST ?? "localhost", (error) => {
  if (error) {
    console.error(`Cannot listen: ${error.message}. Choose another port with PORT=<number>.`);
    process.exit(1);
  }
  console.log(`Listening on ${origin}`);
});

process.on("SIGTERM", () => listener.close());
