import { fileURLToPath } from "node:url";
import { server as createServer } from "@hapi/hapi";
import inert from "@hapi/inert";
import { app } from "./app.ts";
import { origin } from "./config.ts";

/** The browser build of the front-end SDK, as its npm package ships it. */
const bundle = fileURLToPath(
  new URL("bundle", import.meta.resolve("supertokens-web-js/package.json")),
);

const server = createServer({
  port: Number(process.env.PORT ?? 3000),
  host: process.env.HOST ?? "localhost",
});

await server.register([inert, { plugin: app }]);

// The refresh page, the login page and the home page: the same for every visitor.
server.route([
  { method: "GET", path: "/{path*}", ...files(`${import.meta.dirname}/public`) },
  { method: "GET", path: "/supertokens/{path*}", ...files(bundle) },
]);

function files(path: string) {
  return {
    handler: { directory: { path, defaultExtension: "html" } },
    options: { cache: { otherwise: "public, max-age=0" } },
  };
}

// The pages in public/ and the SDK run without inline scripts, and so can yours.
server.ext("onPreResponse", ({ response }, h) => {
  const headers = "output" in response ? response.output.headers : response.headers;
  headers["content-security-policy"] = "default-src 'self'";
  headers["x-content-type-options"] = "nosniff";
  return h.continue;
});

try {
  await server.start();
  console.log(`Listening on ${origin}`);
} catch (error) {
  console.error(
    `Cannot listen: ${error instanceof Error ? error.message : error}. Choose another port with PORT=<number>.`,
  );
  process.exit(1);
}

process.on("SIGTERM", () => server.stop());
