import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { Context, Handler } from "aws-lambda";
import { afterAll } from "vitest";
import { type GatewayOptions, gateway } from "../../sandboxes/aws-lambda/gateway.ts";

export type { GatewayOptions };

export const rest: GatewayOptions = { api: "rest", payload: "1.0" };
export const http1: GatewayOptions = { api: "http", payload: "1.0" };
export const http2: GatewayOptions = { api: "http", payload: "2.0" };

/** Each by its name, for `describe.each`. */
export const everyGateway: [string, GatewayOptions][] = [
  ["a REST API", rest],
  ["an HTTP API with format 1.0", http1],
  ["an HTTP API with format 2.0", http2],
];

const servers: Server[] = [];

afterAll(() => {
  for (const server of servers) server.close();
});

/** Puts a handler behind the gateway, until the tests of the file are over. Gives its origin. */
export async function start(handler: Handler, options: GatewayOptions): Promise<string> {
  const context: Partial<Context> = {};
  const invoke = async (event: string) =>
    JSON.stringify(await handler(JSON.parse(event), context as Context, () => {}));
  const server = createServer(gateway(invoke, options)).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("No port");
  return `http://127.0.0.1:${address.port}`;
}
