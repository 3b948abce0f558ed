import { type IncomingMessage, request, type ServerResponse } from "node:http";
import type { Outgoing } from "./wire-log.ts";

/** Headers that are about one connection, not about the message (RFC 9110 7.6.1). */
const hopByHop = [
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "transfer-encoding",
  "upgrade",
];
/** How much of a body the log looks at (bytes); longer ones are left out of it. */
const bodyLimit = 16_000;

/**
 * Sends a request on to the app and its response back, unchanged, as both come in. A response that the app breaks off is
 * broken off here too.
 * @param done gets what went over the wire, once, when the response is complete; 502 where there was none
 */
export function proxy(
  req: IncomingMessage,
  res: ServerResponse,
  port: number,
  done: (outgoing: Outgoing) => void,
): void {
  const requestBody = collect(req);
  const headers = Object.fromEntries(
    Object.entries(req.headers).filter(([name]) => !hopByHop.includes(name)),
  );
  // Without it, Node sends the body of a GET unframed, and the app reads it as the next request.
  if (req.headers["transfer-encoding"]) headers["transfer-encoding"] = "chunked";

  let over = false;
  const finish = (response?: IncomingMessage, responseBody?: unknown): void => {
    if (over) return;
    over = true;
    try {
      done({
        status: response?.statusCode ?? 502,
        headers: Object.fromEntries(
          Object.entries(response?.headers ?? {}).map(([name, value]) => [name, String(value)]),
        ),
        setCookies: response?.headers["set-cookie"] ?? [],
        requestBody: requestBody(),
        responseBody,
      });
    } catch (error) {
      // The log must not keep the response from the visitor.
      console.error("The lab failed to log a request:", error);
    }
  };
  const fail = (error: Error): void => {
    finish();
    if (res.headersSent) {
      res.destroy();
      return;
    }
    // The reason phrase by name: a refused writeHead() keeps the app's.
    res.writeHead(502, "Bad Gateway", {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
    });
    res.end(`The app does not respond: ${error.message}\n`);
  };

  const upstream = request({
    port,
    host: "localhost",
    method: req.method,
    path: req.url,
    headers,
    agent: false,
  });
  upstream.on("response", (response) => {
    const responseBody = collect(response);
    const { rawHeaders } = response;
    const kept = rawHeaders.flatMap((name, index) =>
      index % 2 === 0 && !hopByHop.includes(name.toLowerCase())
        ? [name, rawHeaders[index + 1] ?? ""]
        : [],
    );
    try {
      res.writeHead(response.statusCode ?? 502, response.statusMessage, kept);
    } catch (error) {
      // A status or header that Node reads but does not write.
      upstream.destroy(error as Error);
      return;
    }
    // Before the visitor has all of it: the next request must find this in the log.
    response.on("end", () => finish(response, responseBody()));
    response.on("error", () => {
      finish(response);
      res.destroy();
    });
    response.pipe(res);
  });
  upstream.on("upgrade", (_response, socket) => {
    socket.destroy();
    fail(new Error("it switched protocols without being asked to"));
  });
  upstream.on("error", fail);
  res.on("close", () => {
    upstream.destroy();
    finish();
  });
  req.pipe(upstream);
}

/** Reads along. Gives a form's fields or the JSON; undefined for anything else. */
function collect(message: IncomingMessage): () => unknown {
  const type = message.headers["content-type"] ?? "";
  const json = /^application\/(?:[\w.+-]+\+)?json\b/.test(type);
  const form = type.startsWith("application/x-www-form-urlencoded");
  const chunks: Buffer[] = [];
  let size = 0;
  if ((json || form) && !message.headers["content-encoding"]) {
    message.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= bodyLimit) chunks.push(chunk);
    });
  }
  return () => {
    if (size === 0 || size > bodyLimit) return undefined;
    const text = Buffer.concat(chunks).toString();
    if (form) return Object.fromEntries(new URLSearchParams(text));
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return undefined;
    }
  };
}
