import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createControl } from "./control.ts";
import { handleControl, maxControlBody } from "./control-api.ts";
import type { Control } from "./control-types.ts";
import { createEngine, type Parts } from "./engine.ts";
import { type Call, decodedBody, decodedPath, maxBody, messageOf, text } from "./http.ts";
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

type Listener = {
  handle: (call: Call) => Promise<Outcome>;
  port: number;
  host: string;
  /** Bytes of a request body. */
  limit: number;
  /** The charset of all bodies. Default: that of the request. */
  charset?: "utf-8";
};

/** A listener that can be shut, connections and all, and opened again on its port. */
async function serve(listener: Listener) {
  const { handle, port, host } = listener;
  const server = createServer(async (request, response) => {
    try {
      const call = await readCall(request, listener).catch(() => null);
      write(call && (await handle(call)), response);
    } catch (error) {
      // A fault of a caller's `onRequest`, or a status that HTTP does not have: this request fails, and no other.
      if (response.headersSent) response.destroy();
      else write(text(`The mock core failed: ${messageOf(error)}`, 500), response);
    }
  });
  server.keepAliveTimeout = 30_000;
  // A connection that cannot be accepted is lost; the listener stays.
  server.on("error", () => {});
  const open = async (at: number) => {
    await once(server.listen(at, host), "listening");
  };
  await open(port);
  const bound = (server.address() as AddressInfo).port;
  // One change after the other: a server that is opening cannot be opened or shut.
  let last = Promise.resolve();
  const inTurn = (change: () => Promise<void>) => {
    const done = last.then(change);
    last = done.catch(() => {});
    return done;
  };
  const shut = () =>
    new Promise<void>((resolve) => {
      if (!server.listening) return resolve();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    close: () => inTurn(shut),
    reopen: () =>
      inTurn(async () => {
        if (!server.listening) await open(bound);
      }),
  };
}

/**
 * Starts a mock core of some parts on a port. Rejects with the system's error when it cannot listen, and with an Error of one line
 * for an option the core would refuse.
 */
export async function startWith(
  parts: Parts,
  options: ServerOptions,
): Promise<RunningMockCore> {
  const { port = 0, host = "127.0.0.1", controlPort } = options;
  const engine = createEngine(options, parts);
  const control = createControl(engine);
  const server = await serve({ handle: engine.handle, port, host, limit: maxBody });
  engine.transport = {
    async refuse() {
      await server.close();
      // A client in this process learns in its next turns that its kept connections are gone.
      await new Promise((resolve) => setTimeout(resolve, 5));
    },
    listen: server.reopen,
  };
  const { url } = server;
  const close = async () => {
    engine.outages.end();
    await server.close();
  };
  if (controlPort === undefined) return { url, control, close };
  const second = await serve({
    handle: (call) => handleControl(control, call),
    port: controlPort,
    host: "127.0.0.1",
    limit: maxControlBody,
    charset: "utf-8",
  }).catch(async (error) => {
    await close();
    throw error;
  });
  const closeBoth = async () => void (await Promise.all([close(), second.close()]));
  return { url, controlUrl: second.url, control, close: closeBoth };
}

/** Reads a request to its end, and keeps the body up to the limit. Rejects when the client goes away before. */
async function readCall(request: IncomingMessage, { limit, charset }: Listener): Promise<Call> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks.length = 0;
  }
  const { method = "GET", url: target = "/", headersDistinct, socket } = request;
  const headers = Object.fromEntries(
    Object.entries(headersDistinct).map(([name, values = []]) => [name, values.join(", ")]),
  );
  // A path that begins with two slashes is not a host.
  const joined = target.startsWith("/") ? `http://core${target}` : target;
  const base = "http://core/";
  const url = new URL(URL.canParse(joined, base) ? joined : base, base);
  // The host of an absolute target replaces the `Host` field (RFC 9112 section 3.2.2).
  if (joined === target && URL.canParse(target)) headers.host = url.host;
  return {
    method,
    path: decodedPath(url.pathname),
    query: url.searchParams,
    headers,
    body: decodedBody(
      Buffer.concat(chunks),
      charset ? `;charset=${charset}` : headers["content-type"],
    ),
    tooLarge: size > limit,
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
