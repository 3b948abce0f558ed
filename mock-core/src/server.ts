import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createControl } from "./control.ts";
import { handleControl } from "./control-api.ts";
import type { Control } from "./control-types.ts";
import { createEngine } from "./engine.ts";
import { type Call, decodedPath } from "./http.ts";
import type { MockCoreOptions } from "./options.ts";
import type { Outcome } from "./outage.ts";

/** The options of `startMockCore`, in addition to those. */
export type ServerOptions = MockCoreOptions & {
  /** Default 0: any free port. */
  port?: number;
  /** Default 127.0.0.1: no other machine can reach it. */
  host?: string;
  /** Port of the control API over HTTP, on 127.0.0.1; 0: any free port. Default: no control API. */
  controlPort?: number;
};

/** A mock core that listens. */
export type RunningMockCore = {
  /** Its URL, without a slash at the end. */
  url: string;
  /** URL of the control API, with the option `controlPort`. */
  controlUrl?: string;
  control: Control;
  /** Stops listening and drops every connection. */
  close(): Promise<void>;
};

/** A listener that can be shut, connections and all, and opened again on its port. */
async function serve(handle: (call: Call) => Promise<Outcome>, port: number, host: string) {
  const server = createServer((request, response) => {
    readCall(request).then(
      async (call) => write(await handle(call), response),
      () => response.destroy(),
    );
  });
  server.keepAliveTimeout = 30_000;
  const open = async (at: number) => {
    await once(server.listen(at, host), "listening");
  };
  await open(port);
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise<void>((resolve) => {
        if (!server.listening) return resolve();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    async reopen() {
      if (!server.listening) await open(bound);
    },
  };
}

/**
 * Starts a mock core on a port. Rejects with the system's error when it cannot listen, and with an Error of one line
 * for an option the core would refuse.
 */
export async function startMockCore(options: ServerOptions = {}): Promise<RunningMockCore> {
  const { port = 0, host = "127.0.0.1", controlPort } = options;
  const engine = createEngine(options);
  const control = createControl(engine);
  const server = await serve(engine.handle, port, host);
  engine.transport = {
    async refuse() {
      await server.close();
      // A client in this process learns in its next turns that its kept connections are gone.
      await new Promise((resolve) => setTimeout(resolve, 5));
    },
    listen: server.reopen,
  };
  const { url, close } = server;
  if (controlPort === undefined) return { url, control, close };
  const respond = (call: Call) => handleControl(control, call);
  const second = await serve(respond, controlPort, "127.0.0.1").catch(async (error) => {
    await close();
    throw error;
  });
  const closeBoth = async () => void (await Promise.all([close(), second.close()]));
  return { url, controlUrl: second.url, control, close: closeBoth };
}

async function readCall(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method = "GET", url: target = "/", headers, socket } = request;
  // A path of two slashes is no host; an absolute target counts by its path (RFC 9112, 3.2.2).
  const joined = target.startsWith("/") ? `http://core${target}` : target;
  const base = "http://core/";
  const url = new URL(URL.canParse(joined, base) ? joined : base, base);
  return {
    method,
    path: decodedPath(url.pathname),
    query: url.searchParams,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value = ""]) => [name, String(value)]),
    ),
    body: Buffer.concat(chunks).toString("utf8"),
    remoteAddress: socket.remoteAddress,
  };
}

function write(outcome: Outcome, response: ServerResponse) {
  if (!outcome) return void response.destroy();
  const body = Buffer.from(outcome.body);
  response.writeHead(outcome.status, { ...outcome.headers, "content-length": body.length });
  if (outcome.cut) response.write(body.subarray(0, body.length >> 1), () => response.destroy());
  else response.end(body);
}
