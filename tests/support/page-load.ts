import { once } from "node:events";
import { request } from "node:http";
import { buffer } from "node:stream/consumers";
import { pageLoadHeaders } from "../../contract/clients.ts";

export interface PageLoad {
  method?: string;
  headers?: Record<string, string>;
  body?: string | URLSearchParams | FormData;
}

/**
 * Loads a page as a browser does, without following a redirect. Not with fetch: Node's says in `Sec-Fetch-Mode` that a
 * script sends the request, whatever the headers say.
 */
export function loadPage(url: string, init: PageLoad = {}): Promise<Response> {
  return send(url, { ...init, headers: { ...pageLoadHeaders, ...init.headers } });
}

/** Sends a request over http with these headers and no others, without following a redirect. */
export async function send(url: string, init: PageLoad = {}): Promise<Response> {
  const { method = "GET", body } = init;
  // The web's own way to give a body its type.
  const encoded = new Request(url, { method, ...(body !== undefined && { body }) });
  const bytes = Buffer.from(await encoded.arrayBuffer());
  const type = typeof body === "object" && encoded.headers.get("content-type");
  const sent = request(url, {
    method,
    headers: {
      ...(body !== undefined && { "content-length": bytes.length }),
      ...(type && { "content-type": type }),
      ...init.headers,
    },
  });
  sent.end(bytes);
  const [received] = await once(sent, "response");
  const content = await buffer(received);
  const response = new Response(content.length ? content : null, {
    status: received.statusCode,
  });
  for (let i = 0; i < received.rawHeaders.length; i += 2) {
    response.headers.append(received.rawHeaders[i], received.rawHeaders[i + 1]);
  }
  return response;
}
