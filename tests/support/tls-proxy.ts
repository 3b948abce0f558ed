import { once } from "node:events";
import { request } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";

export interface TlsProxy {
  /** The origin that browsers see. Its certificate is self-signed. */
  url: string;
  stop(): Promise<void>;
}

/**
 * A proxy that ends TLS in front of an app, and says so in X-Forwarded-Proto.
 * @param target gives the app's origin for each request: the app may be started after the proxy
 * @param host "kept": the app sees the Host header of the browser; "replaced": its own, and the browser's in X-Forwarded-Host
 */
export async function startTlsProxy(
  target: () => string,
  host: "kept" | "replaced",
): Promise<TlsProxy> {
  const names = [{ type: 2 as const, value: "localhost" }];
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], {
    extensions: [{ name: "subjectAltName", altNames: names }],
  });
  const server = createServer({ key, cert }, (req, res) => {
    const forwarded = {
      host: new URL(target()).host,
      "x-forwarded-host": req.headers.host,
    };
    const headers = {
      ...req.headers,
      "x-forwarded-proto": "https",
      ...(host === "replaced" && forwarded),
    };
    const sent = request(target() + req.url, { method: req.method, headers }, (response) => {
      res.writeHead(response.statusCode ?? 502, response.rawHeaders);
      response.pipe(res);
    });
    sent.on("error", () => res.writeHead(502).end());
    req.pipe(sent);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://localhost:${port}`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
