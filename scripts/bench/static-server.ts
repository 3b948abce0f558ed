import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
  ".woff2": "font/woff2",
  ".png": "image/png",
  ".ico": "image/x-icon",
};
const packed = new Set([".woff2", ".png", ".ico", ".zip"]);

/**
 * Serves a built site as a static host does: /page is page.html, text goes out in brotli (quality 11), and the build's
 * `_headers` file is followed.
 * @returns with `pages`, the bytes of each page after brotli, by its path
 */
export async function serveSite(
  folder: string,
): Promise<{ origin: string; pages: ReadonlyMap<string, number>; close(): Promise<void> }> {
  const files = new Map<string, { body: Buffer; headers: Record<string, string> }>();
  const pages = new Map<string, number>();
  const rules = readRules(join(folder, "_headers"));
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const file = join(entry.parentPath, entry.name);
        const path = file.slice(folder.length).replaceAll("\\", "/");
        const extension = extname(path);
        const text = !packed.has(extension);
        const raw = readFileSync(file);
        const body = text ? await brotli(raw) : raw;
        const address = path.replace(/\/index\.html$|\.html$/, "") || "/";
        const headers = {
          "content-type": types[extension] ?? "application/octet-stream",
          ...(text && { "content-encoding": "br" }),
          "content-length": String(body.length),
          ...Object.assign(
            {},
            ...rules.filter(({ fits }) => fits(address)).map((rule) => rule.headers),
          ),
        };
        files.set(address, { body, headers });
        if (extension === ".html") pages.set(address, body.length);
      }),
  );

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const found = files.get(pathname);
    const file = found ?? files.get("/404");
    response.writeHead(found ? 200 : 404, file?.headers);
    response.end(request.method === "HEAD" ? undefined : file?.body);
  }).listen(0, "localhost");
  await once(server, "listening");
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    pages,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function brotli(raw: Buffer): Promise<Buffer> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return promisify(brotliCompress)(raw, { params });
}

/** The rules of a `_headers` file: a path with `*`, and indented below it the headers that it gets. */
function readRules(file: string) {
  const rules: { fits(path: string): boolean; headers: Record<string, string> }[] = [];
  for (const line of existsSync(file) ? readFileSync(file, "utf8").split("\n") : []) {
    const header = /^\s+([^:\s]+):\s*(.*)$/.exec(line);
    if (header?.[1]) Object.assign(rules.at(-1)?.headers ?? {}, { [header[1]]: header[2] });
    else if (line.startsWith("/")) {
      const [start = "", ...rest] = line.trim().split("*");
      const fits = (path: string) => (rest.length ? path.startsWith(start) : path === start);
      rules.push({ fits, headers: {} });
    }
  }
  return rules;
}
