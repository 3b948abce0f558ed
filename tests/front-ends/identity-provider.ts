import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Another site, whose page identifies the user. */
export interface IdentityProvider {
  /** Its page: a link that leads on to `callback`. */
  url: string;
  close(): Promise<void>;
}

/** Starts a page on another site (127.0.0.1, whereas the site is localhost) that leads on to `callback`. */
export async function startIdentityProvider(callback: string): Promise<IdentityProvider> {
  const server = createServer((req, res) => {
    res.setHeader("content-security-policy", "default-src 'none'");
    if (req.url !== "/") return void res.writeHead(303, { location: callback }).end();
    res.setHeader("content-type", "text/html");
    res.end('<!doctype html><title>Identity provider</title><a href="/consent">Continue</a>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
