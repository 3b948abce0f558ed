import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, vi } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { compose, writeFiles } from "../../sandboxes/compose.ts";
import { type StartedApp, startApp } from "../support/start-app.ts";
import { passesContract } from "./whole-contract.ts";

// Handed on to the sandbox.
vi.stubEnv("ADAPTER", "fastify");

describe("the sandbox, with ADAPTER=fastify", () => {
  const apiKey = "contract-api-key-of-24-characters";
  // Next to the folder of the contract's own run, with the same packages above it.
  const dir = fileURLToPath(new URL("../../sandboxes/nestjs/.cache/fastify", import.meta.url));
  let core: RunningMockCore;
  let app: StartedApp;

  beforeAll(async () => {
    await writeFiles(await compose("nestjs"), dir);
    core = await startMockCore({ port: 0, apiKeys: [apiKey] });
    app = await startApp(dir, { url: core.url, apiKey });
  });

  afterAll(async () => {
    await app?.stop();
    await core?.close();
  });

  passesContract("nestjs", () => ({ app, core }));
});
