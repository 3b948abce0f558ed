import type { ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import type { Middleware } from "@loopback/rest";
import { ExampleApplication } from "./app.ts";
import { origin } from "./config.ts";

/** The front end's pages; this file runs from dist/. */
const pages = fileURLToPath(new URL("../public", import.meta.url));
/** The browser build of the front-end SDK, as its npm package ships it. */
const bundle = fileURLToPath(
  new URL("bundle", import.meta.resolve("supertokens-web-js/package.json")),
);

const app = new ExampleApplication({
  rest: {
    port: Number(process.env.PORT ?? 3000),
    host: process.env.HOST ?? "localhost",
    openApiSpec: { disabled: true },
    apiExplorer: { disabled: true },
  },
});

// The pages in public/ and the SDK run without inline scripts, and so can yours.
const csp: Middleware = ({ response }, next) => {
  response.set("Content-Security-Policy", "default-src 'self'");
  response.set("X-Content-Type-Options", "nosniff");
  return next();
};
app.middleware(csp, { group: "noStore" });

// The refresh page, the login page and the home page: the same for every visitor. LoopBack serves files last of all.
const forEverybody = (response: ServerResponse) => {
  response.setHeader("Cache-Control", "public, max-age=0");
  response.removeHeader("Vary");
};
app.static("/supertokens", bundle, { setHeaders: forEverybody });
app.static("/", pages, { extensions: ["html"], setHeaders: forEverybody });

try {
  await app.start();
  console.log(`Listening on ${origin}`);
} catch (error) {
  const cause = error instanceof Error ? error.message : String(error);
  console.error(`Cannot listen: ${cause}. Choose another port with PORT=<number>.`);
  process.exit(1);
}
