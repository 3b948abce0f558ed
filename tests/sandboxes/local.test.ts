import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { buildSandbox } from "../../sandboxes/build.ts";
import { compose } from "../../sandboxes/compose.ts";
import { listen } from "../../sandboxes/lab/listen.ts";
import { runnable } from "../../sandboxes/runtimes.ts";
import { frameworks } from "../../snippets/frameworks.ts";
import { zip } from "../../src/plugins/sandboxes/zip.ts";
import { type Running, run, startListening } from "../support/command.ts";
import { freePort } from "../support/free-port.ts";
import { node, webContainerEnv } from "../support/node-22.ts";
import { loadPage } from "../support/page-load.ts";
import { buildImage } from "./dockerfile.ts";

// Sandboxes that StackBlitz cannot run: each way to run them that a reader is offered, without a container engine.

const minutes = 60_000;
const here = import.meta.dirname;
const schema = (name: string) =>
  new Ajv2020({ strict: false, formats: { duration: true } }).compile(
    JSON.parse(readFileSync(join(here, "schemas", name), "utf8")),
  );

interface Compose {
  services: { app: { build: string; ports: string[]; environment: Record<string, string> } };
}
interface DevContainer {
  postCreateCommand: string;
  postAttachCommand: string;
  forwardPorts: number[];
}

