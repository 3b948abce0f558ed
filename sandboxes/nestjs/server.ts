import type { ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import serveStatic from "serve-static";
import { createApp } from "./app.ts";
import { origin } from "./config.ts";

/** The front end's pages; this file runs from dist/. */
const pages = fileURLToPath(new URL("../public", import.meta.url));
/** The browser build of the front-end SDK, as its npm package ships it. */
const bundle = fileURLToPath(
  new URL("bundle", import.meta.resolve("supertokens-web-js/package.json")),
);

const app = await createApp();

// The pages in public/ and the SDK run without inline scripts, and so can yours.
app.use((_req: unknown, res: ServerResponse, next: () => void) => {
  res.setHeader("Content-Security-Policy", "default-src 'self'");
  res.setHeader("X-Content-Type-Options", "nosniff");
  next();
});
// The refresh page, the login page and the home page: the same for every visitor.
const setHeaders = (res: ServerResponse) => {
  res.setHeader("Cache-Control", "public, max-age=0");
  res.removeHeader("Vary");
};
app.use(serveStatic(pages, { extensions: ["html"], setHeaders }));
app.use("/supertokens", serveStatic(bundle, { setHeaders }));
app.enableShutdownHooks();

try {
  await app.listen(Number(process.env.PORT ?? 3000), process.env.HOST ?? "localhost");
  console.log(`Listening on ${origin}`);
} catch (error) {
  const cause = error instanceof Error ? error.message : String(error);
  console.error(`Cannot listen: ${cause}. Choose another port with PORT=<number>.`);
  process.exit(1);
}
