import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";

// What a page about an error quotes is what the SDK says today.

const root = join(import.meta.dirname, "../..");
let core: RunningMockCore;
let locked: RunningMockCore;
let old: RunningMockCore;

beforeAll(async () => {
  core = await startMockCore();
  locked = await startMockCore({ apiKeys: ["a-key-of-twenty-characters"] });
  old = await startMockCore({ maxCdiVersion: "5.0" });
});

afterAll(() => Promise.all([core, locked, old].map((one) => one?.close())));

/** The message of what a few lines throw, in a process of its own: the SDK can be initialised once only. */
async function messageOf(lines: string): Promise<string> {
  const program = `
    import SuperTokens from "supertokens-node";
    import Session from "supertokens-node/recipe/session";
    const appInfo = { appName: "Example", apiDomain: "http://localhost:3000", websiteDomain: "http://localhost:3000" };
    const recipeList = [Session.init({ getTokenTransferMethod: () => "cookie" })];
    const create = () => Session.createNewSessionWithoutRequestResponse("public", SuperTokens.convertToRecipeUserId("alice"));
    try {
      ${lines}
    } catch (error) {
      console.log(error.message);
    }
    process.exit();`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "--eval", program],
    { cwd: root },
  );
  return stdout.trim();
}

/** The first block of a page: what it quotes. */
function quoted(page: string): string {
  const text = readFileSync(join(root, `docs/errors/${page}.mdx`), "utf8");
  return /```text\n([\s\S]*?)\n```/.exec(text)?.[1] ?? "";
}

const init = (core: { url: string }) =>
  `SuperTokens.init({ supertokens: { connectionURI: "${core.url}" }, appInfo, recipeList });`;

describe("the page about an error quotes what the SDK says", () => {
  it("no-core-available", async () => {
    const closed = await startMockCore();
    await closed.close();
    expect(await messageOf(`${init(closed)} await create();`)).toBe(
      quoted("no-core-available"),
    );
  });

  it("invalid-api-key", async () => {
    expect(await messageOf(`${init(locked)} await create();`)).toBe(quoted("invalid-api-key"));
  });

  it("incompatible-core", async () => {
    expect(await messageOf(`${init(old)} await create();`)).toBe(quoted("incompatible-core"));
  });

  it("initialisation-not-done", async () => {
    const message = await messageOf("SuperTokens.getAllCORSHeaders();");
    expect(message).toBe(quoted("initialisation-not-done"));
  });

  it("different-domains-need-https", async () => {
    const message = await messageOf(`
      SuperTokens.init({
        supertokens: { connectionURI: "${core.url}" },
        appInfo: { ...appInfo, apiDomain: "http://api.example-api.net", websiteDomain: "http://example.com" },
        recipeList,
      });
      const { PreParsedRequest, CollectingResponse } = await import("supertokens-node/framework/custom");
      const request = new PreParsedRequest({ method: "post", url: "/", query: {}, headers: new Headers(), cookies: {}, getFormBody: async () => ({}), getJSONBody: async () => ({}) });
      await Session.createNewSession(request, new CollectingResponse(), "public", SuperTokens.convertToRecipeUserId("alice"));`);
    expect(message).toBe(quoted("different-domains-need-https"));
  });

  it("the types of session errors, under their own names", async () => {
    const types = await messageOf("throw new Error(Object.values(Session.Error).join());");
    for (const page of [
      "try-refresh-token",
      "unauthorised",
      "invalid-claims",
      "token-theft-detected",
      "clear-duplicate-session-cookies",
    ]) {
      expect(types.split(","), page).toContain(quoted(page).replace("type: ", ""));
    }
  });
});
