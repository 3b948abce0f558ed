import { createServer, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import serveStatic from "serve-static";
import { origin } from "./config.ts";
import { type GatewayOptions, gateway } from "./gateway.ts";
import { invoke, invokeCold } from "./instance.ts";

const { PAYLOAD: payload = "2.0", STAGE: stage } = process.env;
const { API: api = payload === "1.0" ? "rest" : "http", COLD: cold = "" } = process.env;

if ((payload !== "1.0" && payload !== "2.0") || (api !== "rest" && api !== "http")) {
  console.error("PAYLOAD is 1.0 or 2.0, API is rest or http.");
  process.exit(2);
}
if (api === "rest" && payload === "2.0") {
  console.error("A REST API has payload format 1.0 only: set PAYLOAD=1.0 or API=http.");
  process.exit(2);
}
const options: GatewayOptions = { api, payload, ...(stage && { stage }) };
const lambda = gateway(cold ? invokeCold : invoke, options);

// What stands for CloudFront and a bucket: the refresh page, the login page and the home page, the same for every visitor.
const pages = serveStatic<ServerResponse>(`${import.meta.dirname}/public`, {
  extensions: ["html"],
});
/** The browser build of the front-end SDK, as its npm package ships it. */
const bundle = serveStatic<ServerResponse>(
  fileURLToPath(new URL("bundle", import.meta.resolve("supertokens-web-js/package.json"))),
);

const server = createServer((req, res) => {
  // The pages in public/ and the SDK run without inline scripts, and so can yours.
  res.setHeader("Content-Security-Policy", "default-src 'self'");
  res.setHeader("X-Content-Type-Options", "nosniff");
  const prefix = "/supertokens/";
  if (req.url?.startsWith(prefix)) {
    req.url = req.url.slice(prefix.length - 1);
    bundle(req, res, () => res.writeHead(404).end());
  } else {
    pages(req, res, () => lambda(req, res));
  }
});

server.on("error", (error) => {
  console.error(`Cannot listen: ${error.message}. Choose another port with PORT=<number>.`);
  process.exit(1);
});
server.listen(Number(process.env.PORT ?? 3000), process.env.HOST ?? "localhost", () =>
  console.log(`Listening on ${origin}`),
);

process.on("SIGTERM", () => server.close());
