import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

// The package as a reader gets it: packed, installed into an empty project, used in every way it offers.

const root = fileURLToPath(new URL("../../", import.meta.url));
const require = createRequire(import.meta.url);
let project: string;

/** Runs a program in the project and gives what it prints. */
const run = (file: string, args: string[], cwd = project): string =>
  execFileSync(file, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "mock-core-pack-"));
  run("npm", ["pack", "--silent", "--pack-destination", project], join(root, "mock-core"));
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({ name: "empty", private: true }),
  );
  const [tarball = ""] = readdirSync(project).filter((name) => name.endsWith(".tgz"));
  expect(statSync(join(project, tarball)).size).toBeLessThan(150_000);
  run("npm", ["install", "--silent", "--offline", "--no-audit", "--no-fund", `./${tarball}`]);
}, 180_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

const use = `
  const running = await startMockCore({ port: 0 });
  const { accessToken } = await running.control.createSession({ userId: "u1" });
  const hello = await (await fetch(running.url + "/hello")).text();
  const core = createMockCore();
  const { status } = await core.fetch(new Request("http://core/apiversion"));
  await running.close();
  console.log(JSON.stringify({ hello, status, token: accessToken.slice(0, 3) }));
`;
const used = '{"hello":"Hello\\n","status":200,"token":"eyJ"}\n';

test("nothing else is installed with it", () => {
  expect(
    readdirSync(join(project, "node_modules")).filter((name) => !name.startsWith(".")),
  ).toEqual(["supertokens-mock-core"]);
});

test("from ESM", () => {
  writeFileSync(
    join(project, "esm.mjs"),
    `import { createMockCore, startMockCore } from "supertokens-mock-core";\n${use}`,
  );
  expect(run(process.execPath, ["esm.mjs"])).toBe(used);
});

test("from ESM, without addons, as in a WebContainer", () => {
  expect(run(process.execPath, ["--no-addons", "esm.mjs"])).toBe(used);
});

test("from CommonJS", () => {
  writeFileSync(
    join(project, "cjs.cjs"),
    `const { createMockCore, startMockCore } = require("supertokens-mock-core");\n(async () => {${use}})();`,
  );
  expect(run(process.execPath, ["--no-experimental-require-module", "cjs.cjs"])).toBe(used);
});

test("the part for Web APIs alone, without any import", () => {
  writeFileSync(
    join(project, "web.mjs"),
    `import * as web from "supertokens-mock-core/web"; console.log(Object.keys(web).join());`,
  );
  expect(run(process.execPath, ["web.mjs"])).toBe("createMockCore\n");
});

test("with types, from both kinds of module, without those of Node", {
  timeout: 120_000,
}, () => {
  const source = (start: string) => `
    ${start}
    export async function check(): Promise<string> {
      const core: MockCore = createMockCore({ accessTokenValidity: 60 });
      // @ts-expect-error the option does not exist
      createMockCore({ nope: 1 });
      const running = await startMockCore({ port: 0, controlPort: 0 });
      const entry = await running.control.takeRequest({ match: "/hello" });
      const status: number | null = entry.status;
      await running.control.outage({ mode: "refuse" });
      // @ts-expect-error the mode does not exist
      await core.control.outage({ mode: "nope" });
      return String(status);
    }
  `;
  const names = "createMockCore, startMockCore, type MockCore";
  writeFileSync(
    join(project, "types.mts"),
    source(`import { ${names} } from "supertokens-mock-core";`),
  );
  writeFileSync(
    join(project, "types.cts"),
    source(`import { ${names} } from "supertokens-mock-core";`),
  );
  writeFileSync(
    join(project, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        module: "nodenext",
        target: "es2023",
        strict: true,
        noEmit: true,
        skipLibCheck: false,
        types: [],
        lib: ["es2023", "dom"],
      },
      files: ["types.mts", "types.cts"],
    }),
  );
  expect(run(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", "."])).toBe("");
});

test("from the command line, ended by SIGTERM", async () => {
  const cli = spawn(join(project, "node_modules/.bin/supertokens-mock-core"), ["--port", "0"], {
    cwd: project,
    env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
  });
  const url = await new Promise<string>((resolve) => {
    cli.stdout.on("data", (chunk) => resolve(/http:\S+/.exec(String(chunk))?.[0] ?? ""));
  });
  expect(await (await fetch(`${url}/hello`)).text()).toBe("Hello\n");
  const ended = new Promise((resolve) => cli.on("exit", resolve));
  cli.kill("SIGTERM");
  expect(await ended).toBe(0);
});
