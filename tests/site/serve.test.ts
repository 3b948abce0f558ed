import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type SiteServer, serveSite } from "../../scripts/site-server.ts";
import { headerRules, hostingFiles } from "../../src/plugins/static-pages/hosting.ts";
import { buildFolder } from "../support/built.ts";

const root = join(import.meta.dirname, "../..");
let site: SiteServer;

beforeAll(async () => {
  site = await serveSite(buildFolder);
});

afterAll(() => site?.close());

describe("npm run serve", () => {
  it("sends pages with the policy of the build", async () => {
    const answer = await fetch(`${site.origin}/express`);
    const { headers } = answer;
    expect(answer.status).toBe(200);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("content-security-policy")).not.toContain("unsafe-inline");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("sends the site's own page for a URL that does not exist", async () => {
    const answer = await fetch(`${site.origin}/no-such-page`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("Page not found");
  });

  it("lets others read the registry, and caches what has a hash in its name", async () => {
    const registry = await fetch(`${site.origin}/r/express.json`);
    expect(registry.headers.get("access-control-allow-origin")).toBe("*");
    const page = await (await fetch(`${site.origin}/express`)).text();
    const [asset] = /\/assets\/site-[A-Z0-9]+\.js/.exec(page) ?? [];
    const script = await fetch(`${site.origin}${asset}`);
    expect(script.headers.get("cache-control")).toContain("immutable");
  });

  it("says in one line that there is no build", async () => {
    const empty = mkdtempSync(join(tmpdir(), "serve-"));
    onTestFinished(() => rmSync(empty, { recursive: true }));
    await expect(serveSite(empty)).rejects.toThrow(
      "There is no build to serve: run npm run build first",
    );
  });

  it("says in one line that the port is in use, and which words it takes", () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ["scripts/serve.ts", ...args], {
        cwd: root,
        encoding: "utf8",
      });
    const { port } = new URL(site.origin);
    const taken = run("--port", port);
    expect([taken.status, taken.stderr]).toEqual([
      1,
      `Port ${port} is in use: choose another with --port N\n`,
    ]);
    const wrong = run("--prot", "1");
    expect([wrong.status, wrong.stderr]).toEqual([
      2,
      "Unknown option '--prot'; usage: npm run serve [-- --port N]\n",
    ]);
  });
});

describe("the files for hosts", () => {
  const files = hostingFiles(headerRules("default-src 'none'"));

  it("are in the build", () => {
    for (const name of Object.keys(files)) {
      expect(readFileSync(join(buildFolder, name), "utf8"), name).toContain(
        "Content-Security-Policy",
      );
    }
  });

  it("say the same to each host", () => {
    const rules = headerRules("default-src 'none'").flatMap(({ headers }) =>
      Object.entries(headers),
    );
    for (const [name, value] of rules) {
      for (const text of Object.values(files)) {
        expect(text).toContain(name);
        expect(text).toContain(value);
      }
    }
  });
});
