import type { APIGatewayProxyEvent } from "aws-lambda";
import {
  middleware,
  type SessionEvent,
  type SessionEventV2,
} from "supertokens-node/framework/awsLambda";
import { getSession } from "supertokens-node/recipe/session";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { loadPage } from "../support/page-load.ts";
import { coreForSnippets, pageCookies, refreshCookies } from "./app.ts";
import { rest, start } from "./lambda-gateway.ts";

let core: RunningMockCore;
let url: string;

beforeAll(async () => {
  core = await coreForSnippets();
  // With `framework: "awsLambda"`, which this form needs.
  await import("../../snippets/aws-lambda/init.ts");
  const handler = middleware(viewDashboard);
  url = await start(async (event: APIGatewayProxyEvent, context, callback) => {
    // Netlify's events are those of a REST API, without what only AWS knows.
    const { requestContext: _, resource: __, stageVariables: ___, ...netlifyEvent } = event;
    return handler(netlifyEvent, context, callback);
  }, rest);
});

afterAll(() => core?.close());

/** As in the original document. */
async function viewDashboard(awsEvent: SessionEvent | SessionEventV2) {
  try {
    const session = await getSession(awsEvent, awsEvent, {
      overrideGlobalClaimValidators: () => [],
    });
    return { statusCode: 200, body: session.getUserId() };
  } catch {
    return {
      statusCode: 302,
      headers: { Location: "/refresh-session?redirectBack=/dashboard" },
    };
  }
}

test("the form of the original document still verifies and redirects", async () => {
  const headers = { cookie: await pageCookies(core) };
  expect(await (await fetch(`${url}/dashboard`, { headers })).text()).toBe("alice");
  const guest = await loadPage(`${url}/dashboard`);
  expect(guest.headers.get("location")).toBe("/refresh-session?redirectBack=/dashboard");
});

test("its refresh sets both cookies", async () => {
  const response = await fetch(`${url}/auth/session/refresh`, {
    method: "POST",
    headers: { rid: "session", cookie: await refreshCookies(core) },
  });
  expect(response.status).toBe(200);
  expect(response.headers.getSetCookie()).toHaveLength(2);
});

test("every cache may store its responses", async () => {
  const headers = { cookie: await pageCookies(core) };
  const response = await fetch(`${url}/dashboard`, { headers });
  expect(response.headers.get("cache-control")).toBeNull();
});
