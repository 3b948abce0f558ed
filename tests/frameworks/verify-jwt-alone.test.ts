import { execFileSync } from "node:child_process";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { canRun } from "../../sandboxes/runtimes.ts";
import { frameworks } from "../../snippets/frameworks.ts";

/** What the file needs of its framework, which is a package of Node. Absent: only types of it. */
const ofTheFramework: Record<string, string[]> = {
  loopback: ["@loopback/core", "@loopback/rest"],
  nestjs: ["@nestjs/common", "@nestjs/core"],
  "nextjs-app": ["next/headers", "next/server"],
  "tanstack-start": ["@tanstack/react-router", "@tanstack/react-start"],
};

/** A token-only file that lies elsewhere than the page that shows it. */
const elsewhere: Record<string, string> = { "nextjs-pages": "lib/verify-jwt.ts" };

const servers = frameworks.filter(
  ({ language, capabilities }) => language === "typescript" && capabilities["verify-jwt"],
);

describe.each(servers)("verify-jwt of $label", ({ id, capabilities }) => {
  const external = ofTheFramework[id] ?? [];
  const file = `snippets/${id}/${elsewhere[id] ?? capabilities["verify-jwt"]}`;
  let core: RunningMockCore;

  beforeAll(async () => {
    core = await startMockCore({ port: 0 });
  });
  afterAll(() => core.close());

  test("bundled for no platform, holds neither the SDK nor a module of Node", async () => {
    const { inputs } = await bundle(file, external);
    expect(inputs.filter((path) => path.includes("supertokens"))).toEqual([]);
    expect(inputs).toContain(file);
  });

  test("verifies in a context with the interfaces of the web alone", async () => {
    const { code } = await bundle(file, external);
    const { accessToken } = await core.control.createSession({ userId: "alice" });
    const exported = runOnWebInterfaces(code, core.url);
    expect(await exported.verifyAccessToken(accessToken)).toBe("alice");
    expect(await exported.verifyAccessToken(`${accessToken}x`)).toBe(undefined);
  });
});

/** Fails if an import is of Node, or of a package that is there for Node alone. */
async function bundle(file: string, external: string[]) {
  const { outputFiles, metafile } = await build({
    entryPoints: [file],
    bundle: true,
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["worker"],
    format: "cjs",
    external,
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  return { inputs: Object.keys(metafile.inputs), code: outputFiles[0]?.text ?? "" };
}

/** What the bundle exports. Decorators and responses of a framework do nothing. */
function runOnWebInterfaces(code: string, coreUri: string) {
  const nothing: unknown = new Proxy(() => nothing, {
    get: (_, name) => (name === Symbol.toPrimitive ? () => "nothing" : nothing),
    construct: () => ({}),
  });
  const module: { exports: Record<string, (token: string) => Promise<string | undefined>> } = {
    exports: {},
  };
  const context = createContext({
    ...{ AbortController, AbortSignal, CryptoKey, Headers, Request, Response, TextDecoder },
    ...{ TextEncoder, URL, URLSearchParams, Uint8Array, atob, btoa, clearTimeout, console },
    ...{ crypto, fetch, setTimeout, structuredClone },
    // Edge runtimes have the environment of the deployment here, and nothing else of Node.
    process: { env: { SUPERTOKENS_CORE_URI: coreUri } },
    require: () => nothing,
    module,
  });
  runInContext(code, context);
  const { verifyAccessToken } = module.exports;
  if (!verifyAccessToken) throw new Error("The bundle exports no verifyAccessToken");
  return { verifyAccessToken };
}

const runsGo = await canRun("go", "verify_jwt.go on its own");

/** The files of the package that a web server without the SDK takes. */
const goFiles = [
  ...["verify_jwt", "core_keys", "keys_transport", "config"],
  ...["refresh", "page", "error_page"],
].map((name) => `${name}.go`);

describe.runIf(runsGo)("verify_jwt.go", () => {
  const options = { cwd: "snippets/go", encoding: "utf8" } as const;

  test("imports no SDK, not even by the files that it uses", () => {
    const packages = execFileSync("go", ["list", "-deps", ...goFiles], options).split("\n");
    expect(packages.filter((name) => name.includes("supertokens"))).toEqual([]);
    expect(packages).toContain("github.com/lestrrat-go/jwx/v3/jwt");
  }, 120_000);

  test("compiles with those files alone", () => {
    expect(execFileSync("go", ["vet", ...goFiles], options)).toBe("");
  }, 300_000);
});
