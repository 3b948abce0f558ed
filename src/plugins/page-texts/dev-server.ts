import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";

/** What `pageTexts` writes in a build. */
const written = /^\/(search\.json|changelog\.xml|llms(-full)?\.txt|[\w/-]+\.md)$/;

/** Where the build of `npm start` lies, below the site. */
const folder = ".cache/start";

export interface PageTextServer {
  /** For webpack-dev-server: responds to the files that `pageTexts` writes. */
  middleware: {
    name: string;
    middleware(request: IncomingMessage, response: ServerResponse, next: () => void): void;
  };
  /** The pages have changed: the next request builds them again. */
  forget(): void;
}

/**
 * Gives `npm start` the search, the Markdown of the pages and llms.txt as a build has them. They are made of the HTML of the pages, which the
 * development server never has, so the first request for one of them builds the site, in a process and a folder of its own.
 */
export function pageTextServer(siteDir: string): PageTextServer {
  let built: Promise<string> | undefined;

  const respond = async (path: string, response: ServerResponse): Promise<void> => {
    try {
      built ??= buildSite(siteDir);
      const text = await readFile(join(await built, path));
      response.setHeader("content-type", contentType(path)).end(text);
    } catch (error) {
      built = undefined;
      const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
      response.statusCode = missing ? 404 : 500;
      response.setHeader("content-type", "text/plain; charset=utf-8").end(String(error));
    }
  };

  return {
    middleware: {
      name: "page-texts",
      middleware(request, response, next) {
        const [path = ""] = (request.url ?? "").split("?");
        if (request.method === "GET" && written.test(path)) void respond(path, response);
        else next();
      },
    },
    forget: () => {
      built = undefined;
    },
  };
}

function contentType(path: string): string {
  if (path.endsWith(".json")) return "application/json";
  return path.endsWith(".xml") ? "application/xml" : "text/plain; charset=utf-8";
}

/** Gives the folder of the build. Rejects with the last words of one that fails. */
async function buildSite(siteDir: string): Promise<string> {
  const out = join(siteDir, folder, "build");
  const { resolve } = createRequire(join(siteDir, "package.json"));
  const docusaurus = resolve("@docusaurus/core/bin/docusaurus.mjs");
  const build = spawn(process.execPath, [docusaurus, "build", siteDir, "--out-dir", out], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      BABEL_ENV: "production",
      // Its own, not those that the development server watches.
      DOCUSAURUS_GENERATED_FILES_DIR_NAME: `${folder}/generated`,
    },
  });
  const stop = (): void => void build.kill();
  process.once("exit", stop);
  const output = await outputOf(build);
  process.off("exit", stop);
  if (build.exitCode !== 0) throw new Error(`The site cannot be built: ${output.slice(-2000)}`);
  return out;
}

function outputOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const add = (chunk: Buffer): void => {
      output += chunk;
    };
    child.stdout?.on("data", add);
    child.stderr?.on("data", add);
    child.on("error", reject);
    child.on("close", () => resolve(output));
  });
}
