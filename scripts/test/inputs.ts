/**
 * What the result of each test file depends on. A test file whose inputs are not declared here depends on the whole
 * repository: a run that was not needed costs minutes, a test that is left out wrongly hides a fault.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, posix, relative } from "node:path";
import { build } from "esbuild";
import { exchangesOf, type Run } from "../../results/runs.ts";

/** Files and folders, relative to the root; everything under a folder counts. */
export type Paths = readonly string[];

/** What is installed, built or cached, as in .gitignore. */
const made = [
  ...["node_modules", ".git", ".cache", ".build", "build", ".docusaurus", "__pycache__"],
  ...[".venv", ".DS_Store"],
];
const madeFile = /\.(log|tsbuildinfo)$/;

/** The whole repository. */
export const everything: Paths = ["."];

/** What every result depends on. */
const always: Paths = [
  ...["package.json", "package-lock.json", "node_modules/.package-lock.json", ".npmrc"],
  ...["tsconfig.base.json", "vitest.config.ts", "sandboxes/languages.ts"],
];

/** What neither the build of the site nor its pages can show. */
const notOfTheSite = /\.test\.ts$|^(README|CONTRIBUTING)\.md$|^\.(ci|github)\//;

/** The inputs of `npm run build`. */
export function siteInputs(root: string): Inputs {
  const files = filesUnder(root, ".").filter((path) => !notOfTheSite.test(path));
  return { paths: [...always, ...files] };
}

/** What is in every sandbox. */
export const everySandbox: Paths = [
  ...["mock-core", "snippets/frameworks.ts", "snippets/web-js"],
  ...["sandboxes/lab", "sandboxes/runtimes"],
];

/** The recorded runs, a file for each scenario with the runs of every framework: those of the others do not count. */
export const runs = "results/runs";

/** Each holds a part for each framework: the parts of the others do not count. */
export const verifications = ["results/verification.json", "results/short-forms.json"];

/** Test files of `tests/frameworks` that are not named for the framework whose files they use. */
export const usedBy: Record<string, readonly string[]> = {
  "cold-start": ["aws-lambda", "netlify"],
  "cross-site": ["express"],
  "email-verification": ["email-verification"],
  "graphql-trpc-websocket": ["graphql-trpc-websocket"],
  gin: ["go"],
  "keys-too-old": ["express", "fastapi", "go"],
  "mobile-app": ["express", "fastapi", "go"],
  "netlify-lambda-form": ["aws-lambda", "netlify"],
  "nextjs-refresh-page": ["nextjs-app"],
  "nextjs-ssr-session": [],
  "nextjs-ways": ["nextjs-app", "nextjs-pages"],
  "python-redirect-back": ["django", "fastapi", "flask"],
  "python-verify-jwt": ["django", "fastapi", "flask"],
  "serverless-browser": ["aws-lambda", "netlify"],
  tenants: ["tenants"],
};

/** What a site of a test's own is made of that embeds the fixture's snippets (tests/site/snippets/built-site.ts). */
const fixtureSite: Paths = [
  ...["src/plugins/snippets", "src/components/Snippet", "biome.json"],
  ...["snippets/frameworks.ts", "results/rewrite.ts", "results/verification.ts"],
];

/** Slow test files of other folders, by path: the frameworks whose files they use, and what else their imports do not show. */
export const declared: Record<string, { frameworks?: readonly string[]; paths?: Paths }> = {
  "tests/contract/javascript-form.test.ts": { frameworks: ["express", "koa"] },
  "tests/front-ends/another-origin.test.ts": {
    frameworks: ["express", "sub-domains", "web-js"],
  },
  "tests/front-ends/beside.test.ts": { frameworks: ["express", "react"] },
  "tests/front-ends/sub-domains.test.ts": { frameworks: ["express", "sub-domains", "web-js"] },
  "tests/sandboxes/button.test.ts": { frameworks: ["express"], paths: ["src"] },
  "tests/sandboxes/lab.test.ts": { frameworks: ["express"] },
  "tests/sandboxes/lab-panel.test.ts": { frameworks: ["express"] },
  "tests/sandboxes/launch.test.ts": { frameworks: ["express"], paths: ["src"] },
  "tests/sandboxes/local.test.ts": {
    frameworks: ["go", "fastapi", "flask", "django"],
    paths: ["src/plugins/sandboxes"],
  },
  // It adds these two; that the files of all are well formed is for registry.test.ts.
  "tests/site/registry-install.test.ts": {
    frameworks: ["express", "nextjs-app"],
    paths: ["docs", "src", "scripts/shadcn-tools"],
  },
  "tests/site/snippets/client.test.ts": { paths: fixtureSite },
  "tests/site/snippets/site.test.ts": { paths: fixtureSite },
  "tests/site/snippets/start.test.ts": { paths: fixtureSite },
  // It opens three pages; that every page compiles is for the build.
  "tests/site/start.test.ts": {
    frameworks: ["express"],
    paths: [
      ...["docs", "src", "static", "docusaurus.config.ts", "sidebars.ts"],
      ...["contract", "tests/contract/scenarios", "snippets/hono", "sandboxes/hono"],
      ...["results/rewrite.ts", "results/runs.ts", "results/verification.ts"],
    ],
  },
};

