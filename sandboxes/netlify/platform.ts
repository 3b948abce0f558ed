/** Netlify on this machine: finds the function for a URL by the function's `config`, and lets it respond. */
import { globSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import type { Config } from "@netlify/functions";
import { origin } from "./config.ts";
import type { Invoke } from "./instance.ts";

export interface NetlifyFunction {
  /** The URL of its file. */
  file: string;
  /** As in its `config`; "*" at the end stands for anything. */
  paths: string[];
  /** Empty: all of them. HEAD is one of its own, and not a kind of GET. */
  methods: string[];
}

/** Reads the `config` of every function in a folder. */
export async function functionsIn(folder: string): Promise<NetlifyFunction[]> {
  return Promise.all(
    globSync("*.ts", { cwd: folder }).map(async (name) => {
      const file = pathToFileURL(`${folder}/${name}`).href;
      const { config }: { config: Config } = await import(file);
      return { file, paths: [config.path ?? []].flat(), methods: [config.method ?? []].flat() };
    }),
  );
}

/** Responds with the function that the request is for, or with 404 if there is none. */
export async function answer(
  req: IncomingMessage,
  res: ServerResponse,
  functions: NetlifyFunction[],
  invoke: Invoke,
): Promise<void> {
  const { method = "GET" } = req;
  const url = new URL(req.url ?? "/", origin);
  const found = functions.find(
    ({ paths, methods }) =>
      paths.some((path) => matches(path, url.pathname)) &&
      (methods.length === 0 || methods.includes(method)),
  );
  if (!found) {
    res.writeHead(404, { "content-type": "text/plain" }).end("Not Found");
    return;
  }
  const body = await buffer(req);
  try {
    const {
      statusCode,
      multiValueHeaders,
      body: answered,
    } = await invoke(found.file, {
      rawUrl: url.href,
      path: url.pathname,
      httpMethod: method,
      headers: Object.fromEntries(
        Object.entries(req.headers).map(([name, value]) => [name, [value].flat().join(", ")]),
      ),
      body: body.length ? body.toString("base64") : undefined,
      isBase64Encoded: body.length > 0,
    });
    for (const [name, values] of Object.entries(multiValueHeaders)) res.setHeader(name, values);
    res.writeHead(statusCode).end(Buffer.from(answered, "base64"));
  } catch (error) {
    console.error(error);
    res.writeHead(500, { "content-type": "text/plain" }).end("This function has crashed");
  }
}

function matches(pattern: string, path: string): boolean {
  return pattern.endsWith("/*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}
