import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Plugin } from "esbuild";

/** The files of the app that a reader may edit in the lab, and the page that shows the effect. Each exports functions only. */
export const editable: Readonly<Record<string, string>> = {
  "verify-session.ts": "/dashboard",
  "check-database.ts": "/dashboard-checked",
  "verify-jwt.ts": "/dashboard-jwt",
  "optional-session.ts": "/welcome",
  "require-claim.ts": "/admin",
  "protect-api.ts": "/api/user",
  "session-error.ts": "/dashboard",
  "refresh.ts": "/dashboard",
  "redirect-back.ts": "/login?redirectBack=%2Fdashboard",
};

/** What a file of the app can import from npm; the engine holds these whole. */
const packages = [
  "cookie",
  "escape-html",
  "hono",
  "hono/accepts",
  "hono/body-limit",
  "hono/factory",
  "hono/http-exception",
  "jose",
  "supertokens-node",
  "supertokens-node/framework/custom",
  "supertokens-node/recipe/session",
  "supertokens-node/recipe/session/claims",
];

/**
 * Puts the app of the Hono guide together for the engine: the sandbox's `site.ts` around the snippets, the pages of the
 * front end as text, and between the app and each editable file functions that can be replaced while it runs.
 */
export function engineFiles(siteDir: string): Plugin {
  const snippets = join(siteDir, "snippets/hono");
  const sandbox = join(siteDir, "sandboxes/hono");
  const publicFolder = join(siteDir, "snippets/web-js/script-tags");
  const isEditable = (path: string) => path.startsWith(snippets) && basename(path) in editable;
  return {
    name: "engine-files",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^lab:/ }, ({ path }) =>
        path === "lab:site"
          ? { path: join(sandbox, "site.ts") }
          : { path: path.slice("lab:".length), namespace: "lab" },
      );
      // In a sandbox the two folders are one.
      onResolve({ filter: /^\.\/app\.ts$/ }, ({ importer }) =>
        importer.startsWith(sandbox) ? { path: join(snippets, "app.ts") } : undefined,
      );
      onResolve({ filter: /\?published$/ }, ({ path, resolveDir }) => ({
        path: join(resolveDir, path.replace("?published", "")),
        suffix: "?published",
      }));

      onLoad({ filter: /\.ts$/ }, ({ path, suffix }) =>
        isEditable(path) && suffix !== "?published"
          ? { contents: replaceable(path, siteDir), loader: "ts", resolveDir: snippets }
          : undefined,
      );
      onLoad({ filter: /^pages$/, namespace: "lab" }, () => ({
        contents: `export const pages = ${JSON.stringify(pagesIn(publicFolder))}`,
      }));
      onLoad({ filter: /^modules$/, namespace: "lab" }, () => ({
        contents: modules(snippets),
        resolveDir: snippets,
        loader: "ts",
      }));
    },
  };
}

/** A module that exports what an editable file does, through `live` of the engine. Throws for a file without exports. */
function replaceable(path: string, siteDir: string): string {
  const file = basename(path);
  const text = readFileSync(path, "utf8");
  const names = [...text.matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)].map(
    ([, name]) => name,
  );
  if (names.length === 0) throw new Error(`${path} exports no function`);
  const edits = join(siteDir, "src/lab/worker/edits.ts");
  return [
    `import * as published from "./${file}?published";`,
    `import { live } from ${JSON.stringify(edits)};`,
    ...names.map(
      (name) => `export const ${name} = live("${file}", "${name}", published.${name});`,
    ),
  ].join("\n");
}

/** The pages and styles that every framework's sandbox serves, as the app asks for them. */
function pagesIn(folder: string): Record<string, string> {
  return Object.fromEntries(
    globSync("*.{html,css}", { cwd: folder })
      .sort()
      .map((file) => [`/public/${file}`, readFileSync(join(folder, file), "utf8")]),
  );
}

/** All that an edited file can import: its neighbours, under the names that JavaScript gives them, and packages. */
function modules(snippets: string): string {
  const neighbours = globSync("*.ts", { cwd: snippets })
    .filter((file) => file !== "app.ts")
    .sort()
    .map((file) => [`./${file.replace(/ts$/, "js")}`, `./${file}`]);
  const all = [...neighbours, ...packages.map((name) => [name, name])];
  return [
    ...all.map(([, source], index) => `import * as m${index} from ${JSON.stringify(source)};`),
    `export const modules = {${all.map(([name], index) => `${JSON.stringify(name)}: m${index}`)}};`,
  ].join("\n");
}
