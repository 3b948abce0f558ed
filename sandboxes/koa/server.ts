import type { ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { send } from "@koa/send";
import Koa from "koa";
import { addTo } from "./app.ts";
import { origin } from "./config.ts";

/** The browser build of the front-end SDK, as its npm package ships it. */
const bundle = fileURLToPath(
  new URL("bundle", import.meta.resolve("supertokens-web-js/package.json")),
);

const server = new Koa();

// The pages in public/ and the SDK run without inline scripts, and so can yours.
server.use(async (ctx, next) => {
  ctx.set("Content-Security-Policy", "default-src 'self'");
  ctx.set("X-Content-Type-Options", "nosniff");
  await next();
});
// The refresh page, the login page and the home page: the same for every visitor.
server.use(files(`${import.meta.dirname}/public`, "/"));
server.use(files(bundle, "/supertokens/"));
addTo(server);

/** Responds with the files of a folder; passes requests for other paths to the next middleware. */
function files(root: string, prefix: string): Koa.Middleware {
  return async (ctx, next) => {
    const reads = ctx.method === "GET" || ctx.method === "HEAD";
    if (reads && ctx.path.startsWith(prefix)) {
      try {
        const path = ctx.path.slice(prefix.length - 1);
        if (
          await send(ctx, path, { root, index: "index.html", extensions: ["html"], setHeaders })
        )
          return;
      } catch (error) {
        // Koa 2 has a class of its own for HTTP errors, which send() does not throw.
        if (!(error instanceof Error && "status" in error && error.status === 404)) throw error;
      }
    }
    await next();
  };
}

function setHeaders(res: ServerResponse): void {
  res.setHeader("Cache-Control", "public, max-age=0");
}

const listener = server.listen(
  Number(process.env.PORT ?? 3000),
  process.env.HOST ?? "localhost",
  () => console.log(`Listening on ${origin}`),
);

listener.on("error", (error) => {
  console.error(`Cannot listen: ${error.message}. Choose another port with PORT=<number>.`);
  process.exit(1);
});

process.on("SIGTERM", () => listener.close());
