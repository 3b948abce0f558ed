import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { describe, expect, it, onTestFinished } from "vitest";
import { readVerification } from "../../results/verification.ts";
import { type RegistryItem, registryItems } from "../../src/plugins/registry/items.ts";

const root = join(import.meta.dirname, "../..");
const items = registryItems(
  root,
  Object.fromEntries(
    Object.entries(readVerification()).map(([id, { files }]) => [id, Object.keys(files)]),
  ),
);

describe("the registry", () => {
  it("has a name for each item, once", () => {
    const names = items.map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    expect(names).toContain("express");
    expect(names).toContain("express-verify-session");
  });

  it("gives with each file everything that it imports by path", () => {
    const missing = items.flatMap(({ name, files }) => {
      const paths = new Set(files.map(({ path }) => path));
      return files
        .filter(({ path }) => /\.tsx?$/.test(path))
        .flatMap(({ path, content }) =>
          ts
            .preProcessFile(content)
            .importedFiles.map(({ fileName }) => fileName)
            .filter((target) => /^\.{1,2}\/.*(\.tsx?|\/[^.]+)$/.test(target))
            .map((target) => posix.join(posix.dirname(path), target))
            .filter((target) => !["", ".ts", ".tsx"].some((end) => paths.has(target + end)))
            .map((target) => `${name}: ${path} needs ${target}`),
        );
    });
    expect(missing).toEqual([]);
  });

  it("is read by the shadcn command, which puts the very files and their packages into an empty project", async () => {
    const item = items.find(({ name }) => name === "express-verify-jwt");
    const origin = await serve(item);
    const project = mkdtempSync(join(tmpdir(), "registry-"));
    onTestFinished(() => rmSync(project, { recursive: true, force: true }));
    writeFileSync(join(project, "package.json"), '{ "name": "reader", "type": "module" }');
    await promisify(execFile)(
      join(root, "node_modules/.bin/shadcn"),
      ["add", `${origin}/r/express-verify-jwt.json`, "--yes", "--cwd", project],
      { cwd: project },
    );
    for (const { path } of item?.files ?? []) {
      const written = readFileSync(join(project, "supertokens", path), "utf8");
      expect(written, path).toBe(readFileSync(join(root, "snippets/express", path), "utf8"));
    }
    const { dependencies } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
    expect(Object.keys(dependencies)).toEqual(expect.arrayContaining(["jose"]));
  }, 120_000);
});

async function serve(item: RegistryItem | undefined): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(item));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
