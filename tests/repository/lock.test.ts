import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { asPublished, complete } from "../../scripts/complete-lock.ts";

const read = (path = "package-lock.json") => JSON.parse(readFileSync(path, "utf8"));

const locks = [
  "package-lock.json",
  ...globSync("{scripts,tests}/**/package-lock.json", {
    exclude: (name) => name === "node_modules" || name === "fixtures",
  }).sort(),
];

test.each(locks)("%s holds every platform's packages, or npm ci refuses it", (path) => {
  expect(complete(read(path)), "Run: npm run lock").toEqual([]);
});

test.each(locks)("%s names no registry", (path) => {
  const { packages } = read(path) as {
    packages: Record<string, { resolved?: string; link?: boolean }>;
  };
  const named = Object.entries(packages).filter(([, { resolved, link }]) => resolved && !link);
  expect(named).toEqual([]);
});

test("a package that is missing is added with its platform", () => {
  const lock = {
    packages: {
      "": {},
      "node_modules/a": {
        version: "1.0.0",
        optionalDependencies: { "@a/linux-x64-musl": "1.0.0" },
      },
    },
  };
  expect(complete(lock)).toEqual(["node_modules/@a/linux-x64-musl"]);
  expect(lock.packages).toMatchObject({
    "node_modules/@a/linux-x64-musl": {
      version: "1.0.0",
      optional: true,
      libc: ["musl"],
      cpu: ["x64"],
      os: ["linux"],
    },
  });
});

test("npm ci does not compare packages with the Node that npm runs on", () => {
  const engines = { node: ">=22" };
  const lock = {
    packages: {
      "": { engines: { node: ">=20" } },
      "snippets/a": { engines },
      "node_modules/a": { version: "1.0.0", engines },
    },
  };
  expect(complete(lock)).toEqual(["node_modules/a"]);
  expect(lock.packages).toEqual({
    "": { engines: { node: ">=20" } },
    "node_modules/a": { version: "1.0.0" },
    "snippets/a": { engines },
  });
});

test("an optional package that nothing runs is marked for no platform", () => {
  const path = "node_modules/@next/swc-linux-x64-gnu";
  const published = {
    version: "1.0.0",
    optional: true,
    libc: ["glibc"],
    cpu: ["x64"],
    os: ["linux"],
  };
  const lock = {
    packages: {
      "": {},
      [path]: published,
      "node_modules/@next/swc-wasm-nodejs": { version: "1.0.0", optional: true },
      "node_modules/sharp": { version: "1.0.0" },
    },
  };
  expect(complete(lock)).toEqual([path]);
  expect(lock.packages[path].os).toEqual(["none"]);
  expect(complete(lock)).toEqual([]);
  expect(asPublished(path, lock.packages[path])).toEqual({ ...published, os: ["linux"] });
});
