import { type Context, Hono } from "hono";
import { getRuntimeKey } from "hono/adapter";
import { serveStatic } from "hono/serve-static";
import { app } from "./app.ts";

/** Reads the file at a path that begins with "/public/" or "/supertokens/"; null if there is none. */
export type Read = (
  path: string,
  c: Context,
) => Promise<Uint8Array<ArrayBuffer> | ReadableStream | null>;

/** The app behind the static files of the site, which each runtime reads in its own way. */
export function site(read: Read): Hono {
  const server = new Hono();
  // The pages in public/ and the SDK run without inline scripts, and so can yours.
  server.use(async (c, next) => {
    await next();
    c.header("Content-Security-Policy", "default-src 'self'");
    c.header("X-Content-Type-Options", "nosniff");
    // For the lab: which of the runtimes has responded.
    c.header("Server", getRuntimeKey());
  });
  // The refresh page, the login page and the home page: the same for every visitor.
  server.use(serveStatic({ root: "", getContent: read, rewriteRequestPath, onFound }));
  server.route("/", app);
  return server;
}

function rewriteRequestPath(path: string): string {
  if (path.startsWith("/supertokens/")) return path;
  if (path === "/") return "/public/index.html";
  return path.includes(".") ? `/public${path}` : `/public${path}.html`;
}

function onFound(_path: string, c: Context): void {
  c.header("Cache-Control", "public, max-age=0");
}
