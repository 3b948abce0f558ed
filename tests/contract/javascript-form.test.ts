import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { updateFiles } from "../../sandboxes/build.ts";
import { compose } from "../../sandboxes/compose.ts";
import { findFramework } from "../../snippets/frameworks.ts";
import { javaScriptPath, toJavaScript } from "../../src/plugins/snippets/javascript.ts";
import { inOrder } from "../support/in-order.ts";
import { type StartedApp, startApp } from "../support/start-app.ts";
import { warmUp } from "../support/warm-up.ts";
import { runScenario } from "./run-scenario.ts";
import { scenarios } from "./scenarios/index.ts";

const apiKey = "contract-api-key-of-24-characters";

/** The parts of the contract that this runs, all but what needs a fresh process. */
const parts = [
  "verify-session",
  "verify-jwt",
  "optional-session",
  "require-claim",
  "protect-api",
];
const some = scenarios.filter(({ capability, cold }) => parts.includes(capability) && !cold);

/** The app of a reader who takes every file in JavaScript: none of TypeScript is left but the lab around it. */
async function buildInJavaScript(id: string): Promise<string> {
  const { files } = await compose(id);
  const isOwn = (path: string) =>
    path.endsWith(".ts") && !path.startsWith("lab/") && !path.includes("mock-core");
  const own = Object.keys(files).filter(isOwn);
  const scripts = toJavaScript(
    Object.fromEntries(own.map((path) => [path, files[path] ?? ""])),
  );
  for (const path of own) {
    delete files[path];
    files[javaScriptPath(path)] = scripts[path] ?? "";
  }
  files["package.json"] = (files["package.json"] ?? "").replace("server.ts", "server.js");
  const folder = join(import.meta.dirname, "../../sandboxes", id, ".build/javascript");
  await rm(folder, { recursive: true, force: true });
  await updateFiles(files, folder);
  return folder;
}

// Both at once: they mostly wait for cores that do not respond.
describe.concurrent.each(["express", "koa"])("the JavaScript form of %s", (id) => {
  const framework = findFramework(id);
  if (!framework) throw new Error(`snippets/frameworks.ts has no ${id}`);
  let core: RunningMockCore;
  let app: StartedApp;

  beforeAll(async () => {
    core = await startMockCore({ port: 0, apiKeys: [apiKey] });
    app = await startApp(await buildInJavaScript(id), { url: core.url, apiKey });
    await warmUp(app.url, core);
  });
  afterAll(async () => {
    await app?.stop();
    await core?.close();
  });

  for (const scenario of some) {
    test(`${scenario.id}: ${scenario.title}`, inOrder, async () => {
      const { problems } = await runScenario(scenario, app.url, core, framework);
      expect(problems, app.output.slice(-5).join("\n")).toEqual([]);
    });
  }
});
