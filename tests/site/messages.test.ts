import { describe, expect, it } from "vitest";
import { readRuns } from "../../results/run-files.ts";
import { type Exchange, exchangesOf } from "../../results/runs.ts";
import { type Message, messagesOf } from "../../src/components/Sequence/messages.ts";

function recorded(scenario: string, framework = "express"): Exchange[] {
  return exchangesOf(readRuns(scenario), framework) ?? [];
}

/** "browser > server: GET /dashboard", with each detail on a line of its own below. */
function lines(exchanges: readonly Exchange[]): string[] {
  return exchanges
    .flatMap(messagesOf)
    .flatMap(({ from, to, text, details }: Message) => [
      `${from} > ${to}: ${text}`,
      ...details.map(({ name, value }) => `  ${name}: ${value}`),
    ]);
}

describe("messagesOf", () => {
  it("draws a page without a call to the core as two arrows, with the cookie and the next URL", () => {
    expect(lines(recorded("session-expired"))).toEqual([
      "browser > server: GET /dashboard",
      "  cookie: sAccessToken=<access token: expired>",
      "server > browser: 302 Found",
      "  location: /refresh-session?redirectBack=%2Fdashboard",
      "  cache-control: private, no-store",
    ]);
  });

  it("draws the core's calls between the request and the response, with the tokens that pass", () => {
    expect(lines(recorded("session-after-refresh").slice(0, 1))).toEqual([
      "browser > server: GET /dashboard",
      "  cookie: sAccessToken=<access token 2>",
      "server > core: POST /recipe/session/verify",
      "  accessToken: <access token 2>",
      "core > server: 200 OK",
      "  accessToken: <access token 3>",
      "server > browser: 200 OK",
      "  set-cookie: sAccessToken=<access token 3>",
      "  cache-control: private, no-store",
    ]);
  });

  it("names the core's own verdict, and says of a cookie that it is deleted", () => {
    const theft = lines(recorded("refresh-theft").slice(2, 3));
    expect(theft).toContain("core > server: 200 TOKEN_THEFT_DETECTED");
    expect(theft).toContain("  set-cookie: sAccessToken, deleted");
    expect(theft).toContain("  set-cookie: sRefreshToken, deleted");
  });

  it("shows the note about a token where a front-end SDK keeps one, and that it misses that of a page", () => {
    const rotated = lines(recorded("front-token-rotated", "web-js"));
    const page = rotated.lastIndexOf("browser > server: GET /dashboard?tab=1");
    expect(rotated.slice(page)).toContain("  front-token: <front token 3>");
    const next = rotated.slice(rotated.indexOf("browser > server: GET /account?tab=1"));
    expect(next).toContain("  cookie: sAccessToken=<access token 3>");
    expect(next).toContain("  cookie: sFrontToken=<front token 2>");
    const withoutSdk = lines(recorded("refresh"));
    expect(withoutSdk.join()).not.toContain("front-token");
  });

  it("says when the core was told to look into its database", () => {
    const checked = lines(recorded("session-revoked-checked"));
    expect(checked).toContain("  checkDatabase: true");
  });
});
