/** Starts the API of snippets/sub-domains on the port in PORT, with a page that it renders itself. */
import express from "express";
import { getSession } from "supertokens-node/recipe/session";
import { api } from "../../snippets/sub-domains/api.ts";
import { noStore } from "../../snippets/sub-domains/no-store.ts";
import { pageLoad } from "../../snippets/sub-domains/page-load.ts";
import { redirectToRefresh } from "../../snippets/sub-domains/refresh-elsewhere.ts";

const server = express();
server.use((_req, res, next) => {
  res.set("Content-Security-Policy", "default-src 'self'");
  next();
});
server.get("/dashboard", noStore, async (req, res) => {
  try {
    const session = await getSession(req, res, pageLoad);
    res.send(`<!doctype html><p>Signed in as ${session.getUserId()}</p>`);
  } catch {
    // The core is up in these tests: there is no valid session.
    redirectToRefresh(req, res);
  }
});
server.use(api);
server.listen(Number(process.env.PORT), "localhost", () => console.log("Listening on it"));
