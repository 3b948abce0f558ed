import { once } from "node:events";
import { request } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";

/** Of localhost, until 2126. It protects nothing: only tests meet it, and they accept any. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgMUPEbeUwVKp2sMJg
7PaA7l6w8DY8AmYPcOzxFFNLkQOhRANCAAQIAYH25+R3iB3hLMdL97MEAf+Ff4S0
WbrzyCz/bk+piFvCZCryPiUe1JUnzpDhzdMF9mwDNOWLHB6Bx9jJjMPe
-----END PRIVATE KEY-----`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBlTCCATugAwIBAgIUHu2VaiJD3IfUqy/8KRL2bH96QzIwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyOTEyMTMzM1oYDzIxMjYxMTA1
MTIxMzMzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQIAYH25+R3iB3hLMdL97MEAf+Ff4S0WbrzyCz/bk+piFvCZCryPiUe
1JUnzpDhzdMF9mwDNOWLHB6Bx9jJjMPeo2kwZzAdBgNVHQ4EFgQU0YD8US8JSGQl
2xgd1Y8EHYeuyQ8wHwYDVR0jBBgwFoAU0YD8US8JSGQl2xgd1Y8EHYeuyQ8wDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SAAwRQIhAKD2ybk9R9wfVrk0gMCS5KSkmqjPhR5EFLnyVmdLJvkuAiANGRfjenQ8
RMFnoD30s7Ahxqakk6YsE/OerFvzdCAKyg==
-----END CERTIFICATE-----`;

export interface TlsProxy {
  /** What the browser sees, e.g. `https://localhost:4431`. */
  origin: string;
  /** Sets the origin of the app behind it, which has to be started with the proxy's. */
  forwardTo(app: string): void;
  stop(): void;
}

/**
 * A proxy that ends TLS, as a load balancer does: it keeps `Host`, and says in `X-Forwarded-Proto` that the browser uses
 * https. The app behind it speaks http.
 */
export async function startTlsProxy(): Promise<TlsProxy> {
  let app = "";
  const server = createServer({ key, cert }, (incoming, outgoing) => {
    const forwarded = request(
      app + incoming.url,
      {
        method: incoming.method,
        headers: { ...incoming.headers, "x-forwarded-proto": "https" },
      },
      (response) => {
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(outgoing);
      },
    );
    forwarded.once("error", () => outgoing.destroy());
    incoming.pipe(forwarded);
  }).listen(0, "localhost");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://localhost:${port}`,
    forwardTo(url) {
      app = url;
    },
    stop: () => void server.close(),
  };
}
