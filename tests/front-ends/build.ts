/** The ways in which a front end is built for production. Each puts its pages where the sandbox serves static files from. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { build as esbuild } from "esbuild";
import { build as vite } from "vite";

/** What a build leaves behind. */
export interface Built {
  /** The path of a module that exports `safeRedirectBack`, from the same source as the pages. */
  redirectBackModule: string;
}

/** The paths of a single-page front end: the server sends its one document for each. */
const routes = ["refresh-session", "login", "account", "auth/index"];

/** Script tags: the folder as it is. */
export async function buildAsIs(folder: string, publicDir: string): Promise<Built> {
  cpSync(folder, publicDir, { recursive: true });
  return { redirectBackModule: "/redirect-back.js" };
}

/** Vite, several pages: every page of the folder is an entry. */
export function buildVitePages(folder: string, publicDir: string): Promise<Built> {
  const pages = ["index", "login", "refresh-session", "account"];
  return runVite(folder, publicDir, {
    input: Object.fromEntries(pages.map((page) => [page, join(folder, `${page}.html`)])),
    configFile: false,
  });
}

/** Vite, one page: index.html, by the folder's own vite.config.ts, for every route. */
export async function buildViteApp(folder: string, publicDir: string): Promise<Built> {
  const built = await runVite(folder, publicDir, {
    input: { index: join(folder, "index.html") },
    configFile: join(folder, "vite.config.ts"),
  });
  copyToRoutes(publicDir);
  return built;
}

/** As `buildViteApp`, with the development build of the framework: what only that does is seen. */
export async function buildViteAppForDevelopment(
  folder: string,
  publicDir: string,
): Promise<Built> {
  const built = await runVite(folder, publicDir, {
    input: { index: join(folder, "index.html") },
    configFile: join(folder, "vite.config.ts"),
    mode: "development",
  });
  copyToRoutes(publicDir);
  return built;
}

/** `ng build`, for every route. The check is compiled once more: Angular's builder keeps no exports. */
export async function buildAngular(folder: string, publicDir: string): Promise<Built> {
  const out = mkdtempSync(join(dirname(publicDir), "ng-"));
  await run("ng", ["build", "--output-path", out, "--progress", "false"], folder);
  cpSync(join(out, "browser"), publicDir, { recursive: true });
  rmSync(out, { recursive: true });
  copyToRoutes(publicDir);
  await esbuild({
    entryPoints: [join(folder, "src/redirect-back.ts")],
    outfile: join(publicDir, "redirect-back-test.js"),
    bundle: true,
    format: "esm",
    logLevel: "error",
  });
  return { redirectBackModule: "/redirect-back-test.js" };
}

async function runVite(
  folder: string,
  publicDir: string,
  {
    input,
    configFile,
    mode = "production",
  }: { input: Record<string, string>; configFile: string | false; mode?: string },
): Promise<Built> {
  const before = process.env.NODE_ENV;
  // The test runner's own value would get into the bundle.
  process.env.NODE_ENV = mode;
  try {
    const result = await vite({
      configFile,
      root: folder,
      mode,
      publicDir: false,
      // Its only warning is that /style.css is not among the sources: public/ has it.
      logLevel: "error",
      build: {
        outDir: publicDir,
        emptyOutDir: false,
        rolldownOptions: {
          // The pages share this chunk; as an entry it keeps its export, which a test can then import.
          input: { ...input, "redirect-back": join(folder, "redirect-back.ts") },
          preserveEntrySignatures: "exports-only",
        },
      },
    });
    const outputs = "output" in result ? result.output : [];
    const chunk = outputs.find((output) => output.name === "redirect-back");
    if (!chunk) throw new Error(`Vite built no chunk of ${folder}/redirect-back.ts`);
    return { redirectBackModule: `/${chunk.fileName}` };
  } finally {
    process.env.NODE_ENV = before;
  }
}

/** The one document under every path, as `try_files` or a fallback route serves it on a real host. */
function copyToRoutes(publicDir: string): void {
  for (const route of routes) {
    const file = join(publicDir, `${route}.html`);
    mkdirSync(dirname(file), { recursive: true });
    copyFileSync(join(publicDir, "index.html"), file);
  }
}

async function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  const child = spawn(command, args, {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NG_CLI_ANALYTICS: "false", NODE_ENV: "production" },
    shell: process.platform === "win32",
  });
  const output: unknown[] = [];
  child.stdout.on("data", (text) => output.push(text));
  child.stderr.on("data", (text) => output.push(text));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${command} ended with code ${code}:\n${output.join("")}`);
}
