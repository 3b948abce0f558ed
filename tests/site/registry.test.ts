import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { frameworks } from "../../snippets/frameworks.ts";
import { installCommands } from "../../src/plugins/registry/packages.ts";
import { isDemo, itemName } from "../../src/plugins/snippets/project-path.ts";
import { builtPage, builtPaths } from "../support/built.ts";
import { items, root, setOf, sets } from "../support/registry.ts";

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
            // The short form is for an app that has its own.
            .filter((target) => !(path.startsWith("short/") && target === "../init.ts"))
            .map((target) => posix.join(posix.dirname(path), target))
            .filter((target) => !["", ".ts", ".tsx"].some((end) => paths.has(target + end)))
            .map((target) => `${name}: ${path} needs ${target}`),
        );
    });
    expect(missing).toEqual([]);
  });

  it("leads with the short form of a framework, where it has one", () => {
    for (const { id, language } of frameworks) {
      if (!existsSync(join(root, "snippets", id, "short"))) continue;
      const [first] = sets.filter(({ framework }) => framework.id === id);
      expect(first?.name).toBe(`${id}-short`);
      // The command installs no Go and no Python.
      if (language === "typescript")
        expect(items.map(({ name }) => name)).toContain(`${id}-short`);
    }
  });

  it("installs nothing that stands for the reader's own, but what another file imports", () => {
    const servers = new Set(
      frameworks.filter(({ kind }) => kind === "server").map(({ id }) => id),
    );
    const signIns = frameworks.flatMap(({ id, capabilities }) =>
      servers.has(id) ? [`snippets/${id}/${capabilities["sign-in"]}`] : [],
    );
    expect(signIns.filter((file) => /\.tsx?$/.test(file) && !isDemo(file))).toEqual([]);
    for (const { framework, name } of sets.filter((set) => servers.has(set.framework.id))) {
      const paths = items.find((item) => item.name === name)?.files.map(({ path }) => path);
      expect(paths ?? [], name).not.toContain(framework.capabilities["sign-in"]);
    }
    const nextjs = items.filter(({ name }) => name.startsWith("nextjs-"));
    const targets = new Set(nextjs.flatMap(({ files }) => files.map(({ target }) => target)));
    for (const demo of ["next.config.ts", "app/layout.tsx", "pages/_app.tsx"])
      expect(targets).not.toContain(demo);
  });

  it("lists every file that a framework declares as demo", () => {
    const missing = frameworks.flatMap(({ id, demo = [] }) =>
      demo.filter((path) => !existsSync(join(root, "snippets", id, path))),
    );
    expect(missing).toEqual([]);
  });

  it("names packages without versions: what a project has stays as it is", () => {
    const versioned = items.flatMap(({ name, dependencies, devDependencies }) =>
      [...dependencies, ...devDependencies]
        .filter((dependency) => dependency.lastIndexOf("@") > 0)
        .map((dependency) => `${name}: ${dependency}`),
    );
    expect(versioned).toEqual([]);
  });

  it("has targets that follow a src folder", () => {
    const fixed = items.flatMap(({ files }) =>
      files.filter(({ target }) => target.startsWith("~")),
    );
    expect(fixed).toEqual([]);
    const { files = [] } = items.find(({ name }) => name === "nextjs-app") ?? {};
    expect(files.map(({ target }) => target)).toContain("app/auth/[...path]/route.ts");
  });

  it("has a refresh page with all of a framework that renders one, in each of its overlays", () => {
    const pages = items.find(({ name }) => name === "nextjs-pages");
    expect(pages?.files.map(({ target }) => target)).toContain("pages/refresh-session.tsx");
    const overlaid = sets.filter(
      ({ framework, folder }) =>
        folder === "" &&
        framework.overlays?.some(({ id }) =>
          existsSync(join(root, "snippets", framework.id, id)),
        ),
    );
    for (const { name } of overlaid) {
      const targets = items.find((item) => item.name === name)?.files;
      expect(targets?.map(({ target }) => target)).toContain("app/refresh-session/page.tsx");
    }
  });

  it("has no item for a file that stands for the reader's own", () => {
    expect(itemName("snippets/express/verify-session.ts")).toBe("express-verify-session");
    expect(itemName("snippets/express/short/page-session.ts")).toBe("express-short");
    expect(itemName("snippets/express/sign-in.ts")).toBeUndefined();
    expect(itemName("snippets/nextjs-app/app/ways/jwt/page.tsx")).toBeUndefined();
    expect(itemName("snippets/fastapi/verify_session.py")).toBeUndefined();
    expect(itemName("snippets/tenants/app.ts")).toBeUndefined();
  });
});

describe("the install lines", () => {
  it.each([
    ["express", "npm", "npm install escape-html express jose supertokens-node"],
    ["express", "bun", "bun add --dev @types/escape-html @types/express @types/node"],
    ["nextjs-app", "pnpm", "pnpm add jose supertokens-node supertokens-web-js"],
    [
      "nextjs-pages",
      "yarn",
      "yarn add jose supertokens-auth-react supertokens-node supertokens-web-js",
    ],
    ["flask", "pip", 'pip install flask "pyjwt[crypto]" supertokens-python waitress'],
    ["flask", "uv", 'uv add flask "pyjwt[crypto]" supertokens-python waitress'],
    ["go", "go", "go get github.com/supertokens/supertokens-golang@v0.25.1"],
  ])("of %s with %s name what its files import", (name, tool, line) => {
    expect(installCommands(root, setOf(name))[tool]).toContain(line);
  });
});

describe("the built pages", () => {
  it("offer only what the registry has, and each block of a server that can be added", () => {
    const names = new Set(items.map(({ name }) => name));
    const offered = builtPaths().flatMap((path) =>
      [...builtPage(path).matchAll(/data-add="?([\w-]+)/g)].map(([, name = ""]) => name),
    );
    expect(offered).toContain("express-verify-session");
    expect(offered.filter((name) => !names.has(name))).toEqual([]);
  });

  it("show the lines for npm, pnpm, yarn and bun", () => {
    const html = builtPage("/express");
    for (const line of Object.values(installCommands(root, setOf("express"))).flat())
      expect(html).toContain(line);
  });
});