/** Folders that share tests, and files of each other. */
const together: readonly (readonly string[])[] = [
  ["nextjs-app", "nextjs-pages", "nextjs-auth-react"],
];

/** What the repository looks like, as far as inputs depend on it. */
export interface Repository {
  root: string;
  frameworks: readonly { id: string; kind: "server" | "front-end" }[];
}

export interface Inputs {
  paths: Paths;
  /** The framework whose part of the verifications and of the recorded runs counts. */
  verified?: string;
}

/**
 * The inputs of a test file that its imports do not show.
 * @param test its path, relative to the root
 * @returns undefined if nothing is declared: the whole repository
 */
export function declaredInputs(test: string, { frameworks }: Repository): Inputs | undefined {
  const known = declared[test];
  if (known) {
    const { frameworks: used = [], paths = [] } = known;
    return { paths: [...everySandbox, ...used.flatMap(sandboxOf), ...paths] };
  }
  const folder = dirname(test);
  const name = basename(test, ".test.ts");
  const framework = frameworks.find(({ id }) => id === name);
  if (folder === "tests/contract" && framework) {
    return { paths: sandboxOf(name), verified: name };
  }
  if (folder === "tests/client-navigation" && framework) return { paths: sandboxOf(name) };
  // Front ends are built into the Express sandbox.
  if (folder === "tests/front-ends" && framework) {
    return { paths: [`snippets/${name}`, ...sandboxOf("express")], verified: name };
  }
  if (folder === "tests/frameworks" || folder === "tests/contract") {
    const named = frameworks
      .map(({ id }) => id)
      .filter((id) => name === id || name.startsWith(`${id}-`));
    const ids = usedBy[name] ?? (named.length > 0 ? named : undefined);
    return ids && { paths: ids.flatMap(sandboxOf).concat(everySandbox) };
  }
  if (folder === "tests/mock-core") return { paths: ["mock-core"] };
  if (folder === "tests/testing-guide") {
    const used = ["testing", "express", "go", "fastapi", "flask", "django"];
    return { paths: [...everySandbox, ...used.map((id) => `snippets/${id}`)] };
  }
  return undefined;
}

/** The sandbox of a framework, with those that share tests with it. */
function sandboxOf(id: string): Paths {
  const ids = together.find((group) => group.includes(id)) ?? [id];
  const folders = ids.flatMap((id) => [`snippets/${id}`, `sandboxes/${id}`]);
  return [...everySandbox, ...folders];
}

/**
 * Everything that the result of each test file depends on: what it imports, what is declared, the other files of its
 * folder, and what every result depends on.
 */
export async function inputsOf(
  tests: readonly string[],
  repository: Repository,
): Promise<Map<string, Inputs>> {
  // A source that does not compile hides what it imports: then every test file depends on the whole repository.
  const imports = await importsOf(tests, repository.root).catch(() => undefined);
  return new Map(
    tests.map((test) => {
      const declared = declaredInputs(test, repository);
      const imported = imports?.get(test);
      if (!declared || !imported) return [test, { paths: [...everything, ...always] }];
      const paths = [
        ...always,
        ...imported,
        ...settingsOf(imported),
        ...beside(test, repository.root),
        ...declared.paths,
      ];
      return [test, { ...declared, paths }];
    }),
  );
}

/** The files next to a test file that are not tests: helpers that it starts, data that it reads. */
function beside(test: string, root: string): string[] {
  return filesUnder(root, dirname(test)).filter((path) => !path.endsWith(".test.ts"));
}

/** What says how a source is compiled and loaded: in its folder, and in each above it. Also where it is not there yet. */
function settingsOf(files: Iterable<string>): string[] {
  const folders = new Set<string>();
  for (const file of files) {
    for (let at = dirname(file); !folders.has(at); at = dirname(at)) folders.add(at);
  }
  return [...folders].flatMap((folder) => [
    posix.join(folder, "package.json"),
    posix.join(folder, "tsconfig.json"),
  ]);
}

