import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createEngine } from "../../src/components/Search/engine.ts";
import { buildFolder } from "../support/built.ts";

// Queries as people type them, each with the page that leads, or is among the first three. What a framework was chosen for is in brackets.

const engine = createEngine(JSON.parse(readFileSync(join(buildFolder, "search.json"), "utf8")));

type Row = [query: string, page: string, mine?: string[]];

/** The pages of the first hits, each once; with the section where one is asked for. */
function leading(query: string, page: string, mine: string[] = []): string[] {
  const urls = engine
    .find(query, mine)
    .map(({ url }) => (page.includes("#") ? url : url.replace(/#.*/, "")));
  return [...new Set(urls)];
}

describe("comes first", () => {
  it.each<Row>([
    // Names of errors, and their texts.
    ["TRY_REFRESH_TOKEN", "/errors/try-refresh-token"],
    ["try refresh token", "/errors/try-refresh-token"],
    ["try refresh token after login", "/errors/try-refresh-token"],
    ["try refresh token after login", "/errors/try-refresh-token", ["nextjs-app", "react"]],
    ["401 try refresh token", "/errors/try-refresh-token"],
    ["UNAUTHORISED", "/errors/unauthorised"],
    ["INVALID_CLAIMS", "/errors/invalid-claims"],
    ["403 forbidden", "/errors/invalid-claims"],
    ["token theft detected", "/errors/token-theft-detected"],
    ["No SuperTokens core available to query", "/errors/no-core-available"],
    ["ECONNREFUSED", "/errors/no-core-available"],
    ["Initialisation not done", "/errors/initialisation-not-done"],
    ["invalid api key", "/errors/invalid-api-key"],
    ["please use https on your apiDomain", "/errors/different-domains-need-https"],
    ["CLEAR_DUPLICATE_SESSION_COOKIES", "/errors/clear-duplicate-session-cookies"],
    // Symptoms.
    ["cookie not sent nextjs", "/troubleshooting/cookies-not-set"],
    ["cookie not sent", "/troubleshooting/cookies-not-set", ["django", "vue"]],
    ["cookies not set", "/troubleshooting/cookies-not-set"],
    ["set-cookie missing", "/troubleshooting/cookies-not-set"],
    ["redirect loop", "/troubleshooting/endless-redirects"],
    ["redirect loop", "/troubleshooting/endless-redirects", ["loopback"]],
    ["endless redirects", "/troubleshooting/endless-redirects"],
    ["too many redirects", "/troubleshooting/endless-redirects"],
    ["ERR_TOO_MANY_REDIRECTS", "/troubleshooting/endless-redirects"],
    ["infinite redirect loop after login", "/troubleshooting/endless-redirects"],
    ["safari", "/troubleshooting/safari"],
    ["cookies blocked in safari", "/troubleshooting/safari"],
    ["cors", "/troubleshooting/cors"],
    ["cors error", "/troubleshooting/cors"],
    ["Access-Control-Allow-Origin", "/troubleshooting/cors"],
    ["localhost deployed", "/troubleshooting/works-on-localhost-only"],
    ["works locally but not in production", "/troubleshooting/works-on-localhost-only"],
    ["users get logged out randomly", "/troubleshooting/signed-out-after-a-while"],
    ["401 after an hour", "/troubleshooting/signed-out-after-a-while"],
    ["logged out but still logged in", "/troubleshooting/revoked-still-signed-in"],
    ["cached page shows another user", "/troubleshooting/another-users-session"],
    ["hydration mismatch", "/troubleshooting/page-and-front-end-disagree"],
    ["doesSessionExist false", "/troubleshooting/page-and-front-end-disagree"],
    ["jwks fetched", "/troubleshooting/keys-fetched-too-often"],
    ["jwks.json requests on every page", "/troubleshooting/keys-fetched-too-often"],
    ["refresh on the server", "/troubleshooting/refresh-on-the-server"],
    // Subjects.
    ["csrf", "/concepts/csrf"],
    ["VIA_CUSTOM_HEADER", "/concepts/csrf"],
    ["cache cdn", "/concepts/caching"],
    ["revoked session", "/concepts/revocation"],
    ["sign out everywhere", "/concepts/revocation"],
    ["stolen refresh token", "/concepts/token-theft"],
    ["subdomain cookies", "/concepts/sub-domains"],
    ["cookieDomain", "/concepts/sub-domains"],
    ["cold start", "/concepts/serverless"],
    ["verify jwt without sdk", "/concepts/sdk-or-jwt"],
    ["what happens when the core is down", "/concepts/core-down"],
    ["roles not updated", "/concepts/claims"],
    ["email verification", "/concepts/claims"],
    // Names of the API, of options, of files.
    ["apiBasePath", "/sdk-options"],
    ["getTokenTransferMethod", "/sdk-options"],
    ["getSessionData", "/session-object"],
    ["middleware.ts", "/nextjs-app"],
    ["proxy.ts", "/nextjs-app"],
    ["getServerSideProps", "/nextjs-pages"],
    ["ensureSessionAndCall", "/nextjs-auth-react"],
    ["st-access-token", "/cookies-and-headers"],
    // Frameworks.
    ["next.js app directory", "/nextjs-app"],
    ["nextjs pages router", "/nextjs-pages"],
    ["nextjs server actions", "/nextjs-app#server-actions"],
    ["fastapi", "/fastapi"],
    ["golang", "/go"],
    ["sveltekit", "/sveltekit"],
    ["tanstack start", "/tanstack-start"],
    ["createServerFn", "/tanstack-start"],
    ["nuxt", "/nuxt"],
    ["hono", "/hono"],
    ["bun", "/hono"],
    ["deno", "/hono"],
    // Older releases.
    ["older version", "/versions"],
    ["express 4", "/express#express-4"],
    ["next 14", "/nextjs-app"],
    // Tasks: the guide of the framework that was chosen, or is named.
    ["existing app", "/start"],
    ["test without core", "/testing"],
    ["protect an api", "/protect-an-api"],
    ["verify session", "/express#verify-the-session", ["express", "react"]],
    ["verify the session", "/django#verify-the-session", ["django", "react"]],
    ["verify session in flask", "/flask#verify-the-session", ["express", "react"]],
    ["make the session optional", "/koa#make-the-session-optional", ["koa"]],
    ["require role", "/fastify#require-a-claim", ["fastify", "react"]],
    ["refresh page", "/go#add-the-refresh-page", ["go"]],
    ["refresh page", "/vue#the-refresh-page", ["vue"]],
    ["login page react", "/react#the-login-page", ["express", "vue"]],
    ["protect api route", "/nestjs#protect-an-api-route", ["nestjs", "react"]],
  ])("%s: %s %o", (query, page, mine) => {
    expect(leading(query, page, mine)[0]).toBe(page);
  });
});

describe("is among the first three", () => {
  it.each<Row>([
    ["optional session", "/koa#make-the-session-optional", ["koa", "vue"]],
    ["revoked sessions", "/hapi#revoked-sessions", ["hapi"]],
    ["csrf", "/concepts/csrf", ["express", "react"]],
    ["logout", "/react#signing-out", ["express", "react"]],
    ["sign out button", "/svelte#signing-out", ["express", "svelte"]],
    ["session lost after refresh", "/express#the-first-page-after-a-refresh", ["express"]],
    ["going to production", "/production"],
    ["multi tenant", "/concepts/claims"],
    ["edge runtime", "/troubleshooting/framework-without-adapter"],
    ["checkDatabase", "/concepts/revocation"],
    ["nextjs middleware", "/nextjs-app"],
    ["verifySession", "/protect-an-api"],
  ])("%s: %s %o", (query, page, mine) => {
    expect(leading(query, page, mine).slice(0, 3)).toContain(page);
  });
});

describe("a word", () => {
  const texts = (query: string) =>
    engine.find(query).flatMap(({ heading, excerpt }) => [...heading, ...excerpt]);
  const marked = (query: string) =>
    texts(query).flatMap(({ text, found }) => (found ? text.toLowerCase() : []));

  it.each(["bun", "deno"])("%s finds no longer word that it begins", (query) => {
    for (const word of marked(query)) expect(word).toMatch(new RegExp(`\\b${query}\\b`));
  });

  it("that is still being typed finds what begins with it", () => {
    expect(marked("revocati")).toContain("revocation");
  });

  it("with a letter wrong finds what it is near to", () => {
    expect(leading("endles redirects", "")[0]).toBe("/troubleshooting/endless-redirects");
  });

  it("is not the name of a language where it is none", () => {
    expect(leading("session in go", "")[0]).toBe("/go");
    expect(leading("go back after the refresh", "")).not.toContain("/go");
  });

  it("that is nowhere finds nothing", () => {
    expect(engine.find("qqxqzzkw")).toEqual([]);
  });
});

describe("a hit", () => {
  it("shows the section, where it stands, and the words that were found", () => {
    const [hit] = engine.find("make session optional", ["koa"]);
    expect(hit?.where).toEqual(["On the server", "Koa"]);
    expect(hit?.heading.map(({ text }) => text).join("")).toBe("Make the session optional");
    expect(hit?.heading.flatMap(({ text, found }) => (found ? text : []))).toEqual([
      "session",
      "optional",
    ]);
  });

  it("is one of at most three of its page", () => {
    const pages = engine.find("session").map(({ url }) => url.replace(/#.*/, ""));
    for (const page of pages) expect(pages.filter((it) => it === page).length).toBeLessThan(4);
  });

  it("has no text of a badge in it", () => {
    const documents: { url: string; text: string; names: string }[] = JSON.parse(
      readFileSync(join(buildFolder, "search.json"), "utf8"),
    );
    const badges = documents.filter(({ text, names }) =>
      /passed\d|\bpassed \d{3}\b|\d of \d+ passed|source of the test|Verified: \d/.test(
        `${text} ${names}`,
      ),
    );
    expect(badges.map(({ url }) => url)).toEqual([]);
  });
});
