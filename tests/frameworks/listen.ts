import { once } from "node:events";
import type { RequestListener } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on a free port; `stop` ends it. */
export interface Listening {
  origin: string;
  stop(): void;
}

/** Serves with the listener at a free port of localhost. */
export async function listen(listener: RequestListener): Promise<Listening> {
  const server = createServer(listener).listen(0, "localhost");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { origin: `http://localhost:${port}`, stop: () => void server.close() };
}
