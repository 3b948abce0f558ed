import { once } from "node:events";
import { connect } from "node:net";
import { text as textOf } from "node:stream/consumers";

/**
 * Sends a HEAD request over a socket of its own and reads until the server closes it. HTTP clients drop the body that a
 * server must not send (RFC 9110, section 9.3.2), or call it a parse error; here it is the text.
 * @param url of http
 */
export async function head(
  url: string,
  headers: Record<string, string>,
): Promise<{ response: Response; text: string }> {
  const { hostname, port, host, pathname, search } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  const lines = Object.entries({ host, ...headers, connection: "close" }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  // Not end(): some servers take a half-closed connection for one that is gone.
  socket.write(`HEAD ${pathname}${search} HTTP/1.1\r\n${lines.join("")}\r\n`);
  const raw = await textOf(socket);
  const end = raw.indexOf("\r\n\r\n");
  const [statusLine = "", ...fields] = raw.slice(0, end).split("\r\n");
  const response = new Response(null, { status: Number(statusLine.split(" ")[1]) });
  for (const field of fields) {
    const colon = field.indexOf(":");
    response.headers.append(field.slice(0, colon), field.slice(colon + 1).trim());
  }
  return { response, text: raw.slice(end + 4) };
}
