import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { readVerification } from "../../results/verification.ts";
import { ownTools } from "../../scripts/own-tools.ts";
import { fileSets } from "../../src/plugins/registry/file-sets.ts";
import { registryItems } from "../../src/plugins/registry/items.ts";
import { run } from "./project.ts";

export const root = join(import.meta.dirname, "../..");

/** The sets and the items as the build publishes them. */
export const sets = fileSets(
  root,
  Object.fromEntries(
    Object.entries(readVerification()).map(([id, { files }]) => [id, Object.keys(files)]),
  ),
);
export const items = registryItems(root, sets);

/** The set with this name. Throws if there is none. */
export function setOf(name: string) {
  const set = sets.find((it) => it.name === name);
  if (!set) throw new Error(`there is no set ${name}`);
  return set;
}

/** Serves the registry until the test is over. Gives its origin. */
export async function serveRegistry(): Promise<string> {
  const server = createServer(({ url }, response) => {
    const item = items.find(({ name }) => url === `/r/${name}.json`);
    response.statusCode = item ? 200 : 404;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(item));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Installs an item of the registry into a project, with the command that stands on the page. Gives what it prints. */
export async function addItem(folder: string, item: string): Promise<string> {
  const address = `${await serveRegistry()}/r/${item}.json`;
  return run(
    folder,
    join(ownTools(join(root, "scripts/shadcn-tools")), "shadcn"),
    "add",
    address,
    "--yes",
  );
}
