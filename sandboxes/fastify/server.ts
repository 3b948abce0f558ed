import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import fastify from "fastify";
import { app } from "./app.ts";
import { origin } from "./config.ts";

/** The browser build of the front-end SDK, as its npm package ships it. */
const bundle = fileURLToPath(
  new URL("bundle", import.meta.resolve("supertokens-web-js/package.json")),
);

const server = fastify({ logger: { level: "error", stream: process.stderr } });

// The pages in public/ and the SDK run without inline scripts, and so can yours.
server.addHook("onRequest", async (_request, reply) => {
  reply.header("Content-Security-Policy", "default-src 'self'");
  reply.header("X-Content-Type-Options", "nosniff");
});
// The refresh page, the login page and the home page: the same for every visitor.
await server.register(fastifyStatic, {
  root: `${import.meta.dirname}/public`,
  extensions: ["html"],
});
await server.register(fastifyStatic, {
  root: bundle,
  prefix: "/supertokens/",
  decorateReply: false,
});
await server.register(app);

try {
  await server.listen({
    port: Number(process.env.PORT ?? 3000),
    host: process.env.HOST ?? "localhost",
  });
  console.log(`Listening on ${origin}`);
} catch (error) {
  console.error(
    `Cannot listen: ${error instanceof Error ? error.message : error}. Choose another port with PORT=<number>.`,
  );
  process.exit(1);
}

process.on("SIGTERM", () => server.close());
