import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** The browser build of the front-end SDK, as its npm package ships it. */
const bundle = new URL("bundle/", import.meta.resolve("supertokens-web-js/package.json"));
const here = new URL("./", import.meta.url);

/** Reads a file of the site from the disk, on Node, Bun and Deno. */
export async function read(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const [, folder, name] = /^\/(public|supertokens)\/(.+)$/.exec(path) ?? [];
  const url =
    folder === "public" ? new URL(`public/${name}`, here) : new URL(`${name}`, bundle);
  return readFile(fileURLToPath(url)).catch(() => null);
}