const local = frameworks.filter(({ sandbox }) => sandbox?.kind === "local");
const runs = await runnable(local, "the sandbox");
/** One of each runtime: their containers are made by the same files. */
const ofEachRuntime = runs.filter(
  ({ runtime }, index) => runs.findIndex((other) => other.runtime === runtime) === index,
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-local-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The zip, unpacked: the folder in it. */
async function unpack(id: string, name: string): Promise<string> {
  for (const [path, bytes] of Object.entries(unzipSync(zip(await compose(id), "app")))) {
    const file = join(folder, name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return join(folder, name, "app");
}

async function answers(running: Running, port: string): Promise<void> {
  try {
    const origin = `http://localhost:${port}`;
    const page = await loadPage(`${origin}/dashboard`);
    expect(page.headers.get("location")).toBe("/refresh-session?redirectBack=%2Fdashboard");
    expect((await fetch(`${origin}/refresh-session`)).status).toBe(200);
    const login = await (await fetch(`${origin}/login`)).text();
    const script = /\/supertokens\/website\.\w+\.js/.exec(login)?.[0] ?? "";
    expect((await fetch(origin + script)).headers.get("content-type")).toMatch(/javascript/);
    expect((await fetch(`${origin}/lab`)).status).toBe(200);
  } finally {
    await running.stop();
  }
}

describe.each(local)("$id", ({ id }) => {
  test("compose.yaml is one of the Compose Specification, for this machine only", async () => {
    const { files } = await compose(id);
    const validate = schema("compose-spec.json");
    const file = parse(files["compose.yaml"] ?? "") as Compose;
    validate(file);
    expect(validate.errors).toBeNull();
    expect(file.services.app.build).toBe(".");
    const [, exposed] = /^EXPOSE (\d+)$/m.exec(files.Dockerfile ?? "") ?? [];
    expect(file.services.app.ports).toEqual([`127.0.0.1:3000:${exposed}`]);
  });

  test("the dev container's file is as its reference says", async () => {
    const { files } = await compose(id);
    const validate = schema("devcontainer.json");
    const file = JSON.parse(files[".devcontainer/devcontainer.json"] ?? "") as DevContainer;
    validate(file);
    expect(validate.errors).toBeNull();
    expect(file.forwardPorts).toEqual([3000]);
  });

  test("what a machine leaves behind stays out of the image", async () => {
    const { files } = await compose(id);
    expect(files[".dockerignore"]?.split("\n")).toEqual(
      expect.arrayContaining(["node_modules", ".run", ".venv"]),
    );
  });
});

// At once: they mostly wait for downloads.
describe.concurrent.each(runs)("$id, from the zip in an empty folder", ({ id }) => {
  test("is prepared and started by the dev container's commands, and flows", {
    timeout: 10 * minutes,
  }, async () => {
    const dir = await unpack(id, `zip-${id}`);
    const file = join(dir, ".devcontainer/devcontainer.json");
    const container = JSON.parse(readFileSync(file, "utf8")) as DevContainer;
    // Most readers have no uv: one Python app is made by pip.
    const withPip = ofEachRuntime.some((framework) => framework.id === id);
    const prepared = await run(container.postCreateCommand, [], {
      cwd: dir,
      shell: true,
      env: webContainerEnv(withPip ? { UV: "" } : {}),
    });
    expect(prepared, prepared.err).toMatchObject({ code: 0 });

    const flow = await run(node, ["--run", "flow"], {
      cwd: dir,
      env: webContainerEnv({ PORT: String(await freePort()) }),
    });
    expect(flow.code, flow.out + flow.err).toBe(0);

    const port = String(await freePort());
    const running = await startListening(container.postAttachCommand, [], {
      cwd: dir,
      shell: true,
      env: webContainerEnv({ PORT: port }),
    });
    await answers(running, port);
  });
});

describe.concurrent.each(ofEachRuntime)("$runtime, as docker compose up makes it", ({ id }) => {
  test("every line of the Dockerfile does its work", { timeout: 10 * minutes }, async () => {
    const context = await unpack(id, `context-${id}`);
    const text = readFileSync(join(context, "Dockerfile"), "utf8");
    const image = await buildImage(text, context, join(folder, `image-${id}`));
    const { services } = parse(readFileSync(join(context, "compose.yaml"), "utf8")) as Compose;
    // As Compose fills them in where the reader has set nothing.
    const environment = Object.entries(services.app.environment).map(([name, value]) => [
      name,
      value.replace(/^\$\{\w+:-(.*)\}$/, "$1"),
    ]);
    const port = String(await freePort());
    const [command = "", ...args] = image.command;
    const running = await startListening(command, args, {
      cwd: image.cwd,
      env: { ...image.env, ...Object.fromEntries(environment), PORT: port },
    });
    await answers(running, port);
  });
});

describe.each(ofEachRuntime)(
  "what is missing for $runtime is said in a line",
  ({ id, runtime }) => {
    const windows = process.platform === "win32";
    const least = { go: "Go 1.26 or later from go.dev/dl", python: "Python 3.11 or later" };
    const wayOut = least[runtime as keyof typeof least];
    let dir: string;
    let tools: string;

    beforeAll(async () => {
      dir = await unpack(id, `missing-${id}`);
      tools = join(folder, `tools-${id}`);
      mkdirSync(tools);
    });

    const start = (env: Record<string, string>) =>
      run(node, ["lab/run.ts", "server.py"], { cwd: dir, env: { ...process.env, ...env } });
    const fake = (name: string, script: string) =>
      writeFileSync(join(tools, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });

    test("no such program", async () => {
      const { code, err } = await start({ PATH: tools });
      expect(err).toMatch(
        new RegExp(`^There is no (Go|Python) on this machine: get ${wayOut}.*\\n$`),
      );
      expect(code).toBe(1);
    });

    test.skipIf(windows)("one that is too old", async () => {
      fake("go", "echo go1.20.3");
      fake("python3", "echo 3.8.2");
      const { code, err } = await start({ PATH: tools });
      expect(err).toMatch(
        new RegExp(`^This (Go|Python) is too old \\(.+\\): get ${wayOut}.*\\n$`),
      );
      expect(code).toBe(1);
    });

    test("no network", { timeout: 2 * minutes }, async () => {
      const nowhere = "http://127.0.0.1:9";
      const { code, err } = await start({
        GOPROXY: nowhere,
        GOMODCACHE: join(folder, `modules-${id}`),
        PIP_INDEX_URL: nowhere,
        PIP_FIND_LINKS: "",
        PIP_NO_CACHE_DIR: "1",
        PIP_RETRIES: "0",
        UV_DEFAULT_INDEX: nowhere,
        UV_NO_CACHE: "1",
        UV_HTTP_RETRIES: "0",
      });
      expect(err).toMatch(
        /^(Go cannot fetch what the app needs|(pip|uv) cannot install what \S+ names) \(.+\): is there a network\?\n$/,
      );
      expect(code).toBe(1);
    });

    test("a port that is taken", { timeout: 5 * minutes }, async () => {
      const server = await listen(() => undefined, 0, "127.0.0.1");
      const { port } = server.address() as { port: number };
      const taken = await run(process.execPath, ["--run", "start"], {
        cwd: await buildSandbox(id),
        env: {
          ...process.env,
          PORT: String(port),
          HOST: "127.0.0.1",
          SUPERTOKENS_CORE_URI: "http://localhost:9",
        },
      });
      server.close();
      expect(taken.err).toMatch(
        /^Cannot listen: .+\. Choose another port with PORT=<number>\.\n$/,
      );
      expect(taken.code).toBe(1);
    });
  },
);
