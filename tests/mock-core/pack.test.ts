import { execFileSync, spawn } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ownTools } from "../../scripts/own-tools.ts";
import { packMockCore } from "../../src/plugins/mock-core-package/index.ts";
import { apiOf } from "./api-report.ts";

// The package as a reader gets it: packed, installed into an empty project, used in every way it offers.

const root = fileURLToPath(new URL("../../", import.meta.url));
const require = createRequire(import.meta.url);
let project: string;

/** Runs a program in the project and gives what it prints. */
const run = (file: string, args: string[], cwd = project): string =>
  execFileSync(file, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), "mock-core-pack-"));
  // The file that the site serves.
  await packMockCore(root, project);
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

const version = (file: string) => run(file, ["-p", "process.versions.node"]).trim();

/** The Node of the tests, and any other major version on the path. */
const nodes = new Map(
  [
    process.execPath,
    ...(process.env.PATH ?? "").split(delimiter).map((dir) => join(dir, "node")),
  ]
    .filter((file) => existsSync(file))
    .map((file) => [
      execFileSync(file, ["-p", "process.versions.node.split('.')[0]"]).toString().trim(),
      file,
    ]),
);

describe.each([...nodes])("Node %s", (_, node) => {
  test("from ESM and from CommonJS", () => {
    writeFileSync(
      join(project, "both.mjs"),
      `import { createMockCore, startMockCore } from "supertokens-mock-core";\n${use}`,
    );
    writeFileSync(
      join(project, "both.cjs"),
      `const { createMockCore, startMockCore } = require("supertokens-mock-core");\n(async () => {${use}})();`,
    );
    expect(Number(version(node).split(".")[0])).toBeGreaterThanOrEqual(20);
    expect(run(node, ["both.mjs"])).toBe(used);
    expect(run(node, ["both.cjs"])).toBe(used);
  });
});

describe("the package as others see it", () => {
  let tools: string;
  let archive: string;
  beforeAll(() => {
    tools = ownTools(join(root, "scripts/package-tools"));
    archive = join(project, readdirSync(project).find((name) => name.endsWith(".tgz")) ?? "");
  }, 180_000);

  test("publint", { timeout: 60_000 }, () => {
    expect(run(join(tools, "publint"), ["run", archive, "--strict"])).toContain("All good!");
  });

  test("are the types wrong", { timeout: 60_000 }, () => {
    // The oldest way of finding types knows no `exports`, so no subpath. It fails for any other problem.
    const args = [archive, "--profile", "node16", "--format", "json"];
    const report = JSON.parse(run(join(tools, "attw"), args));
    expect(report.analysis.types).toMatchObject({ kind: "included" });
  });

  test("what it holds", () => {
    const held = run("tar", ["-tzf", archive]).trim().split("\n");
    expect(held).toEqual(
      expect.arrayContaining(
        ["package.json", "README.md", "LICENSE", "CHANGELOG.md", "build/esm/cli.js"].map(
          (name) => `package/${name}`,
        ),
      ),
    );
    expect(held.filter((name) => /src|\.map$/.test(name))).toEqual([]);
  });

  test("its version is in the changelog, and on the page that says how to install it", () => {
    const { version } = JSON.parse(readFileSync(join(root, "mock-core/package.json"), "utf8"));
    const changelog = readFileSync(join(root, "mock-core/CHANGELOG.md"), "utf8");
    expect(changelog).toContain(`## ${version}\n`);
    const page = readFileSync(join(root, "docs/guides/testing.mdx"), "utf8");
    expect(page).toContain(`/supertokens-mock-core-${version}.tgz`);
  });

  test("its container runs a command that the package has", async () => {
    const file = readFileSync(join(root, "mock-core/Dockerfile"), "utf8");
    const [, ...args]: string[] = JSON.parse(/^CMD (.*)$/m.exec(file)?.[1] ?? "[]");
    const at = args.indexOf("--port");
    expect(file).toContain(`EXPOSE ${args[at + 1]}`);
    args[at + 1] = "0";
    const installed = join(project, "node_modules/supertokens-mock-core");
    const container = spawn(process.execPath, args, { cwd: installed });
    const line = await new Promise<string>((resolve) => {
      container.stdout.once("data", (chunk) => resolve(String(chunk)));
    });
    container.kill();
    expect(line).toContain("Mock core listening on http://0.0.0.0:");
  });

  test("its interface is the one in api.md", { timeout: 60_000 }, async () => {
    await expect(apiOf(join(root, "mock-core/src/index.ts"))).toMatchFileSnapshot(
      join(root, "mock-core/api.md"),
    );
  });
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
