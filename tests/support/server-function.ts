import { createHash } from "node:crypto";

/**
 * The path at which a build of TanStack Start serves a server function: the compiler hashes the file and the variable's name.
 * @param file relative to the app's root
 * @param name of the variable
 */
export function serverFunction(file: string, name: string): string {
  const entry = `${file}--${name}_createServerFn_handler`;
  return `/_serverFn/${createHash("sha256").update(entry).digest("hex")}`;
}

/** What Start's client sends with every call, of all that a web server looks at. */
export const callHeaders = {
  accept: "application/json",
  "sec-fetch-mode": "cors",
  "sec-fetch-site": "same-origin",
  "x-tsr-serverfn": "true",
};

/** The query of a call with a context of the client's own, serialised as Start's client does it. */
export function withContext(context: Record<string, string>): string {
  const object = (entries: [string, unknown][], index: number) => ({
    t: 10,
    i: index,
    p: { k: entries.map(([key]) => key), v: entries.map(([, value]) => value) },
    o: 0,
  });
  const strings = Object.entries(context).map(([key, s]): [string, unknown] => [
    key,
    { t: 1, s },
  ]);
  const payload = { t: object([["context", object(strings, 1)]], 0), f: 127, m: [] };
  return `?payload=${encodeURIComponent(JSON.stringify(payload))}`;
}
