import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import handler from "serve-handler";

export interface SiteServer {
  origin: string;
  close(): Promise<void>;
}

/**
 * Serves a built site as a host would: clean URLs, its own 404 page, and the headers of the `serve.json` that the build has written.
 * @param port 0 for any
 * @throws Error with one line if there is no build, or if the port is in use
 */
export async function serveSite(folder: string, port = 0): Promise<SiteServer> {
  const file = join(folder, "serve.json");
  if (!existsSync(file)) throw new Error("There is no build to serve: run npm run build first");
  const config = JSON.parse(readFileSync(file, "utf8"));
  const server = createServer((request, response) => {
    void handler(request, response, { ...config, public: folder });
  });
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE"))
      throw error;
    throw new Error(`Port ${port} is in use: choose another with --port N`);
  }
  const { port: chosen } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${chosen}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
