/** Starts one of the two servers of snippets/sub-domains on the port in PORT, with the pages that the website needs. */
import express from "express";

const server = express();
server.disable("x-powered-by");
if (process.argv[2] === "api") {
  server.use((await import("../../snippets/sub-domains/api.ts")).api);
} else {
  const page =
    '<!doctype html><title>Page</title><main>Ready</main><script type="module" src="/app.js"></script>';
  server.get(["/", "/refresh-session"], (_req, res) => void res.type("html").send(page));
  server.use((await import("../../snippets/sub-domains/web.ts")).web);
}
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("Listening on it"));