/** The files of the repository that each of the files imports, directly or not, with itself. */
async function importsOf(
  files: readonly string[],
  root: string,
): Promise<Map<string, ReadonlySet<string>>> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...files],
    outdir: "unused",
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "node",
    packages: "external",
    logLevel: "silent",
    jsx: "automatic",
    loader: Object.fromEntries(
      [
        ".css",
        ".svg",
        ".html",
        ".txt",
        ".yaml",
        ".py",
        ".vue",
        ".svelte",
        ".mdx",
        ".woff2",
      ].map((extension) => [extension, "empty" as const]),
    ),
  });
  const imports = new Map<string, ReadonlySet<string>>();
  for (const file of files) {
    const found = new Set([file]);
    // A set can grow while it is walked through.
    for (const path of found) {
      for (const imported of metafile.inputs[path]?.imports ?? []) {
        if (!imported.external && imported.path in metafile.inputs) found.add(imported.path);
      }
    }
    imports.set(file, found);
  }
  return imports;
}

/**
 * A hash of the contents of files, their paths, and the environment.
 * @param environment what else the result depends on, by name
 */
export function hashOf(
  root: string,
  { paths, verified }: Inputs,
  environment: Record<string, string | undefined> = {},
): string {
  const hash = createHash("sha256");
  const files = new Set(paths.flatMap((path) => filesUnder(root, path)));
  for (const file of [...files].sort()) hash.update(`${file}\0${contentHash(root, file)}\n`);
  if (verified !== undefined) {
    for (const file of verifications) {
      const parts = JSON.parse(readFileSync(join(root, file), "utf8"));
      hash.update(`${file}#${verified}\0${JSON.stringify(parts[verified])}\n`);
    }
    for (const file of filesUnder(root, runs).sort()) {
      const found: Run[] = JSON.parse(readFileSync(join(root, file), "utf8"));
      const exchanges = exchangesOf(found, verified);
      if (exchanges) hash.update(`${file}#${verified}\0${JSON.stringify(exchanges)}\n`);
    }
  }
  for (const [name, value] of Object.entries(environment).sort()) {
    hash.update(`${name}=${JSON.stringify(value)}\n`);
  }
  return hash.digest("hex");
}

/** The inputs of what checks every sandbox of a language: lint and types. */
export function languageInputs(
  language: string,
  { frameworks }: { frameworks: readonly { id: string; runtime?: string | undefined }[] },
): Inputs {
  const ids = frameworks.filter((framework) => framework.runtime === language);
  return {
    paths: [
      ...always,
      ...ids.flatMap(({ id }) => sandboxOf(id)),
      ...[`snippets/testing/${language}`, `tests/frameworks/${language}`],
      ...["scripts/lint.ts", "scripts/types.ts", `scripts/${language}-tools`],
      "tests/support/short-form.ts",
    ],
  };
}

/**
 * The inputs of a TypeScript project.
 * @param config its tsconfig.json
 * @param files what the compiler has read for it, relative to the root
 */
export function projectInputs(config: string, files: Paths): Inputs {
  const root = ".";
  const folder = dirname(config);
  const settings = filesUnder(root, ".").filter((path) =>
    /(^|\/)(tsconfig[^/]*|package|angular)\.json$/.test(path),
  );
  // Templates and components are part of it, which the compiler does not list.
  const components = folder.startsWith("snippets/") ? [folder] : [];
  return { paths: [...always, ...settings, ...files, ...components, "scripts/types.ts"] };
}

/** One walk and one reading of each file for all the hashes of a run; `forget` before the next. */
const walked = new Map<string, string[]>();
const contents = new Map<string, string>();

/** What was read so far is read anew. */
export function forget(): void {
  walked.clear();
  contents.clear();
}

/** All files at or under a path, relative to the root, with "/". A path that is not there is its own entry. */
export function filesUnder(root: string, path: string): string[] {
  const at = join(root, path);
  const known = walked.get(at);
  if (known) return known;
  const stats = statSync(at, { throwIfNoEntry: false });
  const files = !stats?.isDirectory()
    ? [path]
    : readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
        if (made.includes(entry.name) || madeFile.test(entry.name)) return [];
        const inside = relative(root, join(at, entry.name)).replaceAll("\\", "/");
        return entry.isDirectory() ? filesUnder(root, inside) : [inside];
      });
  walked.set(at, files);
  return files;
}

function contentHash(root: string, file: string): string {
  const path = join(root, file);
  let hash = contents.get(path);
  if (hash === undefined) {
    try {
      hash = createHash("sha256").update(readFileSync(path)).digest("hex");
    } catch {
      hash = "absent";
    }
    contents.set(path, hash);
  }
  return hash;
}
