import { createServer, type RequestListener, type Server } from "node:http";

/** Listens; rejects with the system's error, e.g. EADDRINUSE. */
export function listen(respond: RequestListener, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(respond);
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      // E.g. EMFILE: the next connection may succeed.
      server.on("error", (error) =>
        console.error(`Cannot accept a connection: ${error.message}`),
      );
      resolve(server);
    });
  });
}

/** Stops listening. */
export function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
