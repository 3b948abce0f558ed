import { once } from "node:events";
import { createServer } from "node:net";

/** A port of this machine on which no process listens, at any of its IP addresses. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (!address || typeof address === "string") throw new Error("No free port");
  return address.port;
}
