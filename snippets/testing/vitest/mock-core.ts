import { startMockCore } from "supertokens-mock-core";
import { test as base } from "vitest";

/** One core for a file's tests, and what a test of a signed-in user begins with. */
export const test = base
  .extend("core", { scope: "file" }, async ({}, { onCleanup }) => {
    const core = await startMockCore();
    onCleanup(() => core.close());
    return core;
  })
  .extend("ada", ({ core }) =>
    core.control.createSignedInUser({
      email: `ada-${crypto.randomUUID()}@example.com`,
      password: "correct horse",
      roles: ["admin"],
      emailVerified: true,
    }),
  );
